import type { ConsumerCheckpointsTable, EscalationsTable, EscalationStepsTable } from './escalation-tables';
import type { OperationsTable } from './operation-tables';

/**
 * The tables of the read models, as every query names them: a view of this name stands over the live table, and for
 * those who write `TableNames` puts version and slot behind the name. Times are RFC 3339 texts in UTC with milliseconds,
 * so that their alphabetical order is the order of time; a `*_position` column holds `sortablePosition`, for the same
 * reason. Whole numbers may come back as text from a database whose 64-bit integers do not fit a JavaScript number: rows
 * are read with `Number(…)`.
 */
export interface ReadModelSchema {
  readonly definitions: DefinitionsTable;
  readonly journeys: JourneysTable;
  readonly timeline: TimelineTable;
  readonly open_deadlines: OpenDeadlinesTable;
  readonly timeout_rules: TimeoutRulesTable;
  readonly visits: VisitsTable;
  readonly timeouts: TimeoutsTable;
  readonly escalations: EscalationsTable;
  readonly escalation_steps: EscalationStepsTable;
  readonly operations: OperationsTable;
  readonly projection_checkpoints: CheckpointsTable;
  readonly live_tables: LiveTablesTable;
  readonly rebuilds: RebuildsTable;
  readonly dead_letters: DeadLettersTable;
  readonly consumer_checkpoints: ConsumerCheckpointsTable;
}

/** A table of a projection, by the name that queries use. */
export type ReadModelTable = Exclude<
  keyof ReadModelSchema,
  'projection_checkpoints' | 'live_tables' | 'rebuilds' | 'dead_letters' | 'consumer_checkpoints'
>;

export interface DefinitionsTable {
  readonly tenant: string;
  readonly definition_id: string;
  readonly version: number;
  readonly hash: string;
  /** JSON, as published. */
  readonly document: string;
  /** JSON array of state ids. */
  readonly final_states: string;
  /** JSON object: what a context lacks is filled in from here when it is read. */
  readonly context_defaults: string;
  readonly published_at: string;
  readonly retired_at: string | null;
}

export interface JourneysTable {
  readonly tenant: string;
  readonly session_id: string;
  /** Position of `JourneyStarted`: never changes, which makes it the order that pages are cut by. */
  readonly started_position: string;
  readonly definition_id: string;
  readonly definition_version: number;
  readonly customer_id: string | null;
  readonly started_at: string;
  readonly status: string;
  readonly state_id: string;
  readonly previous_state_id: string | null;
  readonly revision: number;
  readonly entered_revision: number;
  /** On the clock that the state's timeout runs against. */
  readonly entered_at: string;
  /** On the business's clock: what dwell times are taken from. */
  readonly entered_occurred_at: string;
  readonly last_updated_at: string;
  /** As the journey's own events give it: overrides and pauses are counted in `open_deadlines`. */
  readonly deadline: string | null;
  readonly channel: string | null;
  /** JSON. */
  readonly context: string;
  readonly last_position: string;
  /** `last_position` as the ledger writes it. */
  readonly position: string;
  /** Equal for journeys that have visited the same states in the same order. */
  readonly path: string;
  /** JSON: the `VisitTrail`. */
  readonly trail: string;
}

export interface TimelineTable {
  /**
   * The journey's `started_position`, by which its entries are found: those of journeys that run at the same time lie
   * close together in the index. By session id, each entry would be written to another page of it.
   */
  readonly journey_position: string;
  readonly entry_position: string;
  readonly tenant: string;
  readonly session_id: string;
  /** `entry_position` as the ledger writes it. */
  readonly position: string;
  readonly type: string;
  /** Null for a refused attempt. */
  readonly revision: number | null;
  readonly occurred_at: string;
  readonly recorded_at: string;
  /** Null where the stream does not begin with a start that is understood. */
  readonly definition_id: string | null;
  readonly definition_version: number | null;
  readonly from_state: string | null;
  readonly to_state: string | null;
  readonly dwell_ms: number | null;
  readonly channel: string | null;
  /** JSON, as the ledger holds it. */
  readonly data: string;
  /** JSON, as the ledger holds it. */
  readonly metadata: string;
}

export interface OpenDeadlinesTable {
  readonly tenant: string;
  readonly session_id: string;
  readonly definition_id: string;
  readonly state_id: string;
  readonly entered_revision: number;
  /** When the state was entered, in milliseconds since 1970-01-01T00:00:00Z, as all instants of this table. */
  readonly entered_ms: number;
  /** When the deadline was set: `entered_ms`, or when it was changed for this journey alone. */
  readonly since_ms: number;
  /** What the journey's own events give, before overrides and pauses; null where they give none. */
  readonly own_ms: number | null;
  /** `definition`, `override` or `session`, as the journey's own events have it. */
  readonly own_policy: string;
  /** By all rules as they stand; null where the wait has no end, or none for now. */
  readonly due_ms: number | null;
  /** 0 or 1: whether a pause holds it up. */
  readonly is_frozen: number;
  /** Revision in the definition's stream of the override that gives `due_ms`; null where none does. */
  readonly override_revision: number | null;
}

