import { instantText, type PolicyKind } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { Kysely } from 'kysely';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import { pageOf, placeOf } from './cursor';
import type {
  DueReview,
  PolicyQueries,
  PolicyViolationCount,
  PolicyViolationRow,
  PolicyViolationSearch,
} from './policy-queries';
import type { Page } from './read-model-queries';
import { inSight, sightKey } from './sight';

/** Errors: `InvalidCursorError`, and `ReadModelsUnavailableError` if the database does not answer. */
export class KyselyPolicyQueries implements PolicyQueries {
  constructor(private readonly database: ReadModelDatabase) {}

  violations(search: PolicyViolationSearch): Promise<Page<PolicyViolationRow>> {
    return this.database.attempt((db) => readViolations(db, search));
  }

  violationCounts(): Promise<readonly PolicyViolationCount[]> {
    return this.database.attempt(async (db) => {
      const rows = await db
        .selectFrom('policy_violations')
        .select((row) => ['kind', row.fn.countAll<string | number>().as('violations')])
        .groupBy('kind')
        .orderBy('kind')
        .execute();
      return rows.map(({ kind, violations }) => ({ kind: kind as PolicyKind, violations: Number(violations) }));
    });
  }

  dueReviews({ dueBy, limit }: { readonly dueBy: string; readonly limit: number }): Promise<readonly DueReview[]> {
    return this.database.attempt(async (db) => {
      const rows = await db
        .selectFrom('policy_watch')
        .select(['tenant', 'session_id', 'due_ms'])
        .where('due_ms', '<=', Date.parse(dueBy))
        .orderBy('due_ms')
        .orderBy('session_id')
        .orderBy('tenant')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        tenant: row.tenant,
        sessionId: row.session_id,
        due: instantText(Number(row.due_ms)),
      }));
    });
  }
}

async function readViolations(
  db: Kysely<ReadModelSchema>,
  { sight, definitionId, policy, sessionId, customerId, from, to, cursor, limit }: PolicyViolationSearch,
): Promise<Page<PolicyViolationRow>> {
  const search = JSON.stringify(['violations', sightKey(sight), definitionId, policy, sessionId, customerId, from, to]);
  const [before] = placeOf(search, cursor, 1) ?? [];
  const filters = { policy, definition_id: definitionId, session_id: sessionId, customer_id: customerId };
  const rows = await db
    .selectFrom('policy_violations')
    .selectAll()
    .where(inSight(sight, 'policy_violations'))
    .where((where) => where.and(defined(filters)))
    .$if(from !== undefined, (query) => query.where('broken_at', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('broken_at', '<', to ?? ''))
    .$if(before !== undefined, (query) => query.where('entry_position', '<', before ?? ''))
    .orderBy('entry_position', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, { limit, search, place: (last) => [last.entry_position] }, (row) => ({
    sessionId: row.session_id,
    policy: row.policy,
    kind: row.kind as PolicyKind,
    definitionId: row.definition_id,
    definitionVersion: Number(row.definition_version),
    journeyRevision: Number(row.journey_revision),
    brokenAt: row.broken_at,
    deadline: row.deadline,
    stateId: row.state_id,
    customerId: row.customer_id,
    escalationId: row.escalation_id,
    position: row.position,
    recordedAt: row.recorded_at,
  }));
}
