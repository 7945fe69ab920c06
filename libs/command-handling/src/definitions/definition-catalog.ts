import {
  CONFLICT_REASON,
  executeOnStream,
  type Actor,
  type EventStore,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  DEFINITION_CURRENT_CHANGED,
  DEFINITION_RETIRED,
  DEFINITION_UNRETIRED,
  upgradePaths,
  type DefinitionDocument,
  type DefinitionReport,
  type UpgradePath,
} from '@ledger/journey';
import type { Clock, IdSource } from '@ledger/runtime';
import { changeMetadata, recordChange, type ChangeOrigin, type StreamCaller } from './record-change';
import { DefinitionCache, definitionStreamName } from './definition-cache';
import { DefinitionListings } from './definition-listings';
import type { PublishOutcome } from './definition-outcomes';
import { documentsOf, newestOf, type DefinitionStream } from './definition-stream';
import { checkSubmission, numberedReport, type CheckedSubmission } from './definition-submission';
import { decidePublication, invalid } from './publication';
import type { DefinitionHistory, DefinitionListing, PublishedDefinition } from './published-definition';
import {
  decideVersionChange,
  unpublished,
  versionRefusal,
  type VersionOutcome,
  type VersionRequest,
} from './version-changes';

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
  publish(tenant: string, input: unknown, actor: Actor): Promise<PublishOutcome> {
    return this.publishChecked(tenant, checkSubmission(input), { actor });
  }

  /** Publishes what was checked already, and checks nothing again. `reason` is recorded with a new version. */
  async publishChecked(
    tenant: string,
    checked: CheckedSubmission,
    origin: ChangeOrigin,
    reason?: string,
  ): Promise<PublishOutcome> {
    const definitionId = checked.report.document?.id;
    const name = definitionId === undefined ? undefined : definitionStreamName(tenant, definitionId);
    if (definitionId === undefined || name === undefined) return invalid(checked.report);
    const { store, clock, ids } = this.ports;
    const read = (): Promise<DefinitionStream | undefined> => this.cache.read(tenant, definitionId);
    const execution = await executeOnStream({
      store,
      stream: name,
      read,
      decide: (stream) => decidePublication(numberedReport(checked, stream), stream, reason),
      metadata: () => changeMetadata(tenant, origin, clock.now().toISOString()),
      eventId: () => ids.next(),
      onUnknown: () => this.cache.forget(tenant, definitionId),
      // When a version was recorded only the store can say.
      evolve: read,
    });
    switch (execution.kind) {
      case 'appended': {
        const { events, report } = execution.decision;
        return { kind: 'published', definition: versionIn(execution.head, events[0].data), report };
      }
      case 'nothing-to-append':
        return execution.decision.outcome;
      default: {
        const report = numberedReport(checked, execution.head);
        return { kind: 'refused', code: 'REVISION_CONFLICT', reason: CONFLICT_REASON, report };
      }
    }
  }

  /** Makes a version current: new journeys that name none start under it, until a version is published. */
  makeCurrent(tenant: string, request: VersionRequest, caller: StreamCaller): Promise<VersionOutcome> {
    return this.#changeVersion(tenant, DEFINITION_CURRENT_CHANGED, request, caller);
  }

  /** Lets no new journey start under a version; those that run under it continue. */
  retire(tenant: string, request: VersionRequest, caller: StreamCaller): Promise<VersionOutcome> {
    return this.#changeVersion(tenant, DEFINITION_RETIRED, request, caller);
  }

  /** Lets new journeys start under a version again. It becomes current only where no other one is. */
  unretire(tenant: string, request: VersionRequest, caller: StreamCaller): Promise<VersionOutcome> {
    return this.#changeVersion(tenant, DEFINITION_UNRETIRED, request, caller);
  }

  /** A version; where none is named, that of new journeys, or else the newest. Undefined where it is not published. */
  async get(tenant: string, definitionId: string, version?: number): Promise<PublishedDefinition | undefined> {
    const known = version === undefined ? undefined : this.cache.known(tenant, definitionId)?.versions.get(version);
    if (known !== undefined) return known;
    const stream = await this.cache.current(tenant, definitionId);
    if (version !== undefined) return stream?.versions.get(version);
    return stream && (stream.versions.get(stream.current?.version ?? 0) ?? newestOf(stream));
  }

  /** How open journeys of each earlier version come over to one, oldest first; none where it is not published. */
  async upgradePaths(tenant: string, definitionId: string, version: number): Promise<readonly UpgradePath[]> {
    const stream = await this.cache.current(tenant, definitionId);
    const published = stream?.versions.get(version);
    return stream === undefined || published === undefined ? [] : upgradePaths(published.document, documentsOf(stream));
  }

  /** The documents of all versions that are published, oldest first; none where there is no such definition. */
  async documents(tenant: string, definitionId: string): Promise<readonly DefinitionDocument[]> {
    const stream = await this.cache.current(tenant, definitionId);
    return stream === undefined ? [] : documentsOf(stream);
  }

  /** The report of a document under the version that publishing would give it. Nothing is published. */
  async numbered(tenant: string, checked: CheckedSubmission): Promise<DefinitionReport> {
    const id = checked.report.document?.id;
    return numberedReport(checked, id === undefined ? undefined : await this.cache.current(tenant, id));
  }

  /** One definition with its versions and their changes, as they are now; undefined where none is published. */
  async history(tenant: string, definitionId: string): Promise<DefinitionHistory | undefined> {
    const stream = await this.cache.read(tenant, definitionId);
    if (stream === undefined || stream.versions.size === 0) return undefined;
    const { revision, versionChanges } = stream;
    return { ...listingOf(definitionId, stream), revision: Number(revision), history: versionChanges };
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

  async #changeVersion(
    tenant: string,
    type: Parameters<typeof decideVersionChange>[0],
    request: VersionRequest,
    caller: StreamCaller,
  ): Promise<VersionOutcome> {
    const { definitionId, version, reason } = request;
    const stream = definitionStreamName(tenant, definitionId);
    if (stream === undefined) {
      return versionRefusal('DEFINITION_NOT_FOUND', unpublished(definitionId, version, undefined));
    }
    return recordChange(this.ports, tenant, caller, {
      stream,
      asked: { type, version, reason },
      what: 'The versions',
      changesOf: ({ versionChanges }: DefinitionStream) => versionChanges,
      read: () => this.cache.read(tenant, definitionId),
      forget: () => this.cache.forget(tenant, definitionId),
      decide: (head) => decideVersionChange(type, request, head),
      refuse: versionRefusal,
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
  return { definitionId, title: newestOf(stream)?.document.title ?? null, current: stream.current ?? null, versions };
}
