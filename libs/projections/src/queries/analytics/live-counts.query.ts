import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { journeyCountsProjection } from '../../read-models/journey-counts.projection';
import type { LiveCounts, LiveCountsQuestion } from '../live-counts';
import { hasStatus } from '../escalation-status';
import { inSight } from '../sight';

const HOUR_MS = 3_600_000;

type Kind = 'journeys' | 'overdue' | 'refused' | 'refused-journeys' | 'escalations' | 'position';

interface Row {
  readonly kind: Kind;
  readonly definition_id: string | null;
  readonly version: number | null;
  readonly state_id: string | null;
  readonly figure: number;
  readonly position: string | null;
}

/**
 * One statement, so that all of it is of one position. What it reads grows with states and overdue journeys, not with all
 * of them: `cross join` makes SQLite begin with the deadlines that have passed, where it would look up each journey's.
 */
export async function readLiveCounts(
  db: Kysely<ReadModelSchema>,
  { sight, now }: LiveCountsQuestion,
): Promise<LiveCounts> {
  const instant = Date.parse(now);
  const refusedThen = sql`${sql.table('refusals')}
    where ${inSight(sight, 'refusals')} and refused_ms > ${instant - HOUR_MS} and refused_ms <= ${instant}`;
  const { rows } = await sql<Row>`
    select 'journeys' as kind, definition_id, definition_version as version, state_id, journeys as figure, null as position
    from ${sql.table('journey_counts')} where ${inSight(sight, 'journey_counts')}
    union all
    select 'overdue', j.definition_id, j.definition_version, j.state_id, count(*), null
    from ${sql.table('open_deadlines')} as w cross join ${sql.table('journeys')} as j
    where w.due_ms <= ${instant} and ${inSight(sight, 'w')} and j.tenant = w.tenant and j.session_id = w.session_id
    group by j.definition_id, j.definition_version, j.state_id
    union all
    select 'refused', definition_id, null, null, count(*), null from ${refusedThen} group by definition_id
    union all
    select 'refused-journeys', definition_id, null, null, count(distinct journey_position), null from ${refusedThen}
    group by definition_id
    union all
    select 'escalations', definition_id, null, null, count(*), null from ${sql.table('escalations')}
    where ${inSight(sight, 'escalations')} and ${hasStatus('overdue', now)} group by definition_id
    union all
    select 'position', null, null, null, 0, position from projection_checkpoints
    where name = ${journeyCountsProjection.name}`.execute(db);
  const figuresOf = (wanted: Kind): ReadonlyMap<string, number> =>
    new Map(rows.filter(({ kind }) => kind === wanted).map((row) => [keyOf(row), Number(row.figure)]));
  const [overdue, refused, refusedJourneys] = [
    figuresOf('overdue'),
    figuresOf('refused'),
    figuresOf('refused-journeys'),
  ];
  return {
    position: rows.find(({ kind }) => kind === 'position')?.position ?? null,
    states: rows
      .filter(({ kind }) => kind === 'journeys')
      .map((row) => ({
        definitionId: row.definition_id ?? '',
        version: Number(row.version),
        stateId: row.state_id ?? '',
        journeys: Number(row.figure),
        overdue: overdue.get(keyOf(row)) ?? 0,
      })),
    refusals: rows
      .filter(({ kind }) => kind === 'refused')
      .map((row) => ({
        definitionId: row.definition_id ?? '',
        commands: refused.get(keyOf(row)) ?? 0,
        journeys: refusedJourneys.get(keyOf(row)) ?? 0,
      })),
    overdueEscalations: rows
      .filter(({ kind }) => kind === 'escalations')
      .map((row) => ({ definitionId: row.definition_id ?? '', escalations: Number(row.figure) })),
  };
}

function keyOf({ definition_id, version, state_id }: Row): string {
  return JSON.stringify([definition_id, Number(version), state_id]);
}
