import {
  GENESIS_HASH,
  RevisionConflictError,
  sealEvents,
  type Actor,
  type EventStore,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  type CompiledDefinition,
  type DefinitionPublished,
  type DefinitionReport,
  type DefinitionRetired,
} from '@ledger/journey';
import type { Clock, IdSource } from '@ledger/runtime';
import { DefinitionListings } from './definition-listings';
import type { DefinitionLookup, StartableDefinition } from './definition-lookup';
import type { PublishOutcome, RetireOutcome } from './definition-outcomes';
import { newestOf, type DefinitionStream } from './definition-stream';
import { DefinitionCache, shelfStream } from './definition-cache';
import { checkSubmission, readSubmission } from './definition-submission';
import type { DefinitionListing, PublishedDefinition } from './published-definition';
import { TimeoutRulesCache } from './timeout-rules-cache';
import { TenantTimeouts } from './timeouts/tenant-timeouts';
import { TimeoutOverrides } from './timeouts/timeout-overrides';

/** How often publishing is tried again because others published in between. */
const MAX_RETRIES = 5;
const SCHEMA_VERSION = 1;

const BUSY = 'Others kept publishing versions of this definition meanwhile: send it again.';

export interface DefinitionCatalogPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly clock: Clock;
  readonly ids: IdSource;
}

type DefinitionEvent =
  | { readonly type: typeof DEFINITION_PUBLISHED; readonly data: DefinitionPublished }
  | { readonly type: typeof DEFINITION_RETIRED; readonly data: DefinitionRetired };

/**
 * The published definitions. Each has a stream of its own, chained as a journey's; versions are immutable and only
 * rise. What publishing and retiring come to are values; only the store's faults are thrown.
 */
export class DefinitionCatalog implements DefinitionLookup {
  readonly #ports: DefinitionCatalogPorts;
  readonly #shelves: DefinitionCache;
  readonly #listings: DefinitionListings;
  readonly #rules: TimeoutRulesCache;
  readonly overrides: TimeoutOverrides;
  readonly tenantTimeouts: TenantTimeouts;

