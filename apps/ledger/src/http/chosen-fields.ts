import { validationProblem } from './problem';

/** The fields of `fields=a,b`, each once. Throws `VALIDATION_FAILED` with the names that would be right. */
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
    `fields: there is no field ${JSON.stringify(unknown.slice(0, 100))}; the fields are ${known.join(', ')}.`,
  );
}

/** Who asks for contexts is told what was left out of them. */
export function withMaskedNames<Name extends string>(
  fields: readonly Name[] | undefined,
): readonly (Name | 'masked')[] | undefined {
  return fields?.some((name) => name === 'context') === true ? [...fields, 'masked'] : fields;
}

/** The rows with these fields alone; as they are without a choice. */
export function withFields<Row extends object>(
  rows: readonly Row[],
  fields: readonly (keyof Row & string)[] | undefined,
): readonly Partial<Row>[] {
  if (fields === undefined) return rows;
  return rows.map(
    (row) => Object.fromEntries(fields.flatMap((field) => (field in row ? [[field, row[field]]] : []))) as Partial<Row>,
  );
}
