import type { Context, ContextValue } from '../context';
import { appliedSchemas, schemasOfItem, schemasOfMember, type JsonSchema } from '../definition/applied-schemas';
import { isPlainObject } from '../plain-json';
import { hasPersonal, isMarked, isPersonalAt, reachesMark, type PersonalData } from './personal-data';

/** Stands in texts for people where a value was left out, and is therefore no value that a caller may write. */
export const MASK = '***';

/** What is left of a value, and the names of what is missing: `phone`, `card.last4`, `phones[].number`. */
export interface Masked<T> {
  readonly shown: T;
  /** In order, each once; empty if nothing was left out, and `shown` is then what was given. */
  readonly masked: readonly string[];
}

/** A context, or a part of one by top-level names, without what is personal. */
export function maskedContext<C extends Context>(context: C, personal: PersonalData): Masked<C | Context> {
  if (!hasPersonal(personal)) return { shown: context, masked: [] };
  if (personal.all) {
    const masked = Object.keys(context);
    return { shown: masked.length === 0 ? context : {}, masked };
  }
  let shown: Context = context;
  const names = new Set<string>();
  for (const root of personal.schemas) shown = new Masking(root, names).context(shown);
  return { shown, masked: [...names] };
}

/** The inputs of a guard without what is personal. Guards name them as they read them: `context.card.last4`. */
export function maskedInputs(inputs: Context, personal: PersonalData): Masked<Context> {
  if (!hasPersonal(personal)) return { shown: inputs, masked: [] };
  const names = new Set<string>();
  const shown: Record<string, ContextValue> = {};
  for (const [input, value] of Object.entries(inputs)) {
    if (input === 'context' && isPlainObject(value)) {
      const whole = maskedContext(value, personal);
      for (const name of whole.masked) names.add(name);
      shown[input] = whole.shown;
    } else if (isReadOfContext(input) && isPersonalAt(personal, pathOfInput(input))) {
      names.add(nameOfInput(input));
    } else shown[input] = value;
  }
  return names.size === 0 ? { shown: inputs, masked: [] } : { shown, masked: [...names] };
}

interface Payload {
  readonly context?: unknown;
  readonly set?: unknown;
  readonly guard?: unknown;
}

/**
 * The payload of an event of a journey, or of an attempt at one, without what is personal: in the context that it starts
 * with, in what it sets, and in what its guard read, which is named beside the guard.
 */
export function maskedPayload<T extends object>(data: T, personal: PersonalData): Masked<T> {
  if (!hasPersonal(personal)) return { shown: data, masked: [] };
  const { context, set, guard } = data as Payload;
  const parts = Object.entries({ context, set }).flatMap(([name, part]) =>
    isPlainObject(part) ? [[name, maskedContext(part as Context, personal)] as const] : [],
  );
  const changed = Object.fromEntries(parts.map(([name, { shown }]) => [name, shown]));
  const masked = [...new Set(parts.flatMap(([, part]) => part.masked))];
  const shownGuard = maskedGuard(guard, personal);
  if (masked.length === 0 && shownGuard === guard) return { shown: data, masked };
  return { shown: { ...data, ...changed, ...(shownGuard !== guard && { guard: shownGuard }) }, masked };
}

function maskedGuard(guard: unknown, personal: PersonalData): unknown {
  if (!isPlainObject(guard) || !isPlainObject(guard['inputs'])) return guard;
  const { shown: inputs, masked } = maskedInputs(guard['inputs'] as Context, personal);
  return masked.length === 0 ? guard : { ...guard, inputs, masked };
}

/** A masked payload as faces show it that give payloads alone: with the names as its member `masked`. */
export function maskedEvent<T extends object>(data: T, personal: PersonalData): T {
  const { shown, masked } = maskedPayload(data, personal);
  return masked.length === 0 ? shown : { ...shown, masked };
}

/** The name of a personal property that a caller would set to `MASK`; undefined if there is none. */
export function maskWritten(context: unknown, personal: PersonalData): string | undefined {
  if (personal.schemas.length === 0 || !isPlainObject(context) || !holdsMask(context as Context)) return undefined;
  for (const path of masksIn(context as Context, [])) if (isPersonalAt(personal, path)) return shownPath(path);
  return undefined;
}

