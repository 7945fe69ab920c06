import type { Context } from '../context';

export interface GuardScope {
  readonly context: Context;
  readonly channel: string | null;
  /** RFC 3339. */
  readonly now: string;
  readonly visits: (stateId: string) => number;
}

export type GuardVerdict =
  | { readonly holds: boolean; readonly inputs: Context }
  /** The guard could not be evaluated: counts as false. */
  | { readonly holds: false; readonly inputs: Context; readonly error: string };
