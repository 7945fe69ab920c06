import { NamedError } from '@ledger/plain-data';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { VersionedTables } from '../database/tables/declare-table';
import type { EventBatch } from './event-batch';

/**
 * The result must not depend on how events are cut into batches. A projection ignores unknown types and rejects no
 * event, which is a fact; order, exactly once and retries are the processor's.
 */
export interface Projection<Batch extends EventBatch = EventBatch> extends VersionedTables {
  /** Kinds of stream whose events it looks at. */
  readonly categories: readonly string[];
  /** Projections that are applied before it, since it uses their rows: it does not see an event that they cannot apply. */
  readonly after?: readonly string[];
  apply(batch: Batch, tx: ProjectionTransaction): Promise<void>;
  /**
   * Of tables that have sums instead of rows of each journey: takes what a journey added back, while the rows of the
   * projections in `after` are still those that it was added by. The journey is applied again from its start.
   */
  readonly forget?: (journey: ReplayedJourney, tx: ProjectionTransaction) => Promise<void>;
}

export interface ReplayedJourney {
  readonly tenant: string;
  readonly sessionId: string;
}

/** The projections and the order in which each batch is applied to them do not fit together. */
export class ProjectionOrderError extends NamedError {}

/** Throws `ProjectionOrderError` where a projection precedes one that it needs, lacks it, or shares a name. */
export function assertOrder(projections: readonly Pick<Projection, 'name' | 'after'>[]): void {
  const before = new Set<string>();
  for (const { name, after = [] } of projections) {
    if (before.has(name))
      throw new ProjectionOrderError(`There are two projections named ${name}; rename one of them.`);
    for (const needed of after) {
      if (before.has(needed)) continue;
      const isLater = projections.some((other) => other.name === needed);
      throw new ProjectionOrderError(
        isLater
          ? `The projection ${name} is applied before ${needed}, whose rows it needs; list ${needed} first.`
          : `The projection ${name} needs the rows of ${needed}; there is no such projection.`,
      );
    }
    before.add(name);
  }
}

/** The projection and all that need its rows, directly or not. */
export function withDependents(projection: Projection, all: readonly Projection[]): readonly Projection[] {
  const found = new Set([projection.name]);
  // In the order of application, so that one pass finds all.
  for (const { name, after = [] } of all) if (after.some((needed) => found.has(needed))) found.add(name);
  return all.filter(({ name }) => found.has(name));
}
