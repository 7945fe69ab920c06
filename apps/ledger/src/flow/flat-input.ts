import type { TObject } from '@sinclair/typebox';
import type { Context, ContextValue } from '@ledger/journey';
import { validationProblem } from '../http/problem';
import { sentValue } from '../http/sent-value';
import { validated, type Given } from '../http/validated';

export interface FlatInput<S extends TObject> {
  readonly fields: Given<S>;
  /** The `ctx_*` fields without that prefix. */
  readonly context: Context;
}

const PREFIX = 'ctx_';

/** Parts call fields from the context. Platforms send null or an empty text for an omitted call field. */
export function flatInput<S extends TObject>(schema: S, body: unknown): FlatInput<S> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw validationProblem(`The body must be one flat JSON object, or a form; you sent ${sentValue(body)}.`);
  }
  const own: Record<string, unknown> = {};
  const context: Record<string, ContextValue> = {};
  for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
    if (name.startsWith(PREFIX)) context[contextName(name)] = flatValue(name, value);
    else if (value !== null && value !== '') own[name] = isInteger(schema, name) ? numberOf(value) : value;
  }
  return { fields: validated(schema, own), context };
}

/** Platforms send numbers as text. */
function isInteger({ properties }: TObject, name: string): boolean {
  return Object.hasOwn(properties, name) && properties[name]?.['type'] === 'integer';
}

function contextName(name: string): string {
  const property = name.slice(PREFIX.length);
  if (property !== '' && property !== '__proto__') return property;
  throw validationProblem(`${PREFIX} must be followed by the name of a context property, such as ${PREFIX}verified.`);
}

function flatValue(name: string, value: unknown): ContextValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  throw validationProblem(
    `${name.slice(0, 100)} must be a text, a number, a boolean or null; you sent ${sentValue(value)}.`,
  );
}

/** What is not a whole number stays as it is, so that the field's own rule refuses it. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
}