/** One change of timeouts by operations. */
export interface TimeoutRulesTable {
  readonly tenant: string;
  /** Empty for a pause, which holds for all definitions of the tenant. */
  readonly definition_id: string;
  /** Of the event in its stream. */
  readonly revision: number;
  readonly type: string;
  readonly occurred_at: string;
  /** JSON, as the ledger holds it. */
  readonly data: string;
  /** JSON, as the ledger holds it. */
  readonly metadata: string;
  readonly position: string;
}

/** One visit of a state by a journey. */
export interface VisitsTable {
  /** The journey's `started_position`. */
  readonly journey_position: string;
  /** Of the visit within its journey, from 1. */
  readonly sequence: number;
  readonly tenant: string;
  readonly definition_id: string;
  /** Under which the state was visited: a migration ends the visit and begins another. */
  readonly definition_version: number;
  readonly state_id: string;
  /** Of this state's visits within the journey, from 1. */
  readonly visit_number: number;
  /** `start`, `transition`, `timeout`, `restart`, `move` (by an operator) or `migrated`. */
  readonly entered_by: string;
  /** Business time (`occurredAt`) of entering, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly entered_ms: number;
  readonly entered_position: string;
  /** Of who entered the state. */
  readonly actor_kind: string;
  /** The journey's when it entered the state. */
  readonly channel: string | null;
  /** As `entered_by` of the visit that follows; null while this one lasts. */
  readonly left_by: string | null;
  /** Null while the visit lasts, and where a migration ended it. */
  readonly next_state: string | null;
  /** Business time from entering to leaving, in milliseconds; null while the visit lasts. */
  readonly dwell_ms: number | null;
}

/** One timeout: the visit that it ended, and when. */
export interface TimeoutsTable {
  readonly journey_position: string;
  readonly sequence: number;
  readonly tenant: string;
  readonly definition_id: string;
  readonly definition_version: number;
  readonly state_id: string;
  readonly channel: string | null;
  /** How the state that timed out had been entered. */
  readonly entered_by: string;
  /** That elapsed. */
  readonly deadline: string;
  /** `occurredAt` of the event, never before the deadline on the clock of deadlines. */
  readonly timed_out_at: string;
  /** `saga`, or `command` where a command came first. */
  readonly detected_by: string | null;
  /** Which rule had set the deadline: `definition`, `override` or `session`. */
  readonly policy: string | null;
  /** Name of the escalation that answers it; null where the definition names none. */
  readonly escalation: string | null;
  /** Of that one; null as above. */
  readonly escalation_id: string | null;
}

export interface CheckpointsTable {
  readonly name: string;
  readonly version: number;
  /** Everything up to here is applied; null before the first batch. As the ledger writes it. */
  readonly position: string | null;
  /** The last event applied, and the position it follows: by them a replaced ledger is recognised. */
  readonly anchor_event_id: string | null;
  readonly anchor_after: string | null;
  readonly state: string;
  readonly last_error: string | null;
  /** Applied since the tables were empty. */
  readonly events: number;
  /** Positions that the ledger's count has and no event came for. */
  readonly gaps: number;
  /** Events in a second, as last measured. */
  readonly rate: number;
  /** When the last batch was applied. RFC 3339. */
  readonly applied_at: string | null;
}

/** One row: which tables queries read. */
export interface LiveTablesTable {
  readonly id: number;
  readonly slot: number;
  /** JSON: version of each projection, by name. */
  readonly versions: string;
  /** JSON: names of the tables in the database, by the names that queries use. */
  readonly tables: string;
}

/** Each rebuild that was ever asked for; the newest one that has not ended is worked on. */
export interface RebuildsTable {
  readonly id: number;
  /** Projection that was named. */
  readonly projection: string;
  readonly reason: string;
  readonly status: string;
  /** 0 or 1. */
  readonly cancelling: number;
  /** 0 or 1: whether it is switched to even where live rows differ from what was built. */
  readonly accepts_mismatch: number;
  readonly slot: number | null;
  /** JSON, as of `live_tables`; null before it has begun. */
  readonly versions: string | null;
  readonly tables: string | null;
  readonly position: string | null;
  readonly anchor_event_id: string | null;
  readonly anchor_after: string | null;
  readonly events: number;
  readonly gaps: number;
  readonly requested_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly error: string | null;
  /** JSON: for each projection its `ComparedDigests`; null before they were compared. */
  readonly digests: string | null;
}

/** An event that a projection does not take, and that it was led past. */
export interface DeadLettersTable {
  readonly projection: string;
  /** As the ledger writes it. */
  readonly position: string;
  /** `sortablePosition` of it. */
  readonly entry_position: string;
  readonly event_id: string;
  readonly stream: string;
  readonly type: string;
  readonly error: string;
  readonly attempts: number;
  readonly first_failed_at: string;
  readonly last_failed_at: string;
  /** Rebuild that met it last and was refused it again. */
  readonly rebuild: number | null;
  /** When an operator asked for it to be tried again; null where nobody has since it was tried last. */
  readonly retry_requested_at: string | null;
}
