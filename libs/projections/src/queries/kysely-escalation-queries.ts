import { defined } from '@ledger/plain-data';
import { sql, type Kysely } from 'kysely';
import { escalationStatusAt, type EscalationState, type EscalationStatus } from '@ledger/journey';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import type {
  DueDelivery,
  DueDeliverySearch,
  EscalationFigures,
  EscalationQueries,
  EscalationRow,
  EscalationSearch,
} from './escalation-queries';
import { readState } from '../read-models/stored-state';
import type { Page } from './read-model-queries';
import { pageOf, placeOf } from './cursor';

/** Errors: `InvalidCursorError`, and `ReadModelsUnavailableError` if the database does not answer. */
export class KyselyEscalationQueries implements EscalationQueries {
  constructor(private readonly database: ReadModelDatabase) {}

  escalations(search: EscalationSearch): Promise<Page<EscalationRow>> {
    return this.database.attempt((db) => readEscalations(db, search));
  }

  dueDeliveries({ target, dueBy, limit }: DueDeliverySearch): Promise<readonly DueDelivery[]> {
    return this.database.attempt(async (db) => {
      const due = db
        .selectFrom('escalations')
        .select(['tenant', 'escalation_id', 'target', 'next_attempt_at'])
        .where('next_attempt_at', '<=', dueBy);
      const ofTarget =
        typeof target === 'string'
          ? due.where('target', '=', target)
          : target.otherThan.length === 0
            ? due
            : due.where('target', 'not in', [...target.otherThan]);
      const rows = await ofTarget.orderBy('next_attempt_at').limit(limit).execute();
      return rows.map((row) => ({
        tenant: row.tenant,
        escalationId: row.escalation_id,
        target: row.target ?? '',
        nextAttemptAt: row.next_attempt_at ?? '',
      }));
    });
  }

  escalationFigures(): Promise<readonly EscalationFigures[]> {
    return this.database.attempt(async (db) => {
      const rows = await db
        .selectFrom('escalations')
        .select((row) => [
          'kind',
          'status',
          row.fn.countAll<string | number>().as('count'),
          row.fn.min('requested_at').as('oldest'),
        ])
        .where('status', 'in', ['open', 'claimed', 'delivering', 'dead-lettered'])
        .groupBy(['status', 'kind'])
        .orderBy('kind')
        .orderBy('status')
        .execute();
      return rows.map(({ kind, status, count, oldest }) => ({
        kind,
        status: status as EscalationStatus,
        count: Number(count),
        oldest,
      }));
    });
  }
}

async function readEscalations(
  db: Kysely<ReadModelSchema>,
  { tenant, now, status, kind, queue, target, sessionId, definitionId, cursor, limit }: EscalationSearch,
): Promise<Page<EscalationRow>> {
  // Without `now`, which moves on with the clock while a caller pages.
  const search = JSON.stringify(['escalations', tenant, status, kind, queue, target, sessionId, definitionId]);
  const after = placeOf(search, cursor, 2);
  const filters = { tenant, kind, queue, target, session_id: sessionId, definition_id: definitionId };
  let query = db
    .selectFrom('escalations')
    .selectAll()
    .where((where) => where.and(defined(filters)));
  if (status === 'open') {
    query = query.where((row) =>
      row.or([row('status', '=', 'open'), row.and([row('status', '=', 'claimed'), row('claimed_until', '<=', now)])]),
    );
  } else if (status !== undefined) {
    query = query.where('status', '=', status);
    if (status === 'claimed') query = query.where('claimed_until', '>', now);
  }
  if (after !== undefined) {
    query = query.where(sql<boolean>`(due_order, escalation_id) > (${sql.join(after)})`);
  }
  const rows = await query
    .orderBy('due_order')
    .orderBy('escalation_id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, { limit, search, place: (last) => [last.due_order, last.escalation_id] }, (row) => {
    const state = readState<EscalationState>(row.state);
    const { position, escalation_id: escalationId } = row;
    return { tenant, escalationId, status: escalationStatusAt(state, now), state, position };
  });
}
