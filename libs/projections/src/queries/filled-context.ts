import type { Context } from '@ledger/journey';
import type { Kysely } from 'kysely';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import { compiledDefinitions } from '../read-models/compiled-definitions';
import type { FoundJourney } from './found-journey';

/** A journey's context with the defaults of its definition. */
export type FilledContext = (row: FoundJourney) => Context;

/** Prepares the definitions of the rows: defaults within objects and items depend on the context that is there. */
export async function filledContexts(
  db: Kysely<ReadModelSchema>,
  rows: readonly FoundJourney[],
): Promise<FilledContext> {
  const hashes = new Set(rows.flatMap(({ definition_hash: hash }) => (hash === null ? [] : [hash])));
  const definitions = await compiledDefinitions(db, hashes);
  return (row) => {
    const context = JSON.parse(row.context) as Context;
    const found = definitions.get(row.definition_hash ?? '');
    if (found !== undefined) return found.definition.withDefaults(context);
    return { ...(JSON.parse(row.context_defaults ?? '{}') as Context), ...context };
  };
}
