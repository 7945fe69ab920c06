import type { PipeTransform } from '@nestjs/common';
import type { TObject } from '@sinclair/typebox';
import { validated, type Given } from './validated';

/** `@Body(body(TransitionBody))`: the body as that schema describes it. A body that is left out counts as `{}`. */
export function body<S extends TObject>(schema: S): PipeTransform<unknown, Given<S>> {
  return { transform: (given) => validated(schema, given ?? {}) };
}
