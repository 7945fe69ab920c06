import { closestName } from '@ledger/plain-data';
import { schemasWithin, type JsonSchema } from './applied-schemas';
import { keywordsOf } from './schema-dialects';

/** A member of a schema that JSON Schema does not know, and so does not obey. */
export interface UnknownKeyword {
  /** JSON Pointer of the schema that has it, from the whole. */
  readonly place: string;
  readonly keyword: string;
  readonly meant?: string | undefined;
}

/** Extensions begin with `x-`, as `x-personal` does. */
const EXTENSION = /^x-/;

/** Every unknown keyword of a schema and of those within it, in document order. */
export function* unknownKeywords(
  schema: JsonSchema,
  known = keywordsOf(schema),
  place = '',
): Generator<UnknownKeyword> {
  for (const keyword of Object.keys(schema)) {
    if (known.has(keyword) || EXTENSION.test(keyword)) continue;
    yield { place, keyword, meant: closestName(keyword, known) };
  }
  for (const [pointer, within] of schemasWithin(schema)) yield* unknownKeywords(within, known, place + pointer);
}
