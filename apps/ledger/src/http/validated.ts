import { validateSync, type ValidatorOptions } from 'class-validator';
import { fieldChecks } from './field-checks';
import { validationProblem } from './problem';

/** A class whose decorators say which fields a body has. */
export type DtoClass<T extends object> = new () => T;

const OPTIONS: ValidatorOptions = {
  stopAtFirstError: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
};

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
  const checks = fieldChecks(Dto);
  for (const key in plain) if (!checks.has(key)) throw unknownFields(plain, checks, where);
  const dto = Object.assign(new Dto(), plain);
  for (const [field, isRight] of checks) {
    if (!isRight((dto as Record<string, unknown>)[field])) throw wrongFields(dto, where);
  }
  return dto;
}

/** The fields that a DTO's decorators name. */
export function fieldsOf(Dto: DtoClass<object>): ReadonlySet<string> {
  return new Set(fieldChecks(Dto).keys());
}

function unknownFields(plain: object, known: ReadonlyMap<string, unknown>, where: string): Error {
  const names = Object.keys(plain).filter((key) => !known.has(key));
  return refusal(names.map((name) => unknownField(name, where, [...known.keys()])));
}

function unknownField(key: string, where: string, known: readonly string[]): string {
  const name = JSON.stringify(key.slice(0, 100));
  const place = where === '' ? '' : ` in ${where}`;
  return known.length === 0
    ? `Field ${name}${place} is not known: none is taken here.`
    : `Field ${name}${place} is not known: known are ${known.join(', ')}.`;
}

function wrongFields(dto: object, where: string): Error {
  const prefix = where === '' ? '' : `${where}.`;
  const sentences = validateSync(dto, OPTIONS).flatMap(({ constraints = {} }) => Object.values(constraints));
  return refusal(sentences.map((sentence) => prefix + sentence));
}

function refusal(sentences: readonly string[]): Error {
  return validationProblem(sentences.slice(0, 5).join(' '), sentences.slice(0, 50));
}
