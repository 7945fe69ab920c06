import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { openDeadlinesProjection } from '../../read-models/open-deadlines.projection';
import type { MovedDeadline, TimeoutPreview, TimeoutPreviewQuestion } from '../timeout-preview';
import { recomputedDue } from '../../read-models/timing/changed-deadlines';
import { recomputedDeadlines } from '../../read-models/timing/recomputed-deadlines';
import { isOf, namesOf, placesOfState } from '../../read-models/timing/waiting-places';
import { inSight } from '../sight';

const SAMPLE = 10;

interface TotalRow {
  readonly position: string | null;
  readonly waiting: number;
  readonly moved: number | null;
  readonly aborting: number | null;
  /** First and last new deadline of the total, old and new one of a journey of the sample. */
  readonly first_ms: number | null;
  readonly last_ms: number | null;
}

interface SampleRow extends Pick<TotalRow, 'first_ms' | 'last_ms'> {
  readonly session_id: string;
  readonly entered_ms: number;
}

/** Computes what a change would do as the change itself does. One statement, so that all of it is of one position. */
export async function readTimeoutPreview(
  db: Kysely<ReadModelSchema>,
  { sight, definitionId, stateId, rules, now }: TimeoutPreviewQuestion,
): Promise<TimeoutPreview> {
  const places = await placesOfState(db, { tenant: sight.tenant, definitionId, stateId });
  const at = sql`cast(${sql.lit(Date.parse(now))} as bigint)`;
  const recomputed = places.map((place) => {
    const waits = sql`select session_id, entered_ms, since_ms, own_ms, own_policy as policy,
        due_ms as old_ms, is_frozen as was_frozen
      from ${sql.table('open_deadlines')} where ${isOf(place)} and ${inSight(sight, 'open_deadlines')}`;
    return recomputedDeadlines({ waits, kept: ['session_id', 'old_ms', 'was_frozen'] }, rules, namesOf(place));
  });
  const { rows } = await sql<TotalRow & SampleRow>`
    with compared as (
      select session_id, entered_ms, old_ms as due_ms, new_ms,
        case when old_ms is distinct from new_ms or was_frozen <> frozen then 1 else 0 end as moves
      from (
        select session_id, entered_ms, old_ms, was_frozen, frozen, ${recomputedDue} as new_ms
        from (${sql.join(recomputed, sql` union all `)}) as recomputed
      ) as r
    ),
    first_moved as (
      select session_id, entered_ms, due_ms, new_ms from compared where moves = 1
      order by new_ms is null, new_ms, session_id limit ${sql.lit(SAMPLE)}
    )
    select
      (select position from projection_checkpoints where name = ${openDeadlinesProjection.name}) as position,
      count(*) as waiting, sum(moves) as moved,
      sum(case when new_ms <= ${at} and (due_ms is null or due_ms > ${at}) then 1 else 0 end) as aborting,
      cast(null as text) as session_id, cast(null as bigint) as entered_ms,
      min(case when moves = 1 then new_ms end) as first_ms, max(case when moves = 1 then new_ms end) as last_ms
    from compared
    union all
    select null, 0, null, null, session_id, entered_ms, due_ms, new_ms from first_moved`.execute(db);
  const total = rows.find(({ session_id: sessionId }) => sessionId === null);
  const sample = rows.filter((row) => row !== total).sort(bySampleOrder);
  return {
    position: total?.position ?? null,
    waiting: Number(total?.waiting ?? 0),
    moved: Number(total?.moved ?? 0),
    abortingAtOnce: Number(total?.aborting ?? 0),
    earliest: instant(total?.first_ms ?? null),
    latest: instant(total?.last_ms ?? null),
    sample: sample.map(movedDeadline),
  };
}

/** The rows of a union come in no order. */
function bySampleOrder(one: SampleRow, other: SampleRow): number {
  const [due, otherDue] = [one, other].map(({ last_ms: ms }) => (ms === null ? Infinity : Number(ms)));
  if (due !== otherDue) return (due ?? 0) < (otherDue ?? 0) ? -1 : 1;
  return one.session_id < other.session_id ? -1 : 1;
}

function movedDeadline(row: SampleRow): MovedDeadline {
  return {
    sessionId: row.session_id,
    enteredAt: new Date(Number(row.entered_ms)).toISOString(),
    deadline: instant(row.first_ms),
    newDeadline: instant(row.last_ms),
  };
}

function instant(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(Number(milliseconds)).toISOString();
}
