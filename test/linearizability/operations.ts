/** The rules that the callers' journeys run by: legal moves by state. */
export const MOVES: Readonly<Record<string, readonly string[]>> = { A: ['B', 'C'], B: ['A', 'C'], C: ['A'] };

export const DEFINITION = {
  ...{ id: 'Linear', version: 1, initial: 'A' },
  states: {
    ...Object.fromEntries(
      Object.entries(MOVES).map(([state, targets]) => [
        state,
        // Never taken: a definition needs an end.
        { transitions: [...targets, 'END'].map((target) => ({ target })) },
      ]),
    ),
    END: { final: true },
  },
};

/** What a caller was told; only what every reply has. */
export interface Told {
  readonly outcome: 'ADVANCED' | 'UNCHANGED' | 'REJECTED' | 'CONFLICT' | 'READ';
  readonly revision: number;
  readonly stateId: string;
  readonly replayed: boolean;
}

/** One call, as its caller saw it. Times are of one monotonic clock, milliseconds. */
export interface Operation {
  readonly sessionId: string;
  /** Absent for a read. */
  readonly command?: {
    readonly commandId: string;
    readonly target: string;
    readonly expectedRevision?: number;
  };
  readonly invokedAt: number;
  /** `Infinity` where no answer came. */
  readonly completedAt: number;
  /** Absent where no answer came, or one that says that the command may have been applied. */
  readonly told?: Told;
}

/** An event of a journey, as the ledger holds it in the end. */
export interface StoredEvent {
  readonly revision: number | null;
  readonly commandId: string | null;
  readonly from: string | null;
  readonly to: string | null;
}
