/** JSON value as it stands in a context. */
export type ContextValue =
  null | boolean | number | string | readonly ContextValue[] | { readonly [key: string]: ContextValue };
export type Context = { readonly [key: string]: ContextValue };

export type JourneyStatus = 'ACTIVE' | 'COMPLETED' | 'TIMED_OUT';

/** A journey as the resource face shows it. Times are RFC 3339, UTC, milliseconds. */
export interface Journey {
  readonly sessionId: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly status: JourneyStatus;
  readonly stateId: string;
  readonly previousStateId: string | null;
  /** Revision of the journey's last event: what `expectedRevision` is compared with. */
  readonly revision: number;
  readonly enteredAt: string;
  readonly startedAt: string;
  readonly lastUpdatedAt: string;
  readonly deadline: string | null;
  readonly overdue: boolean;
  readonly channel: string | null;
  readonly customerId: string | null;
  readonly initiatingSource: string | null;
  readonly context: Context;
  /** States that a transition would be accepted to now. */
  readonly allowedTargets: readonly string[];
  /** Position of the last event: give it as `atLeast` to a query that has to see it. */
  readonly position: string;
}

/** A journey as a search lists it: from the read model, so without `allowedTargets`. */
export type JourneyRow = Omit<Journey, 'allowedTargets' | 'initiatingSource'>;

export interface AppendedEvent {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly data: object;
}

export type SuccessOutcome = 'CREATED' | 'RESUMED' | 'ADVANCED' | 'RESTARTED' | 'UNCHANGED';

/** What an accepted command came to: the journey as it stands, and the events the command appended. */
export interface CommandResult extends Journey {
  readonly outcome: SuccessOutcome;
  /** Whether the `commandId` was applied before and this is the first reply again. */
  readonly replayed: boolean;
  readonly events: readonly AppendedEvent[];
}

/** One row of a timeline: an event of the journey, or an attempt that was refused. */
export interface TimelineEntry {
  /** Persisted event type; `CommandRejected` for a refused attempt. */
  readonly type: string;
  /** Null for a refused attempt and for a step of an escalation. */
  readonly revision: number | null;
  /** The escalation that this is a step of; null for what is the journey's own. */
  readonly escalationId: string | null;
  readonly position: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Milliseconds spent in `from` when this event left it. */
  readonly dwellMs: number | null;
  readonly actor: { readonly subject: string; readonly clientId?: string; readonly kind: string };
  readonly channel: string | null;
  readonly commandId: string | null;
  readonly data: object;
  readonly guard: object | null;
  readonly code: string | null;
  readonly reason: string | null;
  readonly hash: string;
  readonly previousHash: string | null;
}

/** `Entry` has all fields, or those that were asked for. */
export interface Timeline<Entry = TimelineEntry> {
  readonly sessionId: string;
  readonly entries: readonly Entry[];
}

type SortField = 'startedAt' | 'enteredAt' | 'lastUpdatedAt' | 'deadline' | 'sessionId';

export interface JourneySearch {
  readonly state?: string;
  readonly definitionId?: string;
  readonly customerId?: string;
  readonly channel?: string;
  readonly status?: JourneyStatus;
  readonly overdue?: boolean;
  /** RFC 3339. */
  readonly enteredBefore?: string;
  /** A dash turns the order round; newest first where absent. */
  readonly sort?: SortField | `-${SortField}`;
  readonly cursor?: string;
  readonly limit?: number;
  /** Position that the read model must have reached. */
  readonly atLeast?: string;
}

/** The fields of a row that are wanted; all where absent. */
export interface ChosenFields<Field> {
  readonly fields?: readonly Field[];
}

/** `Row` has all fields, or those that were asked for. */
export interface JourneyPage<Row = JourneyRow> {
  readonly journeys: readonly Row[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}
