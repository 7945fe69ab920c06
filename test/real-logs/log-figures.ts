import type { Timeline, TimelineEntry } from '@ledger/client';

export interface EdgeFigure {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Seconds from one activity to the next, to three decimals. */
  readonly mean_seconds: number;
  readonly median_seconds: number;
}

/** What process mining says of a log, as `expected.json` has it. */
export interface LogFigures {
  readonly cases: number;
  readonly events: number;
  readonly activities: Readonly<Record<string, { readonly events: number; readonly cases: number }>>;
  readonly variants: number;
  readonly topVariant: { readonly count: number; readonly share: number; readonly activities: readonly string[] };
  readonly directlyFollows: readonly EdgeFigure[];
}

/**
 * Computes the figures from timelines alone: an activity is a state entered by a transition. `openedState` is where
 * every journey begins; no event of the log stands for it.
 */
export function logFigures(timelines: Iterable<Timeline>, openedState: string): LogFigures {
  const activities = new Map<string, { events: number; cases: number }>();
  const variants = new Map<string, number>();
  const dwells = new Map<string, number[]>();
  let cases = 0;
  let events = 0;
  for (const { entries } of timelines) {
    const moves = entries.filter(({ type }) => type === 'JourneyTransitioned');
    const visited = moves.map(({ to }) => String(to));
    cases++;
    events += visited.length;
    for (const activity of visited) count(activities, activity).events++;
    for (const activity of new Set(visited)) count(activities, activity).cases++;
    const variant = JSON.stringify(visited);
    variants.set(variant, (variants.get(variant) ?? 0) + 1);
    for (const move of moves) if (move.from !== openedState) addDwell(dwells, move);
  }
  return {
    cases,
    events,
    activities: Object.fromEntries(activities),
    variants: variants.size,
    topVariant: topOf(variants, cases),
    directlyFollows: [...dwells].map(([edge, ms]) => edgeFigure(edge, ms)),
  };
}

function count(
  activities: Map<string, { events: number; cases: number }>,
  name: string,
): { events: number; cases: number } {
  const found = activities.get(name) ?? { events: 0, cases: 0 };
  activities.set(name, found);
  return found;
}

function addDwell(dwells: Map<string, number[]>, { from, to, dwellMs }: TimelineEntry): void {
  if (dwellMs === null) throw new TypeError(`The transition from ${from} to ${to} has no dwell time.`);
  const edge = JSON.stringify([from, to]);
  const known = dwells.get(edge);
  if (known === undefined) dwells.set(edge, [dwellMs]);
  else known.push(dwellMs);
}

function topOf(variants: ReadonlyMap<string, number>, cases: number): LogFigures['topVariant'] {
  const [top, counted] = [...variants].reduce((best, one) => (one[1] > best[1] ? one : best), ['[]', 0]);
  return { count: counted, share: round(counted / cases, 6), activities: JSON.parse(top) as string[] };
}

function edgeFigure(edge: string, ms: readonly number[]): EdgeFigure {
  const [from, to] = JSON.parse(edge) as [string, string];
  const seconds = ms.map((one) => one / 1_000).sort((a, b) => a - b);
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  return { from, to, count: seconds.length, mean_seconds: round(mean, 3), median_seconds: round(median(seconds), 3) };
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
