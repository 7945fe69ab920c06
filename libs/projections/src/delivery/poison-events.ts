import { EventStoreError } from '@ledger/event-store';
import { LeaseLostError } from '@ledger/leases';
import { errorMessage } from '@ledger/runtime';
import { NamedError } from '@ledger/plain-data';
import { ReadModelError } from '../database/errors';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { withinSavepoint } from '../database/savepoint';
import { applyProjections } from './apply-projections';
import type { EventBatch } from './event-batch';
import type { LedgerEvent } from './ledger-event';
import { withDependents, type Projection } from './projection';

/** An event that a projection fails to apply. */
export interface PoisonEvent {
  readonly projection: string;
  readonly event: LedgerEvent;
  readonly error: unknown;
}

/** For people: which projection fails to apply which event, and why. */
export function describePoisonEvent({ projection, event, error }: PoisonEvent): string {
  const { id, position } = event.recorded;
  return `Projection ${projection} failed to apply event ${id} (position ${position}): ${errorMessage(error)}`;
}

/** More poison events than this in one batch: the fault is the projection's. */
const MAX_POISON_EVENTS = 20;

/** A projection fails to apply so many events that skipping them would empty it. */
export class ProjectionBrokenError extends NamedError {
  constructor(
    readonly projection: string,
    override readonly cause: unknown,
  ) {
    super(
      `Projection ${projection} failed to apply more than ${MAX_POISON_EVENTS} events of one batch: ${errorMessage(cause)}`,
    );
  }
}

/** Preparing a batch fails at one event of it. */
export class UnreadableEventError extends NamedError {
  constructor(
    readonly event: LedgerEvent,
    override readonly cause: unknown,
  ) {
    super(errorMessage(cause));
  }
}

/** Whether the database, the ledger or the lease is at fault rather than an event. */
export function isInfrastructureError(error: unknown): boolean {
  return error instanceof EventStoreError || error instanceof ReadModelError || error instanceof LeaseLostError;
}

/** Says of an error of the database whether the database is at fault. */
export type TranslateError = (error: unknown) => unknown;

/** Skips poison events, hides them from the projections that build on the one that failed, and gives them. */
export async function applySkippingPoison(
  batch: EventBatch,
  projections: readonly Projection[],
  tx: ProjectionTransaction,
  translate: TranslateError,
): Promise<readonly PoisonEvent[]> {
  const skipped: PoisonEvent[] = [];
  let remaining = batch;
  for (const projection of projections) {
    const dependents = withDependents(projection, projections).filter(({ name }) => name !== projection.name);
    const isLeaf = dependents.length === 0;
    for (;;) {
      const part = remaining;
      const found = await withinSavepoint(
        tx.sql,
        () => new Bisection(projection, tx, translate, isLeaf ? MAX_POISON_EVENTS : 0).run(part),
        (poison) => !isLeaf && poison.length > 0,
      );
      skipped.push(...found);
      const [first] = found;
      if (isLeaf || first === undefined) break;
      remaining = remaining.without(first.event);
      for (const { name, categories } of dependents) {
        if (categories.includes(first.event.kind)) skipped.push({ ...first, projection: name });
      }
      const own = skipped.filter((poison) => poison.projection === projection.name);
      if (own.length > MAX_POISON_EVENTS) throw new ProjectionBrokenError(projection.name, first.error);
    }
  }
  return skipped;
}

/** The first event that the projection fails to apply, with nothing of the batch applied; undefined if there is none. */
export async function firstPoisonEvent(
  batch: EventBatch,
  projection: Projection,
  tx: ProjectionTransaction,
  translate: TranslateError,
): Promise<PoisonEvent | undefined> {
  const search = new Bisection(projection, tx, translate, 0);
  const [first] = await withinSavepoint(
    tx.sql,
    () => search.run(batch),
    () => true,
  );
  return first;
}

/** Halves a failing batch until single events are left. What can be applied stays applied. */
class Bisection {
  readonly #found: PoisonEvent[] = [];

  constructor(
    private readonly projection: Projection,
    private readonly tx: ProjectionTransaction,
    private readonly translate: TranslateError,
    /** Poison events after which to continue: 0 ends the search at the first. */
    private readonly limit: number,
  ) {}

  async run(batch: EventBatch): Promise<readonly PoisonEvent[]> {
    await this.#apply(batch);
    return this.#found;
  }

  async #apply(batch: EventBatch): Promise<void> {
    if (batch.events.length === 0 || (this.limit === 0 && this.#found.length > 0)) return;
    try {
      await withinSavepoint(this.tx.sql, () => applyProjections([this.projection], batch, this.tx));
    } catch (error) {
      const translated = this.translate(error);
      if (isInfrastructureError(translated)) throw translated;
      await this.#divide(batch, error);
    }
  }

  async #divide(batch: EventBatch, error: unknown): Promise<void> {
    const { length } = batch.events;
    const event = error instanceof UnreadableEventError ? error.event : length === 1 ? batch.events[0] : undefined;
    if (event !== undefined) {
      this.#found.push({ projection: this.projection.name, event, error });
      if (this.limit > 0 && this.#found.length > this.limit) {
        throw new ProjectionBrokenError(this.projection.name, error);
      }
      return;
    }
    await this.#apply(batch.slice(0, length >> 1));
    await this.#apply(batch.slice(length >> 1, length));
  }
}
