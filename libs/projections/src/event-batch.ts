import type { ProjectionTransaction } from './database/projection-transaction';
import { HeadCache } from './head-cache';
import { foldJourneySteps, type JourneySteps } from './journey-steps';
import type { LedgerEvent } from './ledger-event';

/** Consecutive events of the ledger, and what several projections make of them alike: worked out once. */
export class EventBatch {
  readonly #known: HeadCache;
  #steps: Promise<JourneySteps> | undefined;

  /**
   * @param events in the ledger's order.
   * @param known journeys whose place need not be looked up.
   */
  constructor(
    readonly events: readonly LedgerEvent[],
    known: HeadCache = new HeadCache(),
  ) {
    this.#known = known;
  }

  /**
   * Each journey's steps through this batch, from where the `journeys` table has it when the batch begins. The first
   * to ask has it read, so `current-state` asks before it writes.
   */
  journeySteps(tx: ProjectionTransaction): Promise<JourneySteps> {
    this.#steps ??= foldJourneySteps(this.events, this.#known, tx);
    return this.#steps;
  }

  /** Once the batch is committed: what it found and moved need not be looked up by the next one. */
  async remember(): Promise<void> {
    const moved = await this.#steps;
    if (moved !== undefined) this.#known.put(moved.moved.map(({ after }) => after));
  }
}
