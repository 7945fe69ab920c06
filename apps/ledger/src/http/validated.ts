import type { TObject, TSchema } from '@sinclair/typebox';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { hasCardNumber, parseDuration } from '@ledger/journey';
import type { Reply } from '../openapi/schema-parts';
import { FREE_TEXT, shapeOf } from './fields';
import { parseInstant } from './instants';
import { Problem, validationProblem } from './problem';
import { sentValue } from './sent-value';

const MOST_IN_DETAIL = 5;
const MOST_ERRORS = 50;

/** A body or a query as its schema describes it. Not named like its schema: Nest would take that for a class. */
export type Given<S extends TSchema> = Reply<S>;

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    'date-time': (text: string) => parseInstant(text) !== undefined,
    duration: (text: string) => parseDuration(text).ok,
  },
});
ajv.addKeyword({ keyword: FREE_TEXT, type: 'string', validate: (_: true, text: string) => !hasCardNumber(text) });
const validators = new WeakMap<TSchema, ValidateFunction>();

/**
 * Takes plain JSON as what the schema describes; `VALIDATION_FAILED` has a sentence for each field that is wrong, and
 * `CARD_DATA_REFUSED` repeats nothing of what was sent.
 */
export function validated<S extends TObject>(schema: S, plain: unknown): Given<S> {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw validationProblem(`The body must be a JSON object; you sent ${sentValue(plain)}.`);
  }
  let validate = validators.get(schema);
  if (!validate) validators.set(schema, (validate = ajv.compile(schema)));
  if (validate(plain)) return plain as Given<S>;
  const withCard = validate.errors?.find(({ keyword }) => keyword === FREE_TEXT);
  if (withCard !== undefined) {
    const place = withCard.instancePath.slice(1).replaceAll('/', '.');
    throw new Problem(
      'CARD_DATA_REFUSED',
      `${place} has a payment card number in it. Send no card data to the ledger.`,
    );
  }
  const sentences = sentencesOf(validate.errors ?? [], schema, plain);
  throw validationProblem(sentences.slice(0, MOST_IN_DETAIL).join(' '), sentences.slice(0, MOST_ERRORS));
}

/** Fields that there are not are told first, and alone: a field that is missing may be meant by them. */
function sentencesOf(errors: readonly ErrorObject[], schema: TSchema, plain: object): readonly string[] {
  const unknown = errors.filter(({ keyword }) => keyword === 'additionalProperties');
  const told = unknown.length > 0 ? unknown : errors;
  return [...new Set(told.map((error) => sentenceOf(error, schema, plain)))];
}

function sentenceOf({ keyword, instancePath, params }: ErrorObject, schema: TSchema, plain: object): string {
  const place = instancePath.split('/').slice(1);
  if (keyword === 'additionalProperties') {
    const name = JSON.stringify(String(params['additionalProperty']).slice(0, 100));
    const known = Object.keys(propertiesOf(schemaAt(schema, place)));
    const fields = known.length === 0 ? 'this call takes none' : `the fields are ${known.join(', ')}`;
    return `There is no field ${name}${place.length === 0 ? '' : ` in ${place.join('.')}`}; ${fields}.`;
  }
  if (keyword === 'required') return `${[...place, String(params['missingProperty'])].join('.')} is missing.`;
  const value = place.reduce<unknown>((within, name) => (within as Record<string, unknown>)[name], plain);
  return `${place.join('.')} must be ${shapeOf(schemaAt(schema, place))}; you sent ${sentValue(value)}.`;
}

/** The schema of a field, or of what a list holds; none within objects of any members. */
function schemaAt(schema: TSchema, place: readonly string[]): TSchema | undefined {
  return place.reduce<TSchema | undefined>(
    (within, name) => propertiesOf(within)[name] ?? (within?.['items'] as TSchema),
    schema,
  );
}

function propertiesOf(schema: TSchema | undefined): Readonly<Record<string, TSchema>> {
  return (schema?.['properties'] ?? {}) as Record<string, TSchema>;
}
