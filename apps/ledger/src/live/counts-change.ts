import type { LiveCountsMessage, StateCount } from './live-counts.schemas';

/** All figures at one time. */
export type CountsSnapshot = Omit<LiveCountsMessage, 'kind'>;

/** What changed from one reading to the next, with the figures as they are now; undefined if nothing did. */
export function changedCounts(before: CountsSnapshot, after: CountsSnapshot): LiveCountsMessage | undefined {
  const known = new Map(before.states.map((state) => [keyOf(state), state]));
  const states: StateCount[] = [];
  for (const state of after.states) {
    const earlier = known.get(keyOf(state));
    known.delete(keyOf(state));
    if (earlier?.journeys !== state.journeys || earlier.overdue !== state.overdue) states.push(state);
  }
  for (const left of known.values()) states.push({ ...left, journeys: 0, overdue: 0 });
  const isSame =
    states.length === 0 &&
    before.position === after.position &&
    before.overdueEscalations === after.overdueEscalations &&
    before.refusedLastHour === after.refusedLastHour &&
    before.refusedJourneysLastHour === after.refusedJourneysLastHour &&
    before.lagEvents === after.lagEvents &&
    before.lagSeconds === after.lagSeconds;
  return isSame ? undefined : { ...after, kind: 'update', states };
}

function keyOf({ definitionId, version, stateId }: StateCount): string {
  return JSON.stringify([definitionId, version, stateId]);
}
