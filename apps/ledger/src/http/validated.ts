import { getMetadataStorage, validateSync, type ValidatorOptions } from 'class-validator';
import { validationProblem } from './problem';

/** A class whose decorators say which fields a body has. */
export type DtoClass<T extends object> = new () => T;

const OPTIONS: ValidatorOptions = {
  stopAtFirstError: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
};

const knownFields = new Map<DtoClass<object>, ReadonlySet<string>>();

/**
 * Takes plain JSON as a DTO. Throws `VALIDATION_FAILED` with a sentence for each field that is unknown, missing or
 * wrong. `where` prefixes the fields of a nested object.
 *
 * Unknown fields are looked for before the copy: class-validator's own whitelist would look at the copy, on which a
 * field named like a member of every object could already have done harm.
 */
export function validated<T extends object>(Dto: DtoClass<T>, plain: unknown, where = ''): T {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw validationProblem(`${where === '' ? 'The body' : where} should be a JSON object.`);
  }
  const known = fieldsOf(Dto);
  const unknown = Object.keys(plain).filter((key) => !known.has(key));
  if (unknown.length > 0) throw refusal(unknown.map((key) => unknownField(key, where, known)));
  const dto = Object.assign(new Dto(), plain);
  const errors = validateSync(dto, OPTIONS);
  if (errors.length === 0) return dto;
  const prefix = where === '' ? '' : `${where}.`;
  throw refusal(errors.flatMap((error) => Object.values(error.constraints ?? {})).map((sentence) => prefix + sentence));
}

/** The fields that a DTO's decorators name. */
export function fieldsOf(Dto: DtoClass<object>): ReadonlySet<string> {
  let fields = knownFields.get(Dto);
  if (!fields) {
    const metadata = getMetadataStorage().getTargetValidationMetadatas(Dto, '', false, false);
    fields = new Set(metadata.map(({ propertyName }) => propertyName));
    knownFields.set(Dto, fields);
  }
  return fields;
}

function unknownField(key: string, where: string, known: ReadonlySet<string>): string {
  const name = JSON.stringify(key.slice(0, 100));
  const place = where === '' ? '' : ` in ${where}`;
  return known.size === 0
    ? `Field ${name}${place} is not known: none is taken here.`
    : `Field ${name}${place} is not known: known are ${[...known].join(', ')}.`;
}

function refusal(sentences: readonly string[]): Error {
  return validationProblem(sentences.slice(0, 5).join(' '), sentences.slice(0, 50));
}
