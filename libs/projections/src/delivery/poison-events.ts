import { EventStoreError } from '@ledger/event-store';
import { applyProjections } from './apply-projections';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { withinSavepoint } from '../database/savepoint';
import { ReadModelError } from '../database/errors';
import type { EventBatch } from './event-batch';
import { UnfoldableEventError } from '../read-models/journey-steps';
import { LeaseLostError } from '@ledger/leases';
import type { LedgerEvent } from './ledger-event';
import type { Projection } from './projection';

/** An event that a projection does not take. */
export interface Refusal {
  readonly projection: string;
  readonly event: LedgerEvent;
  readonly error: unknown;
}

/** More than this of one batch is no matter of single events: then the projection itself is at fault. */
const MAX_REFUSED = 20;

/** A projection refuses so many events that leading it past them would empty it. */
export class ProjectionBrokenError extends Error {
  override readonly name = 'ProjectionBrokenError';
  constructor(
    readonly projection: string,
    override readonly cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The projection ${projection} refuses more than ${MAX_REFUSED} events of one batch: ${reason}`);
  }
}

/** Whether an error speaks of the database, the ledger or the lease rather than of an event. */
export function isNoFaultOfEvents(error: unknown): boolean {
  return error instanceof EventStoreError || error instanceof ReadModelError || error instanceof LeaseLostError;
}

/** The projection and all that rest on it, directly or not. */
export function withDependents(projection: Projection, all: readonly Projection[]): readonly Projection[] {
  const found = new Set([projection.name]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const { name, restsOn = [] } of all) if (restsOn.some((other) => found.has(other))) found.add(name);
  }
  return all.filter(({ name }) => found.has(name));
}

/**
 * Applies a batch to each projection by itself, leaving out what it does not take. What rests on a projection does not
 * see what that one refused, so that all of them agree on the journey. Gives what was refused, for each.
 * @param translate says of an error of the database whether it is the database's.
 */
export async function applyIsolated(
  batch: EventBatch,
  projections: readonly Projection[],
  tx: ProjectionTransaction,
  translate: (error: unknown) => unknown,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  let rest = batch;
  for (const projection of projections) {
    const dependents = withDependents(projection, projections).filter(({ name }) => name !== projection.name);
    const isLeaf = dependents.length === 0;
    for (;;) {
      const part = rest;
      const refused = await withinSavepoint(
        tx.sql,
        () => new Bisection(projection, tx, translate, isLeaf ? MAX_REFUSED : 0).run(part),
        (found) => !isLeaf && found.length > 0,
      );
      refusals.push(...refused);
      const [first] = refused;
      if (isLeaf || first === undefined) break;
      rest = rest.without(first.event);
      for (const { name, categories } of dependents) {
        if (categories.includes(first.event.kind)) refusals.push({ ...first, projection: name });
      }
      const own = refusals.filter((refusal) => refusal.projection === projection.name);
      if (own.length > MAX_REFUSED) throw new ProjectionBrokenError(projection.name, first.error);
    }
  }
  return refusals;
}

/** The first event that the projection does not take, with nothing of the batch applied; undefined: it takes all. */
export async function firstRefusal(
  batch: EventBatch,
  projection: Projection,
  tx: ProjectionTransaction,
  translate: (error: unknown) => unknown,
): Promise<Refusal | undefined> {
  const search = new Bisection(projection, tx, translate, 0);
  const [first] = await withinSavepoint(
    tx.sql,
    () => search.run(batch),
    () => true,
  );
  return first;
}

/** Halves a batch that is not taken until single events are left. What is taken stays applied. */
class Bisection {
  readonly #refused: Refusal[] = [];

  constructor(
    readonly projection: Projection,
    readonly tx: ProjectionTransaction,
    readonly translate: (error: unknown) => unknown,
    /** Refused events to go on after: 0 ends it at the first. */
    readonly limit: number,
  ) {}

  async run(batch: EventBatch): Promise<readonly Refusal[]> {
    await this.#apply(batch);
    return this.#refused;
  }

  async #apply(batch: EventBatch): Promise<void> {
    const { projection, tx } = this;
    if (batch.events.length === 0 || (this.limit === 0 && this.#refused.length > 0)) return;
    try {
      await withinSavepoint(tx.sql, () => applyProjections([projection], batch, tx));
    } catch (error) {
      const translated = this.translate(error);
      if (isNoFaultOfEvents(translated)) throw translated;
      await this.#divide(batch, error);
    }
  }

  async #divide(batch: EventBatch, error: unknown): Promise<void> {
    const { length } = batch.events;
    const event = error instanceof UnfoldableEventError ? error.event : length === 1 ? batch.events[0] : undefined;
    if (event !== undefined) {
      this.#refused.push({ projection: this.projection.name, event, error });
      if (this.limit > 0 && this.#refused.length > this.limit) {
        throw new ProjectionBrokenError(this.projection.name, error);
      }
      return;
    }
    await this.#apply(batch.slice(0, length >> 1));
    await this.#apply(batch.slice(length >> 1, length));
  }
}
