import { sql, type Kysely } from 'kysely';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import type { OperationsRow } from '../database/tables/operations.table';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import type { OperationQueries, OperationRow, OperationSearch } from './operation-queries';
import { readState } from '../read-models/stored-state';
import type { Page } from './read-model-queries';
import { pageOf, placeOf } from './cursor';
import { inSight, sightKey, type Sight } from './sight';

/** Errors: `InvalidCursorError`, and `ReadModelsUnavailableError` if the database does not answer. */
export class KyselyOperationQueries implements OperationQueries {
  constructor(private readonly database: ReadModelDatabase) {}

  operations(search: OperationSearch): Promise<Page<OperationRow>> {
    return this.database.attempt((db) => readOperations(db, search));
  }

  operation(sight: Sight, operationId: string): Promise<OperationRow | undefined> {
    return this.database.attempt(async (db) => {
      const row = await db
        .selectFrom('operations')
        .select(['tenant', 'operation_id', 'state', 'position'])
        .where(inSight(sight, 'operations'))
        .where('operation_id', '=', operationId)
        .executeTakeFirst();
      return row && operationRow(row);
    });
  }

  operationsUnderWay(limit: number): Promise<readonly Pick<OperationRow, 'tenant' | 'operationId'>[]> {
    return this.database.attempt(async (db) => {
      const rows = await db
        .selectFrom('operations')
        .select(['tenant', 'operation_id'])
        .where('status', 'in', ['SELECTING', 'RUNNING', 'CANCELLING'])
        .orderBy('requested_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ tenant: row.tenant, operationId: row.operation_id }));
    });
  }
}

async function readOperations(
  db: Kysely<ReadModelSchema>,
  { sight, status, cursor, limit }: OperationSearch,
): Promise<Page<OperationRow>> {
  const search = JSON.stringify(['operations', sightKey(sight), status]);
  const after = placeOf(search, cursor, 2);
  let query = db
    .selectFrom('operations')
    .select(['tenant', 'operation_id', 'requested_at', 'state', 'position'])
    .where(inSight(sight, 'operations'));
  if (status !== undefined) query = query.where('status', '=', status);
  if (after !== undefined) query = query.where(sql<boolean>`(requested_at, operation_id) < (${sql.join(after)})`);
  const rows = await query
    .orderBy('requested_at', 'desc')
    .orderBy('operation_id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, { limit, search, place: (last) => [last.requested_at, last.operation_id] }, operationRow);
}

function operationRow(row: Pick<OperationsRow, 'tenant' | 'operation_id' | 'state' | 'position'>): OperationRow {
  const { tenant, operation_id: operationId, position } = row;
  return { tenant, operationId, state: readState(row.state), position };
}
