import type { PolicyKind } from '@ledger/journey';
import type { PortToken } from '@ledger/plain-data';
import type { Page } from './read-model-queries';
import type { Sight } from './sight';

/** A violation of a policy, as the ledger has it. */
export interface PolicyViolationRow {
  readonly sessionId: string;
  readonly policy: string;
  readonly kind: PolicyKind;
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly journeyRevision: number;
  readonly brokenAt: string;
  /** Null if something else than a time that was over broke it. */
  readonly deadline: string | null;
  /** Null if a time was over. */
  readonly stateId: string | null;
  readonly customerId: string | null;
  readonly escalationId: string | null;
  readonly position: string;
  readonly recordedAt: string;
}

export interface PolicyViolationSearch {
  readonly sight: Sight;
  readonly definitionId?: string;
  readonly policy?: string;
  readonly sessionId?: string;
  readonly customerId?: string;
  /** Broken at or after this instant: RFC 3339. */
  readonly from?: string;
  /** Broken before this instant: RFC 3339. */
  readonly to?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** How many violations of policies of one kind are recorded. */
export interface PolicyViolationCount {
  readonly kind: PolicyKind;
  readonly violations: number;
}

/** A journey whose policies have to be looked at. */
export interface DueReview {
  readonly tenant: string;
  readonly sessionId: string;
  /** RFC 3339. */
  readonly due: string;
}

export interface PolicyQueries {
  /** Newest first. Throws `InvalidCursorError`. */
  violations(search: PolicyViolationSearch): Promise<Page<PolicyViolationRow>>;
  /** Of all tenants together, by what no tenant chose. Reads every violation. */
  violationCounts(): Promise<readonly PolicyViolationCount[]>;
  /** Of all tenants, those due first. `dueBy`: RFC 3339, inclusive. */
  dueReviews(search: { readonly dueBy: string; readonly limit: number }): Promise<readonly DueReview[]>;
}

export const POLICY_QUERIES: PortToken<PolicyQueries> = Symbol('POLICY_QUERIES');
