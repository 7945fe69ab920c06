import { KnownStreams, streamName, type EventStore, type StreamName, type UpcasterRegistry } from '@ledger/event-store';
import { DEFINITION_ID, definitionStream } from '@ledger/journey';
import { evolveDefinition, type DefinitionStream } from './definition-stream';

/** The definitions that were asked for, as they were read last. Versions never change, so a stream only ever gains. */
export class DefinitionCache {
  readonly #isExclusive: boolean;
  readonly #streams: KnownStreams<DefinitionStream>;

  constructor(ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry }) {
    this.#isExclusive = ports.store.exclusive;
    this.#streams = new KnownStreams(ports, evolveDefinition);
  }

  /** What is known without asking the store: each of its versions is published, but there may be newer ones. */
  known(tenant: string, definitionId: string): DefinitionStream | undefined {
    const stream = definitionStreamName(tenant, definitionId);
    return stream && this.#streams.known(stream);
  }

  /** The definition with everything that is published by now. Reads only where others may have published. */
  async current(tenant: string, definitionId: string): Promise<DefinitionStream | undefined> {
    const known = this.#isExclusive ? this.known(tenant, definitionId) : undefined;
    return known ?? this.read(tenant, definitionId);
  }

  /** After an append whose outcome is unknown. */
  forget(tenant: string, definitionId: string): void {
    const stream = definitionStreamName(tenant, definitionId);
    if (stream !== undefined) this.#streams.forget(stream);
  }

  /** Reads on from what is known; undefined where nothing was ever published. */
  async read(tenant: string, definitionId: string): Promise<DefinitionStream | undefined> {
    const stream = definitionStreamName(tenant, definitionId);
    return stream && this.#streams.read(stream);
  }
}

/** Undefined for an id under which nothing can be published. */
export function definitionStreamName(tenant: string, definitionId: string): StreamName | undefined {
  return DEFINITION_ID.test(definitionId) ? streamName(definitionStream(tenant, definitionId)) : undefined;
}
