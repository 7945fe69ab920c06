import { mayUse } from '@ledger/access';
import type { EscalationCounts, RefusalCounts } from '@ledger/projections';
import type { CountsSnapshot } from './counts-change';

/** What was read for all followers: the states of all definitions, and what of the rest differs by definition. */
export interface CountsReading extends Pick<CountsSnapshot, 'at' | 'position' | 'states' | 'lagEvents' | 'lagSeconds'> {
  readonly refusals: readonly RefusalCounts[];
  readonly overdueEscalations: readonly EscalationCounts[];
}

/** The figures of a reading for those who may read these definitions; undefined: all. */
export function snapshotOf(reading: CountsReading, definitions: ReadonlySet<string> | undefined): CountsSnapshot {
  const { refusals, overdueEscalations, states: all, ...rest } = reading;
  const isOwn = ({ definitionId }: { readonly definitionId: string }): boolean => mayUse({ definitions }, definitionId);
  const states = all.filter(isOwn);
  const refused = refusals.filter(isOwn);
  const active = states.filter(({ final }) => !final);
  return {
    ...rest,
    states,
    journeys: sum(states, 'journeys'),
    active: sum(active, 'journeys'),
    overdue: sum(states, 'overdue'),
    overdueEscalations: sum(overdueEscalations.filter(isOwn), 'escalations'),
    refusedLastHour: sum(refused, 'commands'),
    refusedJourneysLastHour: sum(refused, 'journeys'),
  };
}

function sum<Figure extends string>(rows: readonly Readonly<Record<Figure, number>>[], figure: Figure): number {
  return rows.reduce((total, row) => total + row[figure], 0);
}