  constructor(ports: DefinitionCatalogPorts) {
    this.#ports = ports;
    this.#shelves = new DefinitionCache(ports);
    this.#listings = new DefinitionListings(ports.store);
    this.#rules = new TimeoutRulesCache(ports, this.#shelves);
    const readPauses = (tenant: string) => this.#rules.readPauses(tenant);
    this.overrides = new TimeoutOverrides(ports, this.#shelves, readPauses);
    this.tenantTimeouts = new TenantTimeouts(ports, readPauses);
  }

  /**
   * The static check alone.
   * @param input an object, or JSON or YAML text.
   */
  check(input: unknown): DefinitionReport {
    const submission = readSubmission(input);
    return submission.readable ? checkSubmission(submission.value, undefined) : submission.report;
  }

  /**
   * Publishes a version; the one that is published already is left as it is. A document without a version becomes the
   * next one.
   * @param input an object, or JSON or YAML text.
   */
  async publish(tenant: string, input: unknown, actor: Actor): Promise<PublishOutcome> {
    const submission = readSubmission(input);
    if (!submission.readable) return invalid(submission.report);
    for (let tries = 0; ; tries++) {
      const { value, definitionId } = submission;
      const shelf = definitionId === undefined ? undefined : await this.#shelves.read(tenant, definitionId);
      const report = checkSubmission(value, shelf);
      const outcome = judge(report, shelf);
      if ('outcome' in outcome) return outcome.outcome;
      const { data } = outcome;
      if (await this.#append(tenant, shelf, { type: DEFINITION_PUBLISHED, data }, actor)) {
        const definition = await this.get(tenant, data.definitionId, data.version);
        if (definition === undefined) throw new Error(`Version ${data.version} of ${data.definitionId} was not kept.`);
        return { kind: 'published', definition, report };
      }
      if (tries === MAX_RETRIES) return { kind: 'refused', code: 'REVISION_CONFLICT', reason: BUSY, report };
    }
  }

  /** Lets no new journey start under a version; those that run under it go on. */
  async retire(
    tenant: string,
    { definitionId, version, reason }: DefinitionRetired,
    actor: Actor,
  ): Promise<RetireOutcome> {
    for (let tries = 0; tries <= MAX_RETRIES; tries++) {
      const shelf = await this.#shelves.read(tenant, definitionId);
      const definition = shelf?.versions.get(version);
      if (definition === undefined) {
        return { kind: 'refused', code: 'DEFINITION_NOT_FOUND', reason: unpublished(definitionId, version, shelf) };
      }
      if (definition.retired) return { kind: 'already-retired', definition };
      const data: DefinitionRetired = { definitionId, version, reason };
      if (await this.#append(tenant, shelf, { type: DEFINITION_RETIRED, data }, actor)) {
        return { kind: 'retired', definition: { ...definition, retired: true } };
      }
    }
    return { kind: 'refused', code: 'REVISION_CONFLICT', reason: BUSY };
  }

  /** A version, the newest where none is named; undefined where it is not published. */
  async get(tenant: string, definitionId: string, version?: number): Promise<PublishedDefinition | undefined> {
    const known = version === undefined ? undefined : this.#shelves.known(tenant, definitionId)?.versions.get(version);
    if (known !== undefined) return known;
    const shelf = await this.#shelves.current(tenant, definitionId);
    return version === undefined ? shelf && newestOf(shelf) : shelf?.versions.get(version);
  }

  /** Every definition of a tenant with its versions, by id. */
  async list(tenant: string): Promise<readonly DefinitionListing[]> {
    const ids = await this.#listings.ids(tenant);
    const shelves = await Promise.all(ids.map((id) => this.#shelves.current(tenant, id)));
    return ids.flatMap((definitionId, index) => {
      const shelf = shelves[index];
      return shelf === undefined || shelf.versions.size === 0 ? [] : [listingOf(definitionId, shelf)];
    });
  }

  compiled(tenant: string, definitionId: string, version: number): CompiledDefinition | undefined {
    const published = this.#shelves.known(tenant, definitionId)?.versions.get(version);
    return published && this.#rules.known(tenant, published.document);
  }

  async resolve(tenant: string, definitionId: string, version?: number): Promise<CompiledDefinition | undefined> {
    const published = await this.get(tenant, definitionId, version);
    return published && this.#rules.of(tenant, published.document);
  }

  async resolveForStart(tenant: string, definitionId: string, version?: number): Promise<StartableDefinition> {
    const shelf = await this.#shelves.current(tenant, definitionId);
    const published =
      version === undefined ? shelf && newestOf(shelf, ({ retired }) => !retired) : shelf?.versions.get(version);
    if (published === undefined) return { definition: undefined, reason: unpublished(definitionId, version, shelf) };
    if (!published.retired) return { definition: await this.#rules.of(tenant, published.document) };
    const reason = `Version ${version} of definition ${JSON.stringify(definitionId)} is retired: start under another one.`;
    return { definition: undefined, reason };
  }

  withCurrentRules(tenant: string, definition: CompiledDefinition): Promise<CompiledDefinition> {
    return this.#rules.current(tenant, definition.document);
  }

  /** False where others appended first; the shelf is up to date afterwards otherwise. */
  async #append(
    tenant: string,
    shelf: DefinitionStream | undefined,
    { type, data }: DefinitionEvent,
    actor: Actor,
  ): Promise<boolean> {
    const { store, clock, ids } = this.#ports;
    const stream = shelfStream(tenant, data.definitionId);
    const metadata = { tenant, actor, schemaVersion: SCHEMA_VERSION, occurredAt: clock.now().toISOString() };
    const revision = shelf === undefined ? 0n : shelf.revision + 1n;
    const at = { revision, previousHash: shelf?.headHash ?? GENESIS_HASH };
    const { events } = sealEvents(stream, [{ id: ids.next(), type, data, metadata }], at);
    try {
      const expectedRevision = shelf?.revision ?? 'NO_STREAM';
      await store.append(stream, events, { expectedRevision });
    } catch (error) {
      if (error instanceof RevisionConflictError) return false;
      throw error;
    }
    await this.#shelves.read(tenant, data.definitionId);
    return true;
  }
}

/** What a checked document is to a shelf: published already, refused, or the event that publishes it. */
function judge(
  report: DefinitionReport,
  shelf: DefinitionStream | undefined,
): { readonly outcome: PublishOutcome } | { readonly data: DefinitionPublished } {
  const { document, hash, warnings } = report;
  if (!report.valid || document === undefined || hash === undefined) return { outcome: invalid(report) };
  const { id: definitionId, version } = document;
  const same = shelf?.versions.get(version);
  if (same?.hash === hash) return { outcome: { kind: 'already-published', definition: same, report } };
  const newest = shelf && newestOf(shelf);
  if (newest === undefined || version > newest.version) {
    return { data: { definitionId, version, hash, document, ...(warnings.length === 0 ? {} : { warnings }) } };
  }
  const next = `publish this as version ${newest.version + 1}, or leave the version out.`;
  const name = JSON.stringify(definitionId);
  return same === undefined
    ? refused('DEFINITION_VERSION_STALE', `Version ${newest.version} of ${name} is out already: ${next}`, report)
    : refused(
        'DEFINITION_VERSION_TAKEN',
        `Version ${version} of ${name} was published with another content and never changes: ${next}`,
        report,
      );
}

function refused(
  code: 'DEFINITION_VERSION_STALE' | 'DEFINITION_VERSION_TAKEN',
  reason: string,
  report: DefinitionReport,
): { readonly outcome: PublishOutcome } {
  return { outcome: { kind: 'refused', code, reason, report } };
}

function invalid(report: DefinitionReport): PublishOutcome {
  const [first] = report.errors;
  const more = report.errors.length > 1 ? ` (and ${report.errors.length - 1} more errors)` : '';
  const reason = `The definition was not published: ${first?.message ?? 'it is not valid.'}${more}`;
  return { kind: 'refused', code: 'DEFINITION_INVALID', reason, report };
}

function unpublished(definitionId: string, version: number | undefined, shelf: DefinitionStream | undefined): string {
  const name = JSON.stringify(definitionId.slice(0, 200));
  const newest = shelf && newestOf(shelf);
  if (newest === undefined) return `Definition ${name} is not published here: publish it first.`;
  if (version === undefined) return `Every version of definition ${name} is retired: publish a new one.`;
  return `Version ${version} of definition ${name} is not published; the newest is ${newest.version}.`;
}

function listingOf(definitionId: string, shelf: DefinitionStream): DefinitionListing {
  const versions = [...shelf.versions.values()].map(({ version, hash, publishedAt, retired }) => ({
    version,
    hash,
    publishedAt,
    retired,
  }));
  return { definitionId, title: newestOf(shelf)?.document.title ?? null, versions };
}
