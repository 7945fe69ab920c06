import { ChainVerifier, streamName, type EventStore, type UpcasterRegistry } from '@ledger/event-store';
import {
  compileDefinition,
  DEFINITION_PUBLISHED,
  definitionStream,
  type CompiledDefinition,
  type DefinitionPublished,
} from '@ledger/journey';

/** A version as the ledger holds it, ready to be asked for its transitions. */
export interface AuditedDefinition {
  readonly definition: CompiledDefinition;
  /** What is wrong with the event by which it was published, in sentences; empty where nothing is. */
  readonly faults: readonly string[];
}

/** Versions of one definition, by number, read from its own stream and checked on the way. */
export async function publishedDefinitions(
  store: EventStore,
  upcasters: UpcasterRegistry,
  tenant: string,
  definitionId: string,
): Promise<ReadonlyMap<number, AuditedDefinition>> {
  const versions = new Map<number, AuditedDefinition>();
  const verifier = new ChainVerifier();
  const stream = streamName(definitionStream(tenant, definitionId));
  for await (const event of store.readStream(stream, { ifMissing: 'empty' })) {
    const faults = verifier.check(event).map(({ reason }) => reason);
    if (event.type !== DEFINITION_PUBLISHED) continue;
    const published = readPublished(() => upcasters.read(event).data);
    if (published === undefined) continue;
    const definition = compileDefinition(published.document);
    if (definition.hash !== published.hash) {
      faults.push(`Its document gives hash ${definition.hash}, and it was published as ${published.hash}.`);
    }
    versions.set(published.version, { definition, faults });
  }
  return versions;
}

/** Undefined where the payload was damaged: then the version counts as missing. */
function readPublished(read: () => unknown): DefinitionPublished | undefined {
  try {
    const data = read() as Partial<DefinitionPublished>;
    const readable = typeof data.version === 'number' && typeof data.document === 'object' && data.document !== null;
    return readable ? (data as DefinitionPublished) : undefined;
  } catch {
    return undefined;
  }
}
