import { comparePositions, type Position } from '@ledger/event-store';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import type { Projection } from './projection';
import type { ReadModelDatabase } from './read-model-database';

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly position: string | null;
  readonly state: 'catching-up' | 'live' | 'stopped';
  readonly lastError: string | null;
}

type CheckpointRow = ReadModelSchema['projection_checkpoints'];

/** While a new version is built, the one before is still live. A projection without a row is `stopped`. */
export function statusOf({ name, version }: Projection, row: CheckpointRow | undefined): ProjectionStatus {
  return {
    name,
    version: Number(row?.version ?? version),
    position: row?.position ?? null,
    state: (row?.state ?? 'stopped') as ProjectionStatus['state'],
    lastError: row?.last_error ?? null,
  };
}

export async function readStatuses(database: ReadModelDatabase): Promise<readonly ProjectionStatus[]> {
  const rows = await database.attempt((db) => db.selectFrom('projection_checkpoints').selectAll().execute());
  return database.projections.map((projection) => {
    const row = rows.find(({ name }) => name === projection.name);
    const status = statusOf(projection, row);
    // One that the version before lacked is being built beside the others until it is switched in with them.
    return row === undefined && rows.length > 0 ? { ...status, state: 'catching-up' } : status;
  });
}

/** Of the projection that is behind all others; undefined while one is at none. */
export function leastPosition(statuses: readonly ProjectionStatus[]): Position | undefined {
  const positions = statuses.map(({ position }) => position as Position | null);
  if (positions.includes(null)) return undefined;
  return (positions as Position[]).sort(comparePositions)[0];
}
