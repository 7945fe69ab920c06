import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { JOURNEY_RESULTS, type JourneyResult } from '../../read-models/journey-result';
import { journeyWays, placeIn, type JourneyWay } from './journey-ways';
import type { SqlFilter } from './visit-filter';

/** What became of a journey, as a funnel tells them apart. */
export const FATES = ['open', 'completedElsewhere', 'failed', 'abandoned'] as const;
export type Fate = (typeof FATES)[number];

const FATE_OF: Readonly<Record<JourneyResult, Fate>> = {
  open: 'open',
  success: 'completedElsewhere',
  completed: 'completedElsewhere',
  failure: 'failed',
  abandoned: 'abandoned',
};

/** More than a funnel has steps; few enough for every instant of four-digit years to stay a whole number. */
const PACKED_STATES = 32;

/** The visit in a packed number: which of the states asked for, and when it was entered (milliseconds since 1970). */
export function visitOf(packed: number): { readonly stateIndex: number; readonly enteredMs: number } {
  const enteredMs = Math.floor(packed / PACKED_STATES);
  return { stateIndex: packed - enteredMs * PACKED_STATES, enteredMs };
}

/**
 * A journey's visits of the funnel's states, each packed into one number (`visitOf`), and last its fate, as its place in
 * `FATES`.
 * @param states each one once, at most 20.
 */
export function funnelWays(
  db: Kysely<ReadModelSchema>,
  filter: SqlFilter,
  states: readonly string[],
  journeysAtOnce?: number,
): AsyncGenerator<readonly JourneyWay[]> {
  const fates = JOURNEY_RESULTS.map(
    (result) => sql`when ${sql.lit(result)} then ${sql.lit(String(FATES.indexOf(FATE_OF[result])))}`,
  );
  const numbers = {
    visit: sql<
      string | null
    >`cast(v.entered_ms * ${sql.lit(PACKED_STATES)} + ${placeIn(sql`v.state_id`, states)} as text)`,
    journey: sql<string>`case p.outcome ${sql.join(fates, sql` `)} end`,
  };
  return journeyWays(db, filter, numbers, journeysAtOnce);
}
