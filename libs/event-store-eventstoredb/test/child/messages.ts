import type { RaceOutcome } from '@ledger/event-store/testing';

/** What a test asks of its child process, as the first argument in JSON. */
export type ChildTask =
  /** Appends `attempts` events at once to a stream at an exact revision, each over a connection of its own. */
  | {
      readonly kind: 'race';
      readonly url: string;
      readonly stream: string;
      readonly expected: string;
      readonly attempts: number;
    }
  /** Appends to streams of its own, chained, until it is killed. */
  | { readonly kind: 'flood'; readonly url: string; readonly streams: readonly string[] };

export type ChildMessage =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly RaceOutcome[] }
  | { readonly kind: 'acknowledged'; readonly stream: string; readonly revision: string; readonly id: string };