/** Most contexts have none, and no path is made for them. */
function holdsMask(value: ContextValue): boolean {
  if (typeof value !== 'object' || value === null) return value === MASK;
  for (const name in value) if (holdsMask((value as Context)[name] ?? null)) return true;
  return false;
}

function* masksIn(value: ContextValue, path: readonly string[]): Generator<readonly string[]> {
  if (value === MASK) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, within] of Object.entries(value)) yield* masksIn(within, [...path, name]);
}

/** What one context schema marks, taken out of one context. */
class Masking {
  private readonly top: readonly JsonSchema[];

  constructor(
    private readonly root: JsonSchema,
    private readonly names: Set<string>,
  ) {
    this.top = [...appliedSchemas(root, root)];
  }

  context(context: Context): Context {
    if (this.top.some((schema) => isMarked(schema, this.root))) {
      for (const name of Object.keys(context)) this.names.add(name);
      return {};
    }
    return this.members(context, (name) => topLevel(this.root, this.top, name), '');
  }

  private members(value: Context, ruleOf: (name: string) => Rule, prefix: string): Context {
    let kept: Record<string, ContextValue> | undefined;
    for (const [name, within] of Object.entries(value)) {
      const rule = ruleOf(name);
      if (rule === 'plain') continue;
      const shown = this.value(within, rule, prefix === '' ? name : `${prefix}.${name}`);
      if (shown === within) continue;
      kept ??= { ...value };
      if (shown === undefined) delete kept[name];
      else kept[name] = shown;
    }
    return kept ?? value;
  }

  /** Undefined for what is left out. A list with a personal item is left out whole: its other items would move up. */
  private value(value: ContextValue, schemas: readonly JsonSchema[], name: string): ContextValue | undefined {
    if (schemas.some((schema) => isMarked(schema, this.root))) {
      this.names.add(name);
      return undefined;
    }
    const ruleOf = (member: string): Rule => schemasOfMember(schemas, member, this.root);
    if (isPlainObject(value)) return this.members(value, ruleOf, name);
    if (!Array.isArray(value)) return value;
    const items = (value as readonly ContextValue[]).map((item, place) =>
      this.value(item, schemasOfItem(schemas, place, this.root), `${name}[]`),
    );
    if (!items.includes(undefined))
      return items.some((item, place) => item !== value[place]) ? (items as readonly ContextValue[]) : value;
    this.names.delete(`${name}[]`);
    this.names.add(name);
    return undefined;
  }
}

/** The schemas of a member; `plain` if neither they nor any within them mark anything. */
type Rule = 'plain' | readonly JsonSchema[];

const topLevelRules = new WeakMap<JsonSchema, Map<string, Rule>>();

/** Remembered for the properties that a schema declares: a context has most of them each time. */
function topLevel(root: JsonSchema, top: readonly JsonSchema[], name: string): Rule {
  let rules = topLevelRules.get(root);
  if (rules === undefined) topLevelRules.set(root, (rules = new Map<string, Rule>()));
  const rule = rules.get(name);
  if (rule !== undefined) return rule;
  const schemas = schemasOfMember(top, name, root);
  const found = schemas.some((schema) => reachesMark(schema, root)) ? schemas : 'plain';
  const { properties } = root;
  if (isPlainObject(properties) && Object.hasOwn(properties, name)) rules.set(name, found);
  return found;
}

function isReadOfContext(input: string): boolean {
  return /^context(\.|\[|$)/.test(input);
}

const STEP = /\.([A-Za-z_]\w*)|\['(.*?)'\](?=\.|\[|$)/y;

/** The path that a guard read, as far as its label can be taken apart: what lies beyond is within that. */
export function pathOfInput(input: string): readonly string[] {
  const path: string[] = [];
  STEP.lastIndex = 'context'.length;
  for (let step = STEP.exec(input); step !== null; step = STEP.exec(input)) path.push(step[1] ?? step[2] ?? '');
  return path;
}

function nameOfInput(input: string): string {
  const path = pathOfInput(input);
  return path.length === 0 ? input : shownPath(path);
}

function shownPath(path: readonly string[]): string {
  return path.map((name, index) => (/^\d+$/.test(name) ? '[]' : `${index === 0 ? '' : '.'}${name}`)).join('');
}
