import { StoreClosedError } from '@ledger/event-store';
import { Backoff, Budget, sleep, type BackoffPolicy } from '@ledger/runtime';
import { type Diagnosis, diagnose, type Subject } from './driver-errors';

export interface CallOptions {
  /** Time that a call may take, its retries included, in milliseconds. */
  readonly deadline: number;
  readonly backoff: BackoffPolicy;
  /** Aborted when the store is closed. */
  readonly closed: AbortSignal;
}

/** Decides whether a failed attempt is followed by another one: while the error may pass and there is time. */
export class Retry {
  readonly budget: Budget;
  readonly #backoff: Backoff;

  constructor(private readonly options: CallOptions) {
    this.budget = new Budget(options.deadline);
    this.#backoff = new Backoff(options.backoff);
  }

  /** An answer came: the next failure finds the whole time again. */
  progressed(): void {
    this.budget.renew();
    this.#backoff.reset();
  }

  /** Returns after a pause when another attempt should be made; throws the ledger's error when not. */
  async after(error: unknown, subject?: Subject): Promise<Diagnosis> {
    if (this.options.closed.aborted) throw new StoreClosedError();
    const diagnosis = diagnose(error, subject);
    const delay = this.#backoff.next();
    if (!diagnosis.transient || delay >= this.budget.left) throw diagnosis.error;
    await sleep(delay, this.options.closed);
    if (this.options.closed.aborted) throw new StoreClosedError();
    return diagnosis;
  }
}
