import { compileDefinition, type CompiledDefinition, type Context, type DefinitionDocument } from '@ledger/journey';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import type { FoundJourney } from './found-journey';

/** A journey's context with the defaults of its definition. */
export type FilledContext = (row: FoundJourney) => Context;

/** By hash, which names the content of a definition: compiling a schema takes longer than a page. */
const compiled = new LRUCache<string, { readonly definition: CompiledDefinition | undefined }>({ max: 200 });

/** Prepares the definitions of the rows: defaults within objects and items depend on the context that is there. */
export async function filledContexts(
  db: Kysely<ReadModelSchema>,
  rows: readonly FoundJourney[],
): Promise<FilledContext> {
  const hashes = new Set(rows.flatMap(({ definition_hash: hash }) => (hash === null ? [] : [hash])));
  const page = new Map([...hashes].map((hash) => [hash, compiled.get(hash)] as const));
  const unknown = [...hashes].filter((hash) => page.get(hash) === undefined);
  if (unknown.length > 0) {
    const found = await db
      .selectFrom('definitions')
      .select(['hash', 'document'])
      .distinct()
      .where('hash', 'in', unknown)
      .execute();
    for (const { hash, document } of found) {
      const entry = { definition: compiledOrNot(JSON.parse(document) as DefinitionDocument) };
      compiled.set(hash, entry);
      page.set(hash, entry);
    }
  }
  return (row) => {
    const context = JSON.parse(row.context) as Context;
    const definition = page.get(row.definition_hash ?? '')?.definition;
    if (definition !== undefined) return definition.withDefaults(context);
    return { ...(JSON.parse(row.context_defaults ?? '{}') as Context), ...context };
  };
}

/** What was published under earlier rules need not compile. */
function compiledOrNot(document: DefinitionDocument): CompiledDefinition | undefined {
  try {
    return compileDefinition(document);
  } catch {
    return undefined;
  }
}
