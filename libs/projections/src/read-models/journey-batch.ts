import { UpcasterRegistry, type RecordedEvent } from '@ledger/event-store';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { BatchPreparation, BatchSource, EarlierRows, EventBatch } from '../delivery/event-batch';
import type { LedgerEvent } from '../delivery/ledger-event';
import { changesDefinitions, DefinitionMemory } from './definition-memory';
import { JourneyDefinitions } from './journey-definitions';
import { JourneyHeadCache } from './journey-head-cache';
import { findHeads, foldJourneySteps, foldKnownJourneys, stepsOf, type JourneySteps } from './journey-steps';
import { readLedgerEvent } from './ledger-events';

/** Prepares batches with the steps of their journeys. */
export function journeyBatches(upcasters: UpcasterRegistry = new UpcasterRegistry()): BatchPreparation {
  return (earlierRows) => new JourneyBatches(upcasters, earlierRows);
}

class JourneyBatches implements BatchSource {
  readonly #heads = new JourneyHeadCache();
  #memory = new DefinitionMemory();

  constructor(
    private readonly upcasters: UpcasterRegistry,
    private readonly earlierRows: EarlierRows,
  ) {}

  batch(recorded: readonly RecordedEvent[]): JourneyBatch {
    const events: LedgerEvent[] = [];
    for (const each of recorded) {
      const event = readLedgerEvent(each, this.upcasters);
      if (event !== undefined) events.push(event);
    }
    // What a batch changes, nothing before or within it is remembered of.
    if (events.some(changesDefinitions)) {
      this.#memory = new DefinitionMemory();
      return new JourneyBatch(events, this.#heads, this.earlierRows, new DefinitionMemory());
    }
    return new JourneyBatch(events, this.#heads, this.earlierRows, this.#memory);
  }

  forget(): void {
    this.#heads.clear();
    this.#memory = new DefinitionMemory();
  }
}

/** A batch with what several projections need of its journeys, computed once. */
export class JourneyBatch implements EventBatch {
  #steps: Promise<JourneySteps> | undefined;
  #definitions: Promise<JourneyDefinitions> | undefined;
  #whole: JourneyBatch | undefined;

  /**
   * @param known journeys whose head need not be read.
   * @param memory definitions and rules that need not be read.
   */
  constructor(
    readonly events: readonly LedgerEvent[],
    private readonly known: JourneyHeadCache,
    private readonly earlierRows: EarlierRows,
    readonly memory: DefinitionMemory,
  ) {}

  /** Whether heads within it are of a batch that may have been written in part and undone: they prove no row. */
  get isPart(): boolean {
    return this.#whole !== undefined;
  }

  slice(from: number, to: number): JourneyBatch {
    const part = new JourneyBatch(this.events.slice(from, to), this.known, this.earlierRows, new DefinitionMemory());
    part.#whole = this;
    return part;
  }

  without(event: LedgerEvent): JourneyBatch {
    const others = this.events.filter((other) => other !== event);
    return new JourneyBatch(others, this.known, this.earlierRows, new DefinitionMemory());
  }

  forgetful(): JourneyBatch {
    return new JourneyBatch(this.events, new JourneyHeadCache(), 'of-any-stream', new DefinitionMemory());
  }

  /** A journey's steps from its `journeys` row on. The first call reads, so `current-state` calls before it writes. */
  journeySteps(tx: ProjectionTransaction): Promise<JourneySteps> {
    this.#steps ??=
      this.#whole === undefined
        ? foldJourneySteps(this.events, findHeads(this.events, this.known, this.earlierRows), tx)
        : this.#whole.journeySteps(tx).then(({ steps }) => stepsOf(steps, new Set(this.events)));
    return this.#steps;
  }

  /** Of the definitions that the moved journeys run by, which the projection of definitions has written before. */
  definitions(tx: ProjectionTransaction): Promise<JourneyDefinitions> {
    this.#definitions ??= this.journeySteps(tx).then(({ moved }) =>
      JourneyDefinitions.of(
        moved.map(({ after }) => after),
        tx,
        this.memory.definitions,
      ),
    );
    return this.#definitions;
  }

  computeAhead(): void {
    const { heads, unknown } = findHeads(this.events, this.known, this.earlierRows);
    if (unknown.size > 0) return;
    const steps = new Promise<JourneySteps>((resolve) => resolve(foldKnownJourneys(this.events, heads)));
    // Thrown again to the projection that asks for them.
    steps.catch(() => undefined);
    this.#steps ??= steps;
  }

  async remember(): Promise<void> {
    const [steps, definitions] = await Promise.all([this.#steps, this.#definitions]);
    for (const { after } of steps?.moved ?? []) {
      this.known.put(after, definitions?.standing(after).isFinal === true);
    }
  }
}
