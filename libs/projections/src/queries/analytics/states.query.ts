import { ABORT_TIMEOUT_STATE } from '@ledger/journey';
import { sql, type Kysely } from 'kysely';
import type { DwellFigures, StateFigures } from '../analytics-queries';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { dwellRanks } from '../dwell-ranks';
import { percentile } from '../percentiles';
import { ENTERED_MS, ofVisits, type SqlFilter } from './visit-filter';

const PERCENTS = [50, 90, 95, 99] as const;

interface ClosedRow {
  readonly definition_id: string;
  readonly state_id: string;
  readonly visits: number;
  readonly total_ms: number | null;
}

interface OpenRow {
  readonly definition_id: string;
  readonly definition_version: number;
  readonly state_id: string;
  readonly visits: number;
  readonly final_states: string | null;
}

interface Standing {
  open: number;
  ended: number;
}

/** Figures of every state that was visited, by definition, the most visited first. */
export async function readStates(db: Kysely<ReadModelSchema>, filter: SqlFilter): Promise<readonly StateFigures[]> {
  const condition = ofVisits(filter, ENTERED_MS);
  const closed = await sql<ClosedRow>`
    select v.definition_id, v.state_id, count(v.dwell_ms) as visits, sum(v.dwell_ms) as total_ms
    from ${sql.table('visits')} as v where ${condition}
    group by v.definition_id, v.state_id`.execute(db);
  const standing = await readStanding(db, filter);
  const states: StateFigures[] = [];
  for (const row of closed.rows) {
    const left = Number(row.visits);
    const { open, ended } = standing.get(keyOf(row)) ?? { open: 0, ended: 0 };
    const state = sql<boolean>`${condition} and v.definition_id = ${row.definition_id} and v.state_id = ${row.state_id}
      and v.dwell_ms is not null`;
    const at = left === 0 ? undefined : await dwellRanks(db, state, left, PERCENTS);
    states.push({
      definitionId: row.definition_id,
      state: row.state_id,
      visits: left + open + ended,
      left,
      open,
      ended,
      dwell: at === undefined ? null : dwellFigures(left, Number(row.total_ms), at),
    });
  }
  return states.sort((a, b) => b.visits - a.visits || compare(keyOfFigures(a), keyOfFigures(b)));
}

/** Visits that last, by whether the state is final in its version of the definition. */
async function readStanding(db: Kysely<ReadModelSchema>, filter: SqlFilter): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await sql<OpenRow>`
    select o.*, d.final_states from (
      select v.tenant, v.definition_id, v.definition_version, v.state_id, count(*) as visits
      from ${sql.table('visits')} as v
      where ${ofVisits(filter, ENTERED_MS)} and v.next_state is null and v.dwell_ms is null
      group by v.tenant, v.definition_id, v.definition_version, v.state_id
    ) as o left join ${sql.table('definitions')} as d
      on d.tenant = o.tenant and d.definition_id = o.definition_id and d.version = o.definition_version`.execute(db);
  const standing = new Map<string, Standing>();
  for (const row of rows) {
    const found = standing.get(keyOf(row)) ?? { open: 0, ended: 0 };
    standing.set(keyOf(row), found);
    const finalStates = JSON.parse(row.final_states ?? '[]') as readonly string[];
    const isFinal = row.state_id === ABORT_TIMEOUT_STATE || finalStates.includes(row.state_id);
    found[isFinal ? 'ended' : 'open'] += Number(row.visits);
  }
  return standing;
}

function dwellFigures(count: number, totalMs: number, at: ReadonlyMap<number, number>): DwellFigures {
  return {
    totalMs,
    meanMs: totalMs / count,
    p50Ms: percentile(count, 50, at),
    p90Ms: percentile(count, 90, at),
    p95Ms: percentile(count, 95, at),
    p99Ms: percentile(count, 99, at),
  };
}

function keyOf({ definition_id, state_id }: { readonly definition_id: string; readonly state_id: string }): string {
  return JSON.stringify([definition_id, state_id]);
}

function keyOfFigures({ definitionId, state }: StateFigures): string {
  return JSON.stringify([definitionId, state]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
