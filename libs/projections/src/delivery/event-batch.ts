import type { ProjectionTransaction } from '../database/projection-transaction';
import { FinalStates } from '../read-models/final-states';
import { JourneyHeadCache } from '../read-models/journey-head-cache';
import {
  findHeads,
  foldJourneySteps,
  foldKnownJourneys,
  stepsOf,
  type HeadLookup,
  type JourneySteps,
} from '../read-models/journey-steps';
import type { LedgerEvent } from './ledger-event';

/** Consecutive events of the ledger, and what several projections make of them alike: worked out once. */
export class EventBatch {
  readonly #known: JourneyHeadCache;
  readonly #lookup: HeadLookup;
  #steps: Promise<JourneySteps> | undefined;
  #finalStates: Promise<FinalStates> | undefined;
  #whole: EventBatch | undefined;

  /**
   * @param events in the ledger's order.
   * @param known journeys whose place need not be looked up.
   * @param lookup which of the others are looked up in the `journeys` table. Of the rest none has begun.
   */
  constructor(
    readonly events: readonly LedgerEvent[],
    known: JourneyHeadCache = new JourneyHeadCache(),
    lookup: HeadLookup = 'all',
  ) {
    this.#known = known;
    this.#lookup = lookup;
  }

  /** A part of this batch. Where the journeys stood before it is known from the whole. */
  slice(from: number, to: number): EventBatch {
    const part = new EventBatch(this.events.slice(from, to), this.#known, this.#lookup);
    part.#whole = this;
    return part;
  }

  /** This batch as if an event were not in the ledger. To be asked before anything of it is written. */
  without(event: LedgerEvent): EventBatch {
    return new EventBatch(
      this.events.filter((other) => other !== event),
      this.#known,
      this.#lookup,
    );
  }

  /**
   * Each journey's steps through this batch, from where the `journeys` table has it when the batch begins. The first
   * to ask has it read, so `current-state` asks before it writes.
   */
  journeySteps(tx: ProjectionTransaction): Promise<JourneySteps> {
    this.#steps ??=
      this.#whole === undefined
        ? foldJourneySteps(this.events, findHeads(this.events, this.#known, this.#lookup), tx)
        : this.#whole.journeySteps(tx).then(({ steps }) => stepsOf(steps, new Set(this.events)));
    return this.#steps;
  }

  /**
   * Works the steps out before anybody asks, where no journey has to be looked up for it. To be called once the batch
   * before this one is remembered.
   */
  foldAhead(): void {
    const { heads, unknown } = findHeads(this.events, this.#known, this.#lookup);
    if (unknown.size > 0) return;
    const steps = new Promise<JourneySteps>((resolve) => resolve(foldKnownJourneys(this.events, heads)));
    // Thrown to whoever asks for them, if anybody does.
    steps.catch(() => undefined);
    this.#steps ??= steps;
  }

  /** Of the definitions that the moved journeys run by, which the projection of definitions has written before. */
  finalStates(tx: ProjectionTransaction): Promise<FinalStates> {
    this.#finalStates ??= this.journeySteps(tx).then(({ moved }) =>
      FinalStates.of(
        moved.map(({ after }) => after),
        tx,
      ),
    );
    return this.#finalStates;
  }

  /** Once the batch is written: what it found and moved need not be looked up by the next one. */
  async remember(): Promise<void> {
    const moved = await this.#steps;
    if (moved !== undefined) this.#known.put(moved.moved.map(({ after }) => after));
  }
}
