import type { PipeTransform } from '@nestjs/common';
import { validated, type DtoClass } from './validated';

/** `@Body(dto(TransitionBody))`: the body as that DTO, or a problem document. An absent body counts as an empty one. */
export function dto<T extends object>(Dto: DtoClass<T>): PipeTransform<unknown, T> {
  return { transform: (body) => validated(Dto, body ?? {}) };
}
