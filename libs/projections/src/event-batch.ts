import type { JourneySteps } from './journey-steps';
import { foldJourneySteps } from './journey-steps';
import type { LedgerEvent } from './ledger-event';
import type { ProjectionTransaction } from './database/projection-transaction';

/** Consecutive events of the ledger, and what several projections make of them alike: worked out once. */
export class EventBatch {
  #steps: Promise<JourneySteps> | undefined;

  /** @param events in the ledger's order. */
  constructor(readonly events: readonly LedgerEvent[]) {}

  /**
   * Each journey's steps through this batch, from where the `journeys` table has it when the batch begins. The first
   * to ask has it read, so `current-state` asks before it writes.
   */
  journeySteps(tx: ProjectionTransaction): Promise<JourneySteps> {
    this.#steps ??= foldJourneySteps(this.events, tx);
    return this.#steps;
  }
}
