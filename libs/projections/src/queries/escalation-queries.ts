import type { EscalationState, EscalationStatus } from '@ledger/journey';
import type { PortToken } from '@ledger/plain-data';
import type { Page } from './read-model-queries';
import type { Sight } from './sight';

export interface EscalationRow {
  readonly tenant: string;
  readonly escalationId: string;
  /** At the instant of the search: a claim that has run out is open. */
  readonly status: EscalationStatus;
  readonly state: EscalationState;
  /** The state that the journey is in now; null if the read model does not know the journey. */
  readonly currentStateId: string | null;
  /** Of its last event. */
  readonly position: string;
}

export interface EscalationSearch {
  readonly sight: Sight;
  /** The instant at which claims hold or have run out: RFC 3339. */
  readonly now: string;
  /** `overdue`: unhandled ones that were due before `now`. */
  readonly status?: EscalationStatus | 'overdue';
  readonly kind?: string;
  readonly queue?: string;
  readonly target?: string;
  readonly sessionId?: string;
  readonly definitionId?: string;
  readonly cursor?: string;
  readonly limit: number;
}

export interface DueDelivery {
  readonly tenant: string;
  readonly escalationId: string;
  readonly target: string;
  readonly nextAttemptAt: string;
}

export interface DueDeliverySearch {
  /** Of this target; or of any but those named. */
  readonly target: string | { readonly otherThan: readonly string[] };
  /** RFC 3339, inclusive. */
  readonly dueBy: string;
  readonly limit: number;
}

export interface EscalationFigures {
  readonly kind: string;
  readonly status: EscalationStatus;
  readonly count: number;
  /** When the oldest of them was requested. */
  readonly oldest: string;
}

export interface EscalationQueries {
  /** Those due first come first; those without a due time last. Throws `InvalidCursorError`. */
  escalations(search: EscalationSearch): Promise<Page<EscalationRow>>;
  /** Of all tenants, the longest overdue first. */
  dueDeliveries(search: DueDeliverySearch): Promise<readonly DueDelivery[]>;
  /** Of all tenants; what is delivered or completed is left out. */
  escalationFigures(): Promise<readonly EscalationFigures[]>;
}

export const ESCALATION_QUERIES: PortToken<EscalationQueries> = Symbol('ESCALATION_QUERIES');
