import { ABORT_TIMEOUT_STATE, type DefinitionDocument } from '@ledger/journey';
import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { StuckQuestion, StuckRules } from '../stuck-journeys';
import { dwellRanks } from '../dwell-ranks';
import { percentile } from '../percentiles';
import { inSight, type Sight } from '../sight';

interface Version {
  readonly definitionId: string;
  readonly version: number;
  readonly states: readonly string[];
  readonly finalStates: readonly string[];
}

/** Computes the figures by which journeys are stuck now: medians of states, and the states of the newest definitions. */
export async function readStuckRules(db: Kysely<ReadModelSchema>, question: StuckQuestion): Promise<StuckRules> {
  const { kinds, slowerThan, now } = question;
  const versions = await readVersions(db, question);
  const medians = kinds.includes('slow') ? await readMedians(db, question.sight, versions) : [];
  return { now, kinds, slowerThan, medians, newest: kinds.includes('orphaned') ? newestOf(versions) : [] };
}

/** Oldest first, definition by definition. */
async function readVersions(
  db: Kysely<ReadModelSchema>,
  { sight, definitionId }: StuckQuestion,
): Promise<readonly Version[]> {
  const rows = await db
    .selectFrom('definitions')
    .select(['definition_id', 'version', 'document', 'final_states'])
    .where(inSight(sight, 'definitions'))
    .$if(definitionId !== undefined, (query) => query.where('definition_id', '=', definitionId ?? ''))
    .orderBy('definition_id')
    .orderBy('version')
    .execute();
  return rows.map((row) => ({
    definitionId: row.definition_id,
    version: Number(row.version),
    states: Object.keys((JSON.parse(row.document) as DefinitionDocument).states),
    finalStates: JSON.parse(row.final_states) as readonly string[],
  }));
}

function newestOf(versions: readonly Version[]): StuckRules['newest'] {
  const byId = new Map<string, Version[]>();
  for (const version of versions) byId.set(version.definitionId, [...(byId.get(version.definitionId) ?? []), version]);
  return [...byId.values()].flatMap((all) => {
    const newest = all.at(-1);
    if (newest === undefined || all.length === 1) return [];
    const { definitionId, version, states } = newest;
    return [{ definitionId, version, states: [...new Set([...states, ABORT_TIMEOUT_STATE])] }];
  });
}

/** Of the states in which a journey can wait under some version, those that a journey has ever left by itself. */
async function readMedians(
  db: Kysely<ReadModelSchema>,
  sight: Sight,
  versions: readonly Version[],
): Promise<StuckRules['medians']> {
  const states = new Map(
    versions.flatMap(({ definitionId, states: all, finalStates }) =>
      all
        .filter((stateId) => !finalStates.includes(stateId))
        .map((stateId) => [JSON.stringify([definitionId, stateId]), { definitionId, stateId }] as const),
    ),
  );
  const medians: StuckRules['medians'][number][] = [];
  for (const { definitionId, stateId } of states.values()) {
    // A migration ends a visit but not the wait: the shortened time is not what the state takes. Nor are times of an
    // imported log, whose events may all have been written at once.
    const condition = sql<boolean>`${inSight(sight, 'v')} and v.definition_id = ${definitionId}
      and v.state_id = ${stateId} and v.next_state is not null and v.dwell_ms is not null and v.actor_kind <> 'import'`;
    const { rows } = await sql<{ visits: number }>`
      select count(*) as visits from ${sql.table('visits')} as v where ${condition}`.execute(db);
    const visits = Number(rows[0]?.visits ?? 0);
    if (visits === 0) continue;
    const medianMs = percentile(visits, 50, await dwellRanks(db, condition, visits, [50]));
    medians.push({ definitionId, stateId, medianMs, visits });
  }
  return medians;
}
