/** What outlives any version of a projection. These tables are created and changed by migrations. */
export interface BookkeepingTables {
  readonly projection_checkpoints: CheckpointsTable;
  readonly live_tables: LiveTablesTable;
  readonly rebuilds: RebuildsTable;
  readonly dead_letters: DeadLettersTable;
  readonly consumer_checkpoints: ConsumerCheckpointsTable;
  readonly key_uses: KeyUsesTable;
}

/** How far the ledger is applied. Null before the first batch; positions as the ledger writes them. */
interface StoredPosition {
  /** Everything up to here is applied. */
  readonly position: string | null;
  /** The last event applied, and the position that it follows: a replaced ledger is recognised by them. */
  readonly anchor_event_id: string | null;
  readonly anchor_after: string | null;
}

export interface CheckpointsTable extends StoredPosition {
  readonly name: string;
  readonly version: number;
  readonly state: string;
  readonly last_error: string | null;
  /** Applied since the tables were empty. */
  readonly events: number;
  /** Positions of the ledger's count without an event. */
  readonly gaps: number;
  /** Events per second, as last measured. */
  readonly rate: number;
  /** When the last batch was applied. RFC 3339. */
  readonly applied_at: string | null;
}

/** How far a consumer of the ledger is that keeps no read model: see `ConsumerCheckpoints`. */
interface ConsumerCheckpointsTable extends StoredPosition {
  readonly name: string;
  /** RFC 3339. */
  readonly stored_at: string;
}

/** When API keys were used last: see `KeyUseTable`. */
interface KeyUsesTable {
  readonly tenant: string;
  readonly key_id: string;
  /** RFC 3339. */
  readonly used_at: string;
}

/** One row: which tables queries read. */
interface LiveTablesTable {
  readonly id: number;
  readonly slot: number;
  /** JSON: version of each projection, by name. */
  readonly versions: string;
  /** JSON: names of the tables in the database, by the names that queries use. */
  readonly tables: string;
}

/** Each rebuild that was ever requested; the newest one that has not ended is worked on. */
export interface RebuildsTable extends StoredPosition {
  readonly id: number;
  /** Projection that was named. */
  readonly projection: string;
  readonly reason: string;
  readonly status: string;
  /** 0 or 1. */
  readonly cancelling: number;
  /** 0 or 1: whether queries are switched to it even if live rows differ from what was built. */
  readonly accepts_mismatch: number;
  readonly slot: number | null;
  /** JSON, as of `live_tables`; null before it has started. */
  readonly versions: string | null;
  readonly tables: string | null;
  readonly events: number;
  readonly gaps: number;
  readonly requested_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly error: string | null;
  /** JSON: `ComparedDigests` by projection; null before they are compared. */
  readonly digests: string | null;
}

/** An event that a projection failed to apply and skipped. */
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
  /** The last rebuild in which it failed again. */
  readonly rebuild: number | null;
  /** When an operator requested a retry; null if none is pending. */
  readonly retry_requested_at: string | null;
}
