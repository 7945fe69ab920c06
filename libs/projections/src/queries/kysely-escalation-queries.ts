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
import { hasStatus } from './escalation-status';
import { inSight, sightKey } from './sight';

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
  { sight, now, status, kind, queue, target, sessionId, definitionId, cursor, limit }: EscalationSearch,
): Promise<Page<EscalationRow>> {
  // Without `now`, which moves on with the clock while a caller pages.
  const search = JSON.stringify(['escalations', sightKey(sight), status, kind, queue, target, sessionId, definitionId]);
  const after = placeOf(search, cursor, 2);
  const filters = {
    'escalations.kind': kind,
    'escalations.queue': queue,
    'escalations.target': target,
    'escalations.session_id': sessionId,
    'escalations.definition_id': definitionId,
  };
  let query = db
    .selectFrom('escalations')
    .leftJoin('journeys', (join) =>
      join
        .onRef('journeys.tenant', '=', 'escalations.tenant')
        .onRef('journeys.session_id', '=', 'escalations.session_id'),
    )
    .select([
      'escalations.escalation_id',
      'escalations.state',
      'escalations.position',
      'escalations.due_order',
      'journeys.state_id as current_state_id',
    ])
    .where(inSight(sight, 'escalations'))
    .where((where) => where.and(defined(filters)));
  if (status !== undefined) query = query.where(hasStatus(status, now));
  if (after !== undefined) {
    query = query.where(sql<boolean>`(escalations.due_order, escalations.escalation_id) > (${sql.join(after)})`);
  }
  const rows = await query
    .orderBy('escalations.due_order')
    .orderBy('escalations.escalation_id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, { limit, search, place: (last) => [last.due_order, last.escalation_id] }, (row) => {
    const state = readState<EscalationState>(row.state);
    const { position, escalation_id: escalationId, current_state_id: currentStateId } = row;
    return {
      tenant: sight.tenant,
      escalationId,
      status: escalationStatusAt(state, now),
      state,
      currentStateId,
      position,
    };
  });
}
