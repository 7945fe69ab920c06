import type { PipeTransform } from '@nestjs/common';
import type { TObject, TSchema } from '@sinclair/typebox';
import { validationProblem } from './problem';
import { validated, type Given } from './validated';

/** `@Query(query(SearchQuery))`: query parameters as that schema describes them. */
export function query<S extends TObject>(schema: S): PipeTransform<unknown, Given<S>> {
  return {
    transform: (parameters) => {
      const given = Object.entries((parameters ?? {}) as Record<string, unknown>).map(([name, value]) => {
        if (Array.isArray(value)) throw validationProblem(`The query parameter ${name} was sent twice; send it once.`);
        refuseBlankOffset(schema.properties[name], name, value);
        return [name, isNumber(schema.properties[name]) ? numberOf(value) : value] as const;
      });
      // Made of entries, so that a parameter named __proto__ is a field like any other, and unknown.
      return validated(schema, Object.fromEntries(given));
    },
  };
}

/** In an address a plus stands for a blank: the offset of an instant has to be escaped. */
function refuseBlankOffset(field: TSchema | undefined, name: string, value: unknown): void {
  if (field?.['format'] !== 'date-time' || typeof value !== 'string') return;
  const [, instant, offset] = /^(\S+T\S+) (\d\d:\d\d)$/.exec(value) ?? [];
  if (instant === undefined || offset === undefined) return;
  throw validationProblem(
    `${name}: a + in an address stands for a blank; write %2B, as in ${instant.slice(0, 40)}%2B${offset}.`,
  );
}

function isNumber(field: TSchema | undefined): boolean {
  return field?.['type'] === 'integer' || field?.['type'] === 'number';
}

/** What is not a decimal number stays as it is, so that the field's own rule refuses it. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,16}(\.\d{1,6})?$/.test(value) ? Number(value) : value;
}
