import type { PipeTransform } from '@nestjs/common';
import { validationProblem } from './problem';
import { validated, type DtoClass } from './validated';

/** `@Query(query(SearchQuery))`: query parameters as that DTO. `numbers` names those that are whole numbers. */
export function query<T extends object>(Dto: DtoClass<T>, numbers: readonly string[] = []): PipeTransform<unknown, T> {
  return {
    transform: (parameters) => {
      const given = Object.entries((parameters ?? {}) as Record<string, unknown>).map(([name, value]) => {
        if (Array.isArray(value)) throw validationProblem(`Query parameter ${name} should be given once.`);
        return [name, numbers.includes(name) ? wholeNumber(value) : value] as const;
      });
      // Made of entries, so that a parameter named __proto__ is a field like any other, and unknown.
      const plain = Object.fromEntries(given);
      return validated(Dto, plain);
    },
  };
}

/** What is no decimal number stays as it is, so that the field's own rule refuses it. */
function wholeNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
}
