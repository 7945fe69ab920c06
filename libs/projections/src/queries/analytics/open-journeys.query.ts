import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { currentStateProjection } from '../../read-models/current-state.projection';
import { allOf, compare } from '../conditions';
import type { OpenJourneys, OpenJourneysQuestion } from '../open-journeys';
import { inSight } from '../sight';

const SAMPLE = 10;

interface Row {
  readonly position: string | null;
  /** Of a count null, of a journey of the sample its own. */
  readonly session_id: string | null;
  readonly state_id: string | null;
  readonly version: number | null;
  readonly entered_at: string | null;
  readonly started_position: string | null;
  readonly journeys: number;
}

/** One statement, so that all of it is of one position. */
export async function readOpenJourneys(
  db: Kysely<ReadModelSchema>,
  { sight, definitionId, version, states }: OpenJourneysQuestion,
): Promise<OpenJourneys> {
  const condition = allOf([
    inSight(sight, 'journeys'),
    sql<boolean>`definition_id = ${definitionId} and status = 'ACTIVE'`,
    compare('definition_version', '=', version),
    states !== undefined && sql<boolean>`state_id in (${states.length === 0 ? sql`null` : sql.join(states)})`,
  ]);
  const { rows } = await sql<Row>`
    with chosen as (
      select session_id, state_id, definition_version as version, entered_at, started_position
      from ${sql.table('journeys')} where ${condition}
    )
    select (select position from projection_checkpoints where name = ${currentStateProjection.name}) as position,
      null as session_id, null as state_id, cast(null as bigint) as version, null as entered_at,
      null as started_position, 0 as journeys
    union all
    select null, null, state_id, null, null, null, count(*) from chosen group by state_id
    union all
    select null, session_id, state_id, version, entered_at, started_position, 1
    from (select * from chosen order by started_position limit ${sql.lit(SAMPLE)}) as first_chosen`.execute(db);
  const counts = rows.flatMap(({ session_id: sessionId, state_id: stateId, journeys }) =>
    sessionId === null && stateId !== null ? [{ stateId, journeys: Number(journeys) }] : [],
  );
  return {
    position: rows.find(({ position }) => position !== null)?.position ?? null,
    count: counts.reduce((sum, { journeys }) => sum + journeys, 0),
    states: counts.sort((one, other) => other.journeys - one.journeys || (one.stateId < other.stateId ? -1 : 1)),
    sample: sampleOf(rows),
  };
}

/** The rows of a union come in no order. */
function sampleOf(rows: readonly Row[]): OpenJourneys['sample'] {
  const journeys = rows.filter(({ session_id: sessionId }) => sessionId !== null);
  return journeys
    .sort((one, other) => ((one.started_position ?? '') < (other.started_position ?? '') ? -1 : 1))
    .map((row) => ({
      sessionId: row.session_id ?? '',
      version: Number(row.version),
      stateId: row.state_id ?? '',
      enteredAt: row.entered_at ?? '',
    }));
}
