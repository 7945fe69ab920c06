import {
  readEvents,
  streamName,
  type EventStore,
  type ReadEvent,
  type StreamName,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  journeyStream,
  journeyView,
  SESSION_ID,
  type CompiledDefinition,
  type JourneyState,
  type JourneyView,
} from '@ledger/journey';
import type { Clock } from '@ledger/runtime';
import { NamedError } from '@ledger/plain-data';
import type { DefinitionLookup } from '../ports/definition-lookup';
import type { JourneyCache } from './journey-cache';
import { considered, type Considered, type ConsideredMove, type JourneyAt } from './considered-move';
import {
  journeyRevisions,
  type JourneyRevisions,
  type RevisionsReached,
  type RevisionsRead,
} from './journey-revisions';
import { RevisionsCache } from './revisions-cache';
import { foldJourney, type LoadedJourney } from './loaded-journey';
import { definitionAsOf } from './definition-as-of';

/** Which past a journey is asked for: exactly one member. Times are RFC 3339. */
export type AsOf =
  /** Right after this revision. */
  | { readonly revision: bigint }
  /** What the ledger knew then: by `recordedAt`. */
  | { readonly recorded: string }
  /** What had happened by then, whenever the ledger learned of it: by `occurredAt`. */
  | { readonly occurred: string };

/** What is asked of a journey without changing it. */
export interface Consideration {
  /** Default: as it stands. */
  readonly asOf?: AsOf | undefined;
  /** Default: none, only the reasons of each state. */
  readonly move?: ConsideredMove | undefined;
}

export interface JourneyReaderPorts {
  readonly store: EventStore;
  readonly cache: JourneyCache;
  readonly upcasters: UpcasterRegistry;
  readonly definitions: DefinitionLookup;
  readonly clock: Clock;
  /** Bytes that a context may have as JSON. */
  readonly maxContextBytes?: number;
}

/** Reads single journeys from their streams, so that what is acknowledged is always in the answer. */
export class JourneyReader {
  readonly #revisions = new RevisionsCache();

  constructor(private readonly ports: JourneyReaderPorts) {}

  /** The journey as it stands; undefined where there is none. */
  async get(tenant: string, sessionId: string): Promise<JourneyView | undefined> {
    const found = await this.#present(tenant, sessionId);
    return found && journeyView(sessionId, found.journey.state, found.definition, found.now, found.journey.position);
  }

  /** The journey as it stood; undefined if it did not exist then, or has not reached that revision. */
  async getAsOf(tenant: string, sessionId: string, asOf: AsOf): Promise<JourneyView | undefined> {
    const found = await this.#past(tenant, sessionId, asOf);
    return found && journeyView(sessionId, found.journey.state, found.definition, found.now, found.journey.position);
  }

  /**
   * What would come of a transition, and why each state can or cannot be entered, of the journey as it stands or stood.
   * Nothing is stored. Undefined where there is no such journey or revision.
   */
  async consider(tenant: string, sessionId: string, { asOf, move }: Consideration): Promise<Considered | undefined> {
    const found = await (asOf === undefined ? this.#present(tenant, sessionId) : this.#past(tenant, sessionId, asOf));
    return found && considered(found, move, this.ports.maxContextBytes);
  }

  /** The journey at each of its revisions; undefined where there is none, or nothing of it was known yet. */
  async revisions(
    tenant: string,
    sessionId: string,
    read: RevisionsRead,
  ): Promise<(JourneyRevisions & { readonly definitionId: string }) | undefined> {
    if (!SESSION_ID.test(sessionId)) return undefined;
    const stream = streamName(journeyStream(tenant, sessionId));
    const { reached, events, last } = await this.#page(stream, read);
    const state = reached?.state ?? foldJourney(events)?.state;
    if (state === undefined) return undefined;
    const ran = new Set([state.definitionVersion, ...events.flatMap(versionsNamed)]);
    const definitions = new Map<number, CompiledDefinition>();
    const { definitionId } = state;
    for (const version of ran) definitions.set(version, await this.#version(tenant, sessionId, definitionId, version));
    const definitionOf = ({ definitionVersion }: JourneyState): CompiledDefinition => {
      const definition = definitions.get(definitionVersion);
      if (definition === undefined) throw new DefinitionMissingError(sessionId, definitionId, definitionVersion);
      return definition;
    };
    const { reached: end, ...told } = journeyRevisions(sessionId, events, read, definitionOf, reached);
    if (end !== undefined && read.knownAt === undefined) this.#revisions.keep(stream, end);
    return { definitionId, ...told, last };
  }

  /** The events that a page of revisions is told from, what they follow on, and the last revision of all. */
  async #page(stream: StreamName, { from, limit, knownAt }: RevisionsRead): Promise<EventsOfPage> {
    if (knownAt !== undefined) {
      // Times of recording need not rise: each event has to be asked.
      const events = (await readEvents(this.ports, stream)).filter(belongsTo({ recorded: knownAt }));
      return { events, last: revisionOf(events.at(-1)) };
    }
    const reached = this.#revisions.before(stream, from);
    const first = reached === undefined ? 0n : reached.state.revision;
    const read = await readEvents(this.ports, stream, { from: first, limit: from + limit - Number(first) });
    const [head, ...later] = read;
    // The stream must continue from what was kept, as it does unless another ledger was restored over it.
    if (reached !== undefined && head?.metadata.hash !== reached.headHash) {
      this.#revisions.forget(stream, from);
      return this.#page(stream, { from, limit });
    }
    const events = reached === undefined ? read : later;
    const isWhole = read.length < from + limit - Number(first);
    return { reached, events, last: isWhole ? revisionOf(read.at(-1)) : await this.#lastRevision(stream) };
  }

  async #lastRevision(stream: StreamName): Promise<number> {
    const newest = { direction: 'backwards', limit: 1, ifMissing: 'empty' } as const;
    for await (const { revision } of this.ports.store.readStream(stream, newest)) return Number(revision);
    return -1;
  }

  async #present(tenant: string, sessionId: string): Promise<JourneyAt | undefined> {
    if (!SESSION_ID.test(sessionId)) return undefined;
    const journey = await this.ports.cache.read(streamName(journeyStream(tenant, sessionId)));
    if (journey === undefined) return undefined;
    const definition = await this.#definition(tenant, sessionId, journey);
    return { sessionId, journey, definition, now: this.ports.clock.now().toISOString() };
  }

