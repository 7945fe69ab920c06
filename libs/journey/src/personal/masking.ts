import type { Context, ContextValue } from '../context';
import type { JsonSchema } from '../definition/applied-schemas';
import { isPlainObject } from '../plain-json';
import { MaskRules, type MaskRule } from './mask-rules';
import { hasPersonal, isPersonalAt, type PersonalData } from './personal-data';

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
  for (const root of personal.schemas) shown = withoutMarked(shown, root, names);
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
  return Object.values(value).some(holdsMask);
}

function* masksIn(value: ContextValue, path: readonly string[]): Generator<readonly string[]> {
  if (value === MASK) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, within] of Object.entries(value)) yield* masksIn(within, [...path, name]);
}

/** A context without what one schema marks. */
function withoutMarked(context: Context, root: JsonSchema, names: Set<string>): Context {
  const { whole } = MaskRules.for(root);
  if (!whole.isMarked) return whole.isPlain ? context : withoutMarkedMembers(context, whole, '', names);
  for (const name of Object.keys(context)) names.add(name);
  return {};
}

function withoutMarkedMembers(value: Context, rule: MaskRule, prefix: string, names: Set<string>): Context {
  let kept: Record<string, ContextValue> | undefined;
  for (const [name, within] of Object.entries(value)) {
    const ofMember = rule.member(name);
    if (ofMember.isPlain) continue;
    const shown = unmarked(within, ofMember, prefix === '' ? name : `${prefix}.${name}`, names);
    if (shown === within) continue;
    kept ??= { ...value };
    if (shown === undefined) delete kept[name];
    else kept[name] = shown;
  }
  return kept ?? value;
}

/** Undefined for a value that is left out. A list with a personal item is left out whole: its other items would move up. */
function unmarked(value: ContextValue, rule: MaskRule, name: string, names: Set<string>): ContextValue | undefined {
  if (rule.isMarked) {
    names.add(name);
    return undefined;
  }
  if (isPlainObject(value)) return withoutMarkedMembers(value, rule, name, names);
  if (!Array.isArray(value)) return value;
  const list: readonly ContextValue[] = value;
  const items = list.map((item, place) => unmarked(item, rule.item(place), `${name}[]`, names));
  if (!items.includes(undefined))
    return items.some((item, place) => item !== list[place]) ? (items as typeof list) : value;
  names.delete(`${name}[]`);
  names.add(name);
  return undefined;
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
