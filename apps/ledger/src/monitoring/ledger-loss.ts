import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { CLOCK, type Clock } from '@ledger/runtime';

/** A file that is put back within this time costs no restart. */
const LOST_MS = 15_000;

/** Tells when the embedded ledger has been lost for so long that the process should be restarted. */
@Injectable()
export class LedgerLoss {
  #since: number | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'lost'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Why to restart the process; undefined if it need not be. The time counts from the first call that saw the loss. */
  reasonToRestart(): string | undefined {
    const reason = this.store.lost?.();
    if (reason === undefined) {
      this.#since = undefined;
      return undefined;
    }
    const now = this.clock.now().getTime();
    // The earlier of both, as the clock may be set back.
    this.#since = Math.min(this.#since ?? now, now);
    return now - this.#since >= LOST_MS ? reason : undefined;
  }
}
