import { compileDefinition, type CompiledDefinition, type DefinitionDocument } from '@ledger/journey';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { ReadModelSchema } from '../database/tables/read-model-schema';

export interface ReadableDefinition {
  readonly definition: CompiledDefinition;
  /** Whether there are defaults besides those of top-level properties, so that they depend on the context that is there. */
  readonly hasInnerDefaults: boolean;
}

/** By hash, which names the content of a definition: compiling a schema takes longer than a page or a batch. */
const compiled = new LRUCache<string, { readonly found: ReadableDefinition | undefined }>({ max: 200 });

/** Definitions by their hash, without those that were published under earlier rules and do not compile. */
export async function compiledDefinitions(
  db: Kysely<ReadModelSchema>,
  hashes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadableDefinition>> {
  const entries = new Map([...hashes].map((hash) => [hash, compiled.get(hash)] as const));
  const unknown = [...hashes].filter((hash) => entries.get(hash) === undefined);
  if (unknown.length > 0) {
    const rows = await db
      .selectFrom('definitions')
      .select(['hash', 'document'])
      .distinct()
      .where('hash', 'in', unknown)
      .execute();
    for (const { hash, document } of rows) {
      const entry = { found: readable(JSON.parse(document) as DefinitionDocument) };
      compiled.set(hash, entry);
      entries.set(hash, entry);
    }
  }
  return new Map([...entries].flatMap(([hash, entry]) => (entry?.found === undefined ? [] : [[hash, entry.found]])));
}

function readable(document: DefinitionDocument): ReadableDefinition | undefined {
  try {
    return { definition: compileDefinition(document), hasInnerDefaults: hasInnerDefaults(document) };
  } catch {
    return undefined;
  }
}

function hasInnerDefaults({ context = {} }: DefinitionDocument): boolean {
  const properties = Object.values((context['properties'] ?? {}) as Readonly<Record<string, unknown>>);
  const topLevel = properties.filter((each) => typeof each === 'object' && each !== null && 'default' in each);
  return (JSON.stringify(context).match(/"default":/g) ?? []).length > topLevel.length;
}
