import type { RaceOutcome } from '@ledger/event-store/testing';

/** What a test asks of its child process, as the first argument in JSON. */
export type ChildTask =
  /** Appends `attempts` events at once to a stream at an exact revision, as soon as the ledger is free. */
  | {
      readonly kind: 'race';
      readonly path: string;
      readonly stream: string;
      readonly expected: string;
      readonly attempts: number;
    }
  /** Appends to streams of its own, chained, until it is killed. */
  | { readonly kind: 'flood'; readonly path: string; readonly streams: readonly string[] }
  /** Removes the data of one stream after the other, until it is killed. */
  | { readonly kind: 'remove'; readonly path: string; readonly streams: readonly string[]; readonly type: string }
  /** Opens the ledger and holds it until it is killed. */
  | { readonly kind: 'hold'; readonly path: string };

export type ChildMessage =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly RaceOutcome[] }
  | { readonly kind: 'acknowledged'; readonly stream: string; readonly revision: string; readonly id: string }
  | { readonly kind: 'removed'; readonly stream: string }
  | { readonly kind: 'open' };
