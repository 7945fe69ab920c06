import type { LedgerDigests, OrderDigest } from './order-digest';

/** What an earlier verification printed: how many events there were, and their digests. */
export interface LedgerCheckpoint {
  readonly events: number;
  readonly orderDigest: string;
  /** Absent: `recordedAt` is not compared, as for a copy in another store. */
  readonly recordedDigest?: string | undefined;
}

export type CheckpointFinding =
  /** There are fewer events than then: some were cut off. */
  | 'EVENTS_MISSING'
  /** Of the events that were there then, at least one was changed, removed, inserted or moved. */
  | 'ORDER_CHANGED'
  /** The same events in the same order, with another `recordedAt`. */
  | 'RECORDED_AT_CHANGED';

export interface CheckpointResult {
  readonly holds: boolean;
  /** Null if the checkpoint holds. */
  readonly finding: CheckpointFinding | null;
  /** The result in a sentence. */
  readonly reason: string;
}

/** Compares a ledger with an earlier checkpoint, while its events are read in order. */
export class CheckpointCheck {
  #then: LedgerDigests | undefined;

  constructor(readonly checkpoint: LedgerCheckpoint) {}

  /** To be called before the first event and after each. */
  observe(digest: OrderDigest): void {
    if (digest.events === this.checkpoint.events) this.#then = digest.digests();
  }

  result(events: number): CheckpointResult {
    const { checkpoint } = this;
    const covered = checkpoint.events === 1 ? 'the first event' : `the first ${checkpoint.events} events`;
    if (this.#then === undefined) {
      return found('EVENTS_MISSING', `The checkpoint covers ${covered}; the ledger has only ${events}.`);
    }
    if (this.#then.orderDigest !== checkpoint.orderDigest) {
      const reason = `Among ${covered} something was changed, removed, inserted or moved since the checkpoint.`;
      return found('ORDER_CHANGED', reason);
    }
    if (checkpoint.recordedDigest !== undefined && this.#then.recordedDigest !== checkpoint.recordedDigest) {
      return found('RECORDED_AT_CHANGED', `Among ${covered} a recordedAt was changed since the checkpoint.`);
    }
    return { holds: true, finding: null, reason: `The ledger begins with ${covered} of the checkpoint, unchanged.` };
  }
}

function found(finding: CheckpointFinding, reason: string): CheckpointResult {
  return { holds: false, finding, reason };
}
