import { Inject, Injectable, Optional } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { CLOCK, type Clock } from '@ledger/runtime';
import { ProjectorRunner } from '../projector/projector-runner';

/** A file that is put back, or a thread that is replaced, within this time costs no restart. */
const LOST_MS = 15_000;

/** Tells when the embedded ledger, or the thread that projects it, was lost for so long that a restart is due. */
@Injectable()
export class LedgerLoss {
  #since: number | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'lost'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() private readonly projector?: ProjectorRunner,
  ) {}

  /** Why to restart the process; undefined if it need not be. The time counts from the first call that saw the loss. */
  reasonToRestart(): string | undefined {
    const reason = this.store.lost?.() ?? this.projectorLost();
    if (reason === undefined) {
      this.#since = undefined;
      return undefined;
    }
    const now = this.clock.now().getTime();
    // The earlier of both, as the clock may be set back.
    this.#since = Math.min(this.#since ?? now, now);
    return now - this.#since >= LOST_MS ? reason : undefined;
  }

  private projectorLost(): string | undefined {
    const status = this.projector?.status();
    if (status?.state !== 'restarting' && status?.state !== 'stopped') return undefined;
    return `The projector is ${status.state}: ${status.lastError ?? 'unknown reason'}`;
  }
}
