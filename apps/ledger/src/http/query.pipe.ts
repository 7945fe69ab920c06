import type { PipeTransform } from '@nestjs/common';
import { validationProblem } from './problem';
import { validated, type DtoClass } from './validated';

/** How the text of a query parameter becomes the value that its rule looks at. */
export type QueryNumbers = readonly string[];

/** `@Query(query(SearchQuery))`: query parameters as that DTO. `numbers` names those that are whole numbers. */
export function query<T extends object>(Dto: DtoClass<T>, numbers: QueryNumbers = []): PipeTransform<unknown, T> {
  return {
    transform: (parameters) => {
      const plain: Record<string, unknown> = {};
      for (const [name, value] of Object.entries((parameters ?? {}) as Record<string, unknown>)) {
        if (Array.isArray(value)) throw validationProblem(`Query parameter ${name} should be given once.`);
        plain[name] = numbers.includes(name) ? wholeNumber(value) : value;
      }
      return validated(Dto, plain);
    },
  };
}

/** What is no decimal number stays as it is, so that the field's own rule refuses it. */
function wholeNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
}
