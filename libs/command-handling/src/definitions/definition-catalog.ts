import {
  CONFLICT_REASON,
  executeOnStream,
  type Actor,
  type EventStore,
  type Execution,
  type StreamName,
  type UpcasterRegistry,
} from '@ledger/event-store';
import type { DefinitionRetired } from '@ledger/journey';
import type { Clock, IdSource } from '@ledger/runtime';
import { DefinitionCache, definitionStreamName } from './definition-cache';
import { DefinitionListings } from './definition-listings';
import type { PublishOutcome, RetireOutcome } from './definition-outcomes';
import { newestOf, type DefinitionStream } from './definition-stream';
import { checkSubmission, readSubmission } from './definition-submission';
import { decidePublication, decideRetirement, invalid, unpublished } from './publication';
import type { DefinitionListing, PublishedDefinition } from './published-definition';

const SCHEMA_VERSION = 1;

export interface DefinitionCatalogPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Published definitions, a chained stream each; versions only rise. Refusals are values, store faults are thrown. */
export class DefinitionCatalog {
  readonly #listings: DefinitionListings;
  /** Shared with all who decide by definitions, so that what is published here is known there at once. */
  readonly cache: DefinitionCache;

  constructor(private readonly ports: DefinitionCatalogPorts) {
    this.#listings = new DefinitionListings(ports.store);
    this.cache = new DefinitionCache(ports);
  }

  /** Published versions stay as they are. Without a version, the input (object, JSON, YAML) becomes the next one. */
  async publish(tenant: string, input: unknown, actor: Actor): Promise<PublishOutcome> {
    const submission = readSubmission(input);
    if (!submission.readable) return invalid(submission.report);
    const { value, definitionId } = submission;
    const name = definitionId === undefined ? undefined : definitionStreamName(tenant, definitionId);
    if (definitionId === undefined || name === undefined) return invalid(checkSubmission(value, undefined));
    const execution = await this.#execute(tenant, definitionId, name, actor, (stream) =>
      decidePublication(checkSubmission(value, stream), stream),
    );
    switch (execution.kind) {
      case 'appended': {
        const { events, report } = execution.decision;
        return { kind: 'published', definition: versionIn(execution.head, events[0].data), report };
      }
      case 'nothing-to-append':
        return execution.decision.outcome;
      default: {
        const report = checkSubmission(value, execution.head);
        return { kind: 'refused', code: 'REVISION_CONFLICT', reason: CONFLICT_REASON, report };
      }
    }
  }

  /** Lets no new journey start under a version; those that run under it continue. */
  async retire(tenant: string, retirement: DefinitionRetired, actor: Actor): Promise<RetireOutcome> {
    const { definitionId, version } = retirement;
    const name = definitionStreamName(tenant, definitionId);
    if (name === undefined) {
      return { kind: 'refused', code: 'DEFINITION_NOT_FOUND', reason: unpublished(definitionId, version, undefined) };
    }
    const execution = await this.#execute(tenant, definitionId, name, actor, (stream) =>
      decideRetirement(retirement, stream),
    );
    switch (execution.kind) {
      case 'appended':
        return { kind: 'retired', definition: versionIn(execution.head, retirement) };
      case 'nothing-to-append':
        return execution.decision.outcome;
      default:
        return { kind: 'refused', code: 'REVISION_CONFLICT', reason: CONFLICT_REASON };
    }
  }

  /** A version, the newest where none is named; undefined where it is not published. */
  async get(tenant: string, definitionId: string, version?: number): Promise<PublishedDefinition | undefined> {
    const known = version === undefined ? undefined : this.cache.known(tenant, definitionId)?.versions.get(version);
    if (known !== undefined) return known;
    const stream = await this.cache.current(tenant, definitionId);
    return version === undefined ? stream && newestOf(stream) : stream?.versions.get(version);
  }

  /** Every definition of a tenant with its versions, by id. */
  async list(tenant: string): Promise<readonly DefinitionListing[]> {
    const ids = await this.#listings.ids(tenant);
    const streams = await Promise.all(ids.map((id) => this.cache.current(tenant, id)));
    return ids.flatMap((definitionId, index) => {
      const stream = streams[index];
      return stream === undefined || stream.versions.size === 0 ? [] : [listingOf(definitionId, stream)];
    });
  }

  #execute<Decision extends object>(
    tenant: string,
    definitionId: string,
    stream: StreamName,
    actor: Actor,
    decide: (stream: DefinitionStream | undefined) => Decision,
  ): Promise<Execution<DefinitionStream, Decision, never, DefinitionStream | undefined>> {
    const { store, clock, ids } = this.ports;
    const read = (): Promise<DefinitionStream | undefined> => this.cache.read(tenant, definitionId);
    return executeOnStream({
      store,
      stream,
      read,
      decide,
      metadata: () => ({ tenant, actor, schemaVersion: SCHEMA_VERSION, occurredAt: clock.now().toISOString() }),
      eventId: () => ids.next(),
      onUnknown: () => this.cache.forget(tenant, definitionId),
      // When a version was recorded only the store can say.
      evolve: read,
    });
  }
}

function versionIn(
  stream: DefinitionStream | undefined,
  { definitionId, version }: { readonly definitionId: string; readonly version: number },
): PublishedDefinition {
  const definition = stream?.versions.get(version);
  if (definition === undefined) throw new Error(`Version ${version} of ${definitionId} was not kept.`);
  return definition;
}

function listingOf(definitionId: string, stream: DefinitionStream): DefinitionListing {
  const versions = [...stream.versions.values()].map(({ version, hash, publishedAt, retired }) => ({
    version,
    hash,
    publishedAt,
    retired,
  }));
  return { definitionId, title: newestOf(stream)?.document.title ?? null, versions };
}