  async #past(tenant: string, sessionId: string, asOf: AsOf): Promise<JourneyAt | undefined> {
    if (!SESSION_ID.test(sessionId)) return undefined;
    const past = (await this.#events(tenant, sessionId, asOf)).filter(belongsTo(asOf));
    const last = past.at(-1);
    const journey = foldJourney(past);
    if (journey === undefined || last === undefined) return undefined;
    if ('revision' in asOf && journey.state.revision !== asOf.revision) return undefined;
    const now = instantOf(asOf, last);
    const definition = definitionAsOf(await this.#definition(tenant, sessionId, journey), now);
    return { sessionId, journey, definition, now };
  }

  #events(tenant: string, sessionId: string, asOf: AsOf): Promise<ReadEvent[]> {
    const stream = streamName(journeyStream(tenant, sessionId));
    // What came after a revision says nothing of it; times of recording and of happening need not rise.
    const limit = 'revision' in asOf ? Number(asOf.revision) + 1 : Infinity;
    return readEvents(this.ports, stream, Number.isSafeInteger(limit) ? { limit } : {});
  }

  async #definition(tenant: string, sessionId: string, journey: LoadedJourney): Promise<CompiledDefinition> {
    const { definitionId, definitionVersion } = journey.state;
    return this.#version(tenant, sessionId, definitionId, definitionVersion);
  }

  async #version(
    tenant: string,
    sessionId: string,
    definitionId: string,
    version: number,
  ): Promise<CompiledDefinition> {
    const { definitions } = this.ports;
    const definition =
      definitions.compiled(tenant, definitionId, version) ?? (await definitions.resolve(tenant, definitionId, version));
    if (definition === undefined) throw new DefinitionMissingError(sessionId, definitionId, version);
    return definition;
  }
}

/** The ledger holds a journey, but not the definition it runs by: its definition stream is incomplete. */
export class DefinitionMissingError extends NamedError {
  readonly code = 'DEFINITION_NOT_FOUND';
  constructor(
    readonly sessionId: string,
    readonly definitionId: string,
    readonly version: number,
  ) {
    super(
      `Journey ${sessionId} runs by version ${version} of ${definitionId}, which is not published. Publish it again.`,
    );
  }
}

interface EventsOfPage {
  /** What they follow on; undefined if they are the first. */
  readonly reached?: RevisionsReached | undefined;
  readonly events: readonly ReadEvent[];
  readonly last: number;
}

function revisionOf(read: ReadEvent | undefined): number {
  return Number(read?.event.revision ?? -1);
}

/** Versions that a journey ran from its start, or left by a migration. */
function versionsNamed({ data }: ReadEvent): readonly number[] {
  const { definitionVersion, fromVersion, toVersion } = data as Readonly<Record<string, unknown>>;
  return [definitionVersion, fromVersion, toVersion].filter((version) => typeof version === 'number');
}

function belongsTo(asOf: AsOf): (read: ReadEvent) => boolean {
  if ('revision' in asOf) return ({ event }) => event.revision <= asOf.revision;
  if ('recorded' in asOf) {
    const end = Date.parse(asOf.recorded);
    return ({ event }) => Date.parse(event.recordedAt) <= end;
  }
  const end = Date.parse(asOf.occurred);
  return ({ metadata }) => Date.parse(metadata.occurredAt) <= end;
}

/** The instant that `overdue` and time-dependent guards of the past view refer to. */
function instantOf(asOf: AsOf, last: ReadEvent): string {
  if ('revision' in asOf) return last.event.recordedAt;
  return new Date('recorded' in asOf ? asOf.recorded : asOf.occurred).toISOString();
}
