import { instantText } from '@ledger/journey';
import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { InvalidCursorError } from '../../database/errors';
import type { DeadlineSearch, OpenDeadline, Page } from '../read-model-queries';
import { pageOf, placeOf } from '../cursor';
import { inSight, sightKey } from '../sight';
import { allOf } from '../conditions';

/** One page of open deadlines by all current rules, earliest first. Throws `InvalidCursorError`. */
export async function readDeadlines(
  db: Kysely<ReadModelSchema>,
  { sight, dueBy, cursor, limit }: DeadlineSearch,
): Promise<Page<OpenDeadline>> {
  // Without `dueBy`, which moves on with the clock while a caller pages.
  const search = JSON.stringify(['deadlines', sight && sightKey(sight)]);
  const place = placeOf(search, cursor, 3);
  const after = place && keyOf(place);
  const rows = await db
    .selectFrom('open_deadlines')
    // Only what is shown: the saga reads pages by the hundred, and the driver makes an object of every value.
    .select(['tenant', 'session_id', 'definition_id', 'state_id', 'entered_revision', 'entered_ms', 'due_ms'])
    .where('due_ms', 'is not', null)
    .where(allOf([sight && inSight(sight, 'open_deadlines')]))
    .$if(dueBy !== undefined, (query) => query.where('due_ms', '<=', Date.parse(dueBy ?? '')))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(due_ms, session_id, tenant) > (${sql.join(after ?? [])})`),
    )
    .orderBy('due_ms')
    .orderBy('session_id')
    .orderBy('tenant')
    .limit(limit + 1)
    .execute();
  const placeAfter = (last: (typeof rows)[number]): readonly string[] => [
    String(last.due_ms),
    last.session_id,
    last.tenant,
  ];
  return pageOf(rows, { limit, search, place: placeAfter }, (row) => ({
    tenant: row.tenant,
    sessionId: row.session_id,
    definitionId: row.definition_id,
    stateId: row.state_id,
    enteredRevision: BigInt(row.entered_revision),
    enteredAt: new Date(Number(row.entered_ms)).toISOString(),
    deadline: instantText(Number(row.due_ms)),
  }));
}

function keyOf([due, ...rest]: readonly string[]): readonly (string | number)[] {
  if (!Number.isSafeInteger(Number(due))) throw new InvalidCursorError();
  return [Number(due), ...rest];
}
