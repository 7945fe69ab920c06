import { validationProblem } from './problem';

/** Names of all fields of a row: the compiler sees to it that none is left out. */
export function fieldNames<Row>(names: Readonly<Record<keyof Row, true>>): readonly (keyof Row & string)[] {
  return Object.keys(names) as (keyof Row & string)[];
}

/**
 * The fields that a query parameter `fields=a,b` asks for, each once; undefined where it asks for nothing in particular.
 * Throws `VALIDATION_FAILED` with the names that would be right.
 */
export function chosenFields<Name extends string>(
  asked: string | undefined,
  known: readonly Name[],
): readonly Name[] | undefined {
  if (asked === undefined) return undefined;
  const names = [...new Set(asked.split(','))];
  const isKnown = (name: string): name is Name => (known as readonly string[]).includes(name);
  const unknown = names.find((name) => !isKnown(name));
  if (unknown === undefined) return names.filter(isKnown);
  throw validationProblem(
    `fields should name fields of a row, separated by commas; ${JSON.stringify(unknown.slice(0, 100))} is none: ` +
      `known are ${known.join(', ')}.`,
  );
}

/** The rows with these fields alone; as they are where none was asked for. */
export function withFields<Row extends object>(
  rows: readonly Row[],
  fields: readonly (keyof Row & string)[] | undefined,
): readonly Partial<Row>[] {
  if (fields === undefined) return rows;
  return rows.map((row) => Object.fromEntries(fields.map((field) => [field, row[field]])) as Partial<Row>);
}
