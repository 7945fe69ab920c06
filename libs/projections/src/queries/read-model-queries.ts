import type { Position } from '@ledger/event-store';
import type { GuardTrace, JourneyStatus, JourneyView } from '@ledger/journey';
import type { PortToken } from '@ledger/plain-data';
import type { JourneyResult } from '../read-models/journey-result';
import type { ProjectionStatus } from '../delivery/projection-status';
import type { StuckQuestion, StuckReason, StuckRules } from './stuck-journeys';
import type { Sight } from './sight';

/** One row of a journey's timeline: an event of its stream, an attempt, or a step of an escalation between them. */
export interface TimelineEntry {
  /** Persisted event type; for an attempt `CommandRejected`, or `CommandUnchanged`. */
  readonly type: string;
  /** Revision of the journey's event; null for an attempt and for a step of an escalation. */
  readonly revision: number | null;
  /** The escalation that this is a step of, or that refused the command; null for what is the journey's own. */
  readonly escalationId: string | null;
  readonly position: string;
  readonly occurredAt: string;
  /** The caller's own time, if it gave one. */
  readonly givenAt: string | null;
  readonly recordedAt: string;
  /** State before and after; both null if the event moves nothing. For an attempt: the state then, and the requested one. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whole milliseconds spent in `from` when this event left it (business time); null elsewhere. Below 0 only if an import's times go back. */
  readonly dwellMs: number | null;
  readonly actor: { readonly subject: string; readonly clientId?: string; readonly kind: string };
  readonly channel: string | null;
  readonly commandId: string | null;
  /** Payload of the event as stored. */
  readonly data: object;
  /** Guard and the inputs it saw, if one decided. */
  readonly guard: (GuardTrace & { readonly error?: string }) | null;
  /** Refusal's code and sentence; null for an event. */
  readonly code: string | null;
  readonly reason: string | null;
  readonly hash: string;
  readonly previousHash: string | null;
}

export type JourneyRow = Omit<
  JourneyView,
  'allowedTargets' | 'aliases' | 'initiatingSource' | 'upgradeTo' | 'givenStartedAt' | 'givenLastUpdatedAt'
>;

export interface StuckJourney extends JourneyRow {
  /** Every way in which it is stuck, of the requested kinds. */
  readonly stuck: readonly StuckReason[];
}

/** What a search can be sorted by. Journeys without a deadline come last, in either direction. */
export const JOURNEY_SORTS = ['startedAt', 'enteredAt', 'lastUpdatedAt', 'deadline', 'sessionId'] as const;

/** Journeys that move between two pages may be seen twice or missed, if an event changes what they are sorted by. */
export interface JourneySort {
  readonly by: (typeof JOURNEY_SORTS)[number];
  readonly descending: boolean;
}

export interface JourneySearch {
  readonly sight: Sight;
  readonly stateId?: string;
  readonly definitionId?: string;
  /** Of the definition; by itself, of every one. */
  readonly definitionVersion?: number;
  readonly customerId?: string;
  /** Only journeys that have this alias, or had it when they ended. */
  readonly alias?: string;
  readonly channel?: string;
  readonly status?: JourneyStatus;
  /** Only journeys of which a command was refused with this code. */
  readonly refusalCode?: string;
  /** Only journeys of which a command was refused after this instant (business time); with `refusalCode`, with that code. */
  readonly refusedAfter?: string;
  /** Only journeys that started at or after this instant, business time: RFC 3339, UTC, milliseconds. */
  readonly startedFrom?: string;
  /** Only journeys that started before this instant, business time. */
  readonly startedBefore?: string;
  readonly outcome?: JourneyResult;
  /** Only journeys that went through exactly these states, as the variants of analytics count them. */
  readonly path?: readonly string[];
  /** Only journeys that reached these states in this order, others between them, as a funnel counts them. */
  readonly reached?: readonly string[];
  /** Only journeys whose deadline is before `now` (true), or not (false). */
  readonly overdue?: boolean;
  readonly enteredBefore?: string;
  /** Only journeys that are stuck by these rules: see `stuckRules`. */
  readonly stuck?: StuckRules;
  /** Only journeys to which nothing has happened after this position. */
  readonly unmovedSince?: Position;
  /** Default: by deadline if `overdue` is true, else by entry if `enteredBefore` is given, else newest first. */
  readonly sort?: JourneySort;
  /** The instant `overdue` is compared with: RFC 3339. */
  readonly now: string;
  /** From the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export interface OpenDeadline {
  readonly tenant: string;
  readonly sessionId: string;
  readonly definitionId: string;
  readonly stateId: string;
  readonly enteredRevision: bigint;
  readonly enteredAt: string;
  readonly deadline: string;
}

export interface DeadlineSearch {
  /** Undefined: of all tenants. */
  readonly sight: Sight | undefined;
  /** RFC 3339, inclusive. Default: all deadlines. */
  readonly dueBy?: string;
  readonly cursor?: string;
  readonly limit: number;
}

export interface TimelineRead {
  readonly sight: Sight;
  readonly sessionId: string;
  readonly cursor?: string | undefined;
  /** Entries of a page. */
  readonly limit: number;
}

/** The queries of the read models; eventually consistent, see `awaitPosition`. */
export interface ReadModelQueries {
  /** Undefined if no such journey has been projected. A page ends early where its rows are large. */
  timeline(read: TimelineRead): Promise<Page<TimelineEntry> | undefined>;
  searchJourneys(search: JourneySearch): Promise<Page<JourneyRow>>;
  /** As `searchJourneys`, with the reasons why each journey is stuck. */
  searchStuckJourneys(search: JourneySearch & { readonly stuck: StuckRules }): Promise<Page<StuckJourney>>;
  /** The figures by which journeys are stuck at an instant, for a search. */
  stuckRules(question: StuckQuestion): Promise<StuckRules>;
  /** Open deadlines, earliest first. */
  deadlines(search: DeadlineSearch): Promise<Page<OpenDeadline>>;
  /** Resolves once every projection that a query reads has applied `position`; false if `timeoutMs` pass first. */
  awaitPosition(position: Position, timeoutMs: number): Promise<boolean>;
  projectionStatus(): Promise<readonly ProjectionStatus[]>;
}

export const READ_MODEL_QUERIES: PortToken<ReadModelQueries> = Symbol('READ_MODEL_QUERIES');
