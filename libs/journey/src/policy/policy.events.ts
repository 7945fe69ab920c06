import type { PolicyKind } from '../definition/definition';

/** Persisted type name: a constant, never a class name. */
export const POLICY_VIOLATED = 'PolicyViolated';

/** A journey broke a policy. In the stream of its policies, once for each breach. */
export interface PolicyViolated {
  /** Name in the definition's `policies`. */
  readonly policy: string;
  readonly kind: PolicyKind;
  readonly sessionId: string;
  readonly definitionId: string;
  /** The version that the journey ran under when it was found. */
  readonly definitionVersion: number;
  /** Of the journey's event that broke it; of what is owed, of the event since which it was. */
  readonly journeyRevision: number;
  /** When it was broken: RFC 3339, UTC, milliseconds. */
  readonly brokenAt: string;
  /** The state that broke it by being entered, or in which the journey ended; absent if a time was over. */
  readonly stateId?: string;
  /** The end of `within`, if that broke it. */
  readonly deadline?: string;
  readonly customerId?: string;
  /** Of the escalation that was requested; absent if the policy names none. */
  readonly escalationId?: string;
}
