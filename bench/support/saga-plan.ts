const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 10);
const CALLERS = 4;

/** Deadlines that fall due from an instant (epoch milliseconds) on. */
interface Part {
  readonly from: number;
  readonly count: number;
}

/** What the saga is given to do, an hour of its clock apart, while all other journeys wait for weeks. */
export interface SagaPlan {
  readonly steady: Part;
  readonly burst: Part;
  readonly backlog: Part;
  readonly callers: {
    readonly firstJourney: number;
    readonly count: number;
    readonly breathMs: number;
    readonly seconds: number;
  };
  /** Longest time that a part may take. */
  readonly patienceMs: number;
}

export interface SagaSizes {
  /** Deadlines a second while they fall due steadily, and for how long. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly burst: number;
  readonly backlog: number;
}

export function sagaPlan({ perSecond, seconds, burst, backlog }: SagaSizes): SagaPlan {
  const steady = perSecond * seconds;
  return {
    steady: { from: START + HOUR, count: steady },
    burst: { from: START + 2 * HOUR, count: burst },
    backlog: { from: START + 3 * HOUR, count: backlog },
    callers: { firstJourney: steady + burst + backlog, count: CALLERS, breathMs: 5, seconds: 5 },
    patienceMs: 180_000,
  };
}

/** The deadline of a journey: those of the parts first, each burst within one second, then journeys that wait for weeks. */
export function deadlineIn({ steady, burst, backlog }: SagaPlan, { perSecond }: SagaSizes, journey: number): number {
  if (journey < steady.count) return steady.from + Math.floor((journey * 1_000) / perSecond);
  const inBurst = journey - steady.count;
  if (inBurst < burst.count) return burst.from + Math.floor((inBurst * 1_000) / burst.count);
  const inBacklog = inBurst - burst.count;
  if (inBacklog < backlog.count) return backlog.from + Math.floor((inBacklog * 60_000) / backlog.count);
  return START + 10 * DAY + ((inBacklog * 7_919) % (30 * DAY));
}
