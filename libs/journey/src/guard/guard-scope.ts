import type { Context } from '../context';
import type { GuardBudget } from './guard-cost';

/** What the guards that are asked for one answer read. */
export interface GuardScope {
  readonly context: Context;
  readonly channel: string | null;
  /** RFC 3339. */
  readonly now: string;
  readonly visits: (stateId: string) => number;
  /** They share it: each further guard may cost what those before it left. */
  readonly budget: GuardBudget;
}

export type GuardVerdict =
  | { readonly holds: boolean; readonly inputs: Context }
  /** The guard could not be evaluated: counts as false. */
  | { readonly holds: false; readonly inputs: Context; readonly error: string };
