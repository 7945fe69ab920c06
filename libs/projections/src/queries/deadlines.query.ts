import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../database/read-model-schema';
import { InvalidCursorError } from '../errors';
import type { OpenDeadline, Page } from '../read-model-queries';
import { decodeCursor, encodeCursor } from './cursor';

export interface DeadlineSearch {
  /** All tenants where absent. */
  readonly tenant?: string;
  /** RFC 3339, inclusive; all deadlines where absent. */
  readonly dueBy?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** One page of open deadlines, earliest first. Throws `InvalidCursorError`. */
export async function readDeadlines(
  db: Kysely<ReadModelSchema>,
  { tenant, dueBy, cursor, limit }: DeadlineSearch,
): Promise<Page<OpenDeadline>> {
  // `dueBy` moves on with the clock while a caller pages, and so is no part of what a cursor belongs to.
  const search = JSON.stringify(['deadlines', tenant]);
  const after = cursor === undefined ? undefined : keyOf(decodeCursor(search, cursor));
  const rows = await db
    .selectFrom('open_deadlines')
    .selectAll()
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant ?? ''))
    .$if(dueBy !== undefined, (query) => query.where('deadline', '<=', dueBy ?? ''))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(deadline, tenant, session_id) > (${sql.join(after ?? [])})`),
    )
    .orderBy('deadline')
    .orderBy('tenant')
    .orderBy('session_id')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit).map((row) => ({
    tenant: row.tenant,
    sessionId: row.session_id,
    definitionId: row.definition_id,
    stateId: row.state_id,
    enteredRevision: BigInt(row.entered_revision),
    enteredAt: row.entered_at,
    deadline: row.deadline,
  }));
  const last = shown.at(-1);
  if (rows.length <= limit || last === undefined) return { rows: shown };
  return { rows: shown, nextCursor: encodeCursor(search, [last.deadline, last.tenant, last.sessionId]) };
}

function keyOf(key: readonly string[]): readonly string[] {
  if (key.length !== 3) throw new InvalidCursorError();
  return key;
}
