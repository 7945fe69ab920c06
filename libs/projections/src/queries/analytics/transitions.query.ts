import { sql, type Kysely } from 'kysely';
import type { TransitionFigures } from '../analytics-queries';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { dwellRanks } from '../dwell-ranks';
import { percentile } from '../percentiles';
import { ofMoves, type SqlFilter } from './visit-filter';

const PERCENTS = [50, 95] as const;

interface EdgeRow {
  readonly definition_id: string;
  readonly state_id: string;
  readonly next_state: string;
  readonly moves: number;
  readonly total_ms: number;
}

/** Directly-follows figures, the most frequent first. */
export async function readTransitions(
  db: Kysely<ReadModelSchema>,
  filter: SqlFilter,
): Promise<readonly TransitionFigures[]> {
  const condition = ofMoves(filter);
  const { rows } = await sql<EdgeRow>`
    select v.definition_id, v.state_id, v.next_state, count(*) as moves, sum(v.dwell_ms) as total_ms
    from ${sql.table('visits')} as v where ${condition}
    group by v.definition_id, v.state_id, v.next_state
    order by moves desc, v.definition_id, v.state_id, v.next_state`.execute(db);
  const leaving = movesByState(rows);
  const edges: TransitionFigures[] = [];
  for (const { definition_id, state_id, next_state, moves, total_ms } of rows) {
    const count = Number(moves);
    const edge = sql<boolean>`${condition} and v.definition_id = ${definition_id} and v.state_id = ${state_id}
      and v.next_state = ${next_state}`;
    const at = await dwellRanks(db, edge, count, PERCENTS);
    edges.push({
      definitionId: definition_id,
      from: state_id,
      to: next_state,
      count,
      share: count / (leaving.get(keyOf(definition_id, state_id)) ?? count),
      meanMs: Number(total_ms) / count,
      medianMs: percentile(count, 50, at),
      p95Ms: percentile(count, 95, at),
    });
  }
  return edges;
}

function movesByState(rows: readonly EdgeRow[]): ReadonlyMap<string, number> {
  const moves = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row.definition_id, row.state_id);
    moves.set(key, (moves.get(key) ?? 0) + Number(row.moves));
  }
  return moves;
}

function keyOf(definitionId: string, stateId: string): string {
  return JSON.stringify([definitionId, stateId]);
}
