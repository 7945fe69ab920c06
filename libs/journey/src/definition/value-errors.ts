import { closestName, figure, orList } from '@ledger/plain-data';
import type { ErrorObject } from 'ajv';

/** How sentences about values name what they are about; places are JSON Pointers. */
export interface ErrorWording {
  /** The value at a place, or a member of it, as the subject of a sentence. */
  readonly subject: (place: string, member?: string) => string;
  /** The beginning of the sentence about a member that the schema does not list. */
  readonly unknown: (place: string, member: string) => string;
  /** What stands before a value: `you sent`. */
  readonly given: string;
  /** Whether the value at a place may be shown: it may be personal data. */
  readonly mayShow: (place: string) => boolean;
}

const MAX_SHOWN = 40;

const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['null', 'null'],
]);

const COMPARISONS: ReadonlyMap<unknown, string> = new Map([
  ['>=', 'be at least'],
  ['<=', 'be at most'],
  ['>', 'be more than'],
  ['<', 'be less than'],
]);

/** What `minLength`, `maxItems` and the like count. */
const SIZES: ReadonlyMap<string, string> = new Map([
  ['Length', 'character'],
  ['Items', 'item'],
  ['Properties', 'member'],
]);

/** Keywords whose error only says that a part did not fit: another error says which. */
const SUMMARIES: ReadonlySet<string> = new Set(['if', 'propertyNames']);

/** The errors of a validation, as far as they say what is wrong. */
export function tellingErrors(errors: readonly ErrorObject[] | null | undefined): readonly ErrorObject[] {
  const all = errors ?? [];
  const telling = all.filter(({ keyword }) => !SUMMARIES.has(keyword));
  return telling.length === 0 ? all : telling;
}

/** One sentence about an error. */
export function errorSentence(error: ErrorObject, wording: ErrorWording): string {
  const sentence = sentenceOf(error, wording);
  return sentence.endsWith('?') ? sentence : `${sentence}.`;
}

function sentenceOf(error: ErrorObject, wording: ErrorWording): string {
  const { keyword, instancePath: place, message } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'required':
      return `${wording.subject(place, String(params['missingProperty']))} is missing`;
    case 'dependentRequired':
      return `${wording.subject(place, String(params['missingProperty']))} is missing; ${String(params['property'])} needs it`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownMember(error, String(params['additionalProperty'] ?? params['unevaluatedProperty']), wording);
    default: {
      const wanted = wantedBy(keyword, params);
      if (wanted === undefined) return `${wording.subject(place)} ${message ?? 'is not valid'}`;
      const given = SIZES.has(keyword.slice(3)) ? sizeOf(error.data) : shownValue(error, wording);
      return `${wording.subject(place)} must ${wanted}; ${given}${suggestion(error, wording)}`;
    }
  }
}

/** What a keyword asks of a value, after `must`. */
function wantedBy(keyword: string, params: Readonly<Record<string, unknown>>): string | undefined {
  const { type, allowedValues, allowedValue, pattern, format, comparison, limit } = params;
  switch (keyword) {
    case 'type':
      return `be ${orList((Array.isArray(type) ? type : [type]).map((each) => TYPES.get(each) ?? String(each)))}`;
    case 'enum':
      return `be ${orList((allowedValues as readonly unknown[]).map((value) => JSON.stringify(value)))}`;
    case 'const':
      return `be ${JSON.stringify(allowedValue)}`;
    case 'pattern':
      return `match ${String(pattern)}`;
    case 'format':
      return `have the format ${String(format)}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${COMPARISONS.get(comparison) ?? 'be'} ${String(limit)}`;
    default: {
      const unit = SIZES.get(keyword.slice(3));
      if (unit === undefined) return undefined;
      const bound = keyword.startsWith('min') ? 'at least' : 'at most';
      return `have ${bound} ${figure(Number(limit))} ${unit}${limit === 1 ? '' : 's'}`;
    }
  }
}

/** `you sent the text "12.50"`; of a value that may not be shown its kind alone. */
function shownValue({ data, instancePath }: ErrorObject, { given, mayShow }: ErrorWording): string {
  const kind = data === null ? 'null' : Array.isArray(data) ? 'array' : typeof data;
  const isShown = ['string', 'number', 'boolean'].includes(kind) && mayShow(instancePath);
  if (!isShown) return `${given} ${TYPES.get(kind) ?? kind}`;
  const text = JSON.stringify(data);
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return `${given} ${kind === 'string' ? `the text ${shown}` : shown}`;
}

function suggestion({ keyword, data, params, instancePath }: ErrorObject, { mayShow }: ErrorWording): string {
  if (keyword !== 'enum' || typeof data !== 'string' || !mayShow(instancePath)) return '';
  const values = (params['allowedValues'] as readonly unknown[]).filter((value) => typeof value === 'string');
  const meant = closestName(data, values);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

function unknownMember({ parentSchema, instancePath }: ErrorObject, name: string, wording: ErrorWording): string {
  const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
  const begin = wording.unknown(instancePath, name);
  const meant = closestName(name, known);
  if (meant !== undefined) return `${begin}; did you mean "${meant}"?`;
  return known.length === 0 ? begin : `${begin}; it has ${known.join(', ')}`;
}

function sizeOf(data: unknown): string {
  const parts = typeof data === 'string' ? [...data] : Object.keys(data as object);
  return `it has ${figure(parts.length)}`;
}
