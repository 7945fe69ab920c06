/** Where a batch operation stands. */
export interface OperationsTable {
  readonly tenant: string;
  readonly operation_id: string;
  readonly kind: string;
  readonly status: string;
  readonly reason: string;
  /** Subject of the operator. */
  readonly requested_by: string;
  readonly requested_at: string;
  readonly started_at: string | null;
  readonly updated_at: string;
  readonly ended_at: string | null;
  readonly selected: number;
  readonly done: number;
  /** How many of `done` came to each outcome. */
  readonly changed: number;
  readonly unchanged: number;
  readonly expired: number;
  readonly refused: number;
  readonly moved: number;
  readonly failed: number;
  readonly revision: number;
  /** Of the last event, as the ledger writes it, and sortable. */
  readonly position: string;
  readonly last_position: string;
  /** JSON: the fold of its events. */
  readonly state: string;
}
