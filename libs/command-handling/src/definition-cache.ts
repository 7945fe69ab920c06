import { streamName, type EventStore, type StreamName, type UpcasterRegistry } from '@ledger/event-store';
import { DEFINITION_ID, definitionStream } from '@ledger/journey';
import { readShelf, type DefinitionStream } from './definition-stream';

/** The shelves that were asked for, as they were read last. Versions never change, so a shelf only ever gains. */
export class DefinitionCache {
  readonly #ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry };
  readonly #shelves = new Map<string, DefinitionStream>();

  constructor(ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry }) {
    this.#ports = ports;
  }

  /** What is known without asking the store: every version on it is published, but there may be newer ones. */
  known(tenant: string, definitionId: string): DefinitionStream | undefined {
    return this.#shelves.get(keyOf(tenant, definitionId));
  }

  /** The shelf with everything that is published by now. Reads only where others may have published. */
  async current(tenant: string, definitionId: string): Promise<DefinitionStream | undefined> {
    const known = this.known(tenant, definitionId);
    return known !== undefined && this.#ports.store.exclusive ? known : this.read(tenant, definitionId);
  }

  /** Reads the shelf on from where it is known; undefined where nothing was ever published. */
  async read(tenant: string, definitionId: string): Promise<DefinitionStream | undefined> {
    if (!DEFINITION_ID.test(definitionId)) return undefined;
    const stream = shelfStream(tenant, definitionId);
    const shelf = await readShelf(this.#ports, stream, this.known(tenant, definitionId));
    if (shelf === undefined) return undefined;
    // A read that began earlier may end later: what is known must never go back. Nor is it changed for its like: each of
    // those who ask at once would be left with documents of its own, and compile them.
    const known = this.known(tenant, definitionId);
    if (known !== undefined && known.revision >= shelf.revision) return known;
    this.#shelves.set(keyOf(tenant, definitionId), shelf);
    return shelf;
  }
}

export function shelfStream(tenant: string, definitionId: string): StreamName {
  return streamName(definitionStream(tenant, definitionId));
}

/** Tenants have no dash, so that no two pairs give one key. */
function keyOf(tenant: string, definitionId: string): string {
  return `${tenant}-${definitionId}`;
}
