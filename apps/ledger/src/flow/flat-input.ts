import type { Context, ContextValue } from '@ledger/journey';
import { validationProblem } from '../http/problem';
import { validated, type DtoClass } from '../http/validated';

/** A flow call taken apart. */
export interface FlatInput<T> {
  readonly fields: T;
  /** The `ctx_*` fields without that prefix. */
  readonly context: Context;
}

const PREFIX = 'ctx_';

/** Fields that platforms send as text where they mean a number. */
const NUMBERS: ReadonlySet<string> = new Set(['expectedRevision', 'definitionVersion']);

/**
 * Takes a flat object apart into the call's own fields and the context. Platforms fill what a flow leaves empty with
 * null or an empty text: for the call's own fields both count as absent.
 */
export function flatInput<T extends object>(Dto: DtoClass<T>, body: unknown): FlatInput<T> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw validationProblem('The body should be one flat JSON object, or a form.');
  }
  const own: Record<string, unknown> = {};
  const context: Record<string, ContextValue> = {};
  for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
    if (name.startsWith(PREFIX)) context[contextName(name)] = flatValue(name, value);
    else if (value !== null && value !== '') own[name] = NUMBERS.has(name) ? numberOf(value) : value;
  }
  return { fields: validated(Dto, own), context };
}

function contextName(name: string): string {
  const property = name.slice(PREFIX.length);
  if (property !== '' && property !== '__proto__') return property;
  throw validationProblem(`Field ${PREFIX} should name a context property, such as ${PREFIX}verified.`);
}

function flatValue(name: string, value: unknown): ContextValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  throw validationProblem(`${name.slice(0, 100)} should be a text, a number, a boolean or null.`);
}

/** What is no whole number stays as it is, so that the field's own rule refuses it. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
}
