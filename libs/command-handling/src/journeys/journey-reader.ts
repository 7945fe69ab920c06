import { readEvents, streamName, type EventStore, type ReadEvent, type UpcasterRegistry } from '@ledger/event-store';
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
import { journeyRevisions, type JourneyRevisions, type RevisionsRead } from './journey-revisions';
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
    const all = await this.#events(tenant, sessionId);
    const events = read.knownAt === undefined ? all : all.filter(belongsTo({ recorded: read.knownAt }));
    const journey = foldJourney(events);
    if (journey === undefined) return undefined;
    const ran = new Set([journey.state.definitionVersion, ...events.flatMap(versionsNamed)]);
    const definitions = new Map<number, CompiledDefinition>();
    const { definitionId } = journey.state;
    for (const version of ran) definitions.set(version, await this.#version(tenant, sessionId, definitionId, version));
    const definitionOf = ({ definitionVersion }: JourneyState): CompiledDefinition => {
      const definition = definitions.get(definitionVersion);
      if (definition === undefined) throw new DefinitionMissingError(sessionId, definitionId, definitionVersion);
      return definition;
    };
    return { definitionId, ...journeyRevisions(sessionId, events, read, definitionOf) };
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
    const past = (await this.#events(tenant, sessionId)).filter(belongsTo(asOf));
    const last = past.at(-1);
    const journey = foldJourney(past);
    if (journey === undefined || last === undefined) return undefined;
    if ('revision' in asOf && journey.state.revision !== asOf.revision) return undefined;
    const now = instantOf(asOf, last);
    const definition = definitionAsOf(await this.#definition(tenant, sessionId, journey), now);
    return { sessionId, journey, definition, now };
  }

  #events(tenant: string, sessionId: string): Promise<ReadEvent[]> {
    return readEvents(this.ports, streamName(journeyStream(tenant, sessionId)));
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
