import { hasEnded, type OperationRequested, type OperationState } from '@ledger/journey';

/** An operation as the resource face shows it. */
export interface OperationView extends Pick<
  OperationRequested,
  'operationId' | 'kind' | 'filter' | 'reason' | 'ratePerSecond' | 'requestedBy'
> {
  readonly target: OperationRequested['target'] | null;
  readonly status: OperationState['status'];
  /** Position and instant as of which its journeys were found. */
  readonly asOf: { readonly position: string; readonly at: string };
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly updatedAt: string;
  readonly endedAt: string | null;
  /** How many journeys the dry run had found; null where there was none. */
  readonly shown: number | null;
  readonly selected: number;
  readonly done: number;
  /** Share of the selected journeys that is dealt with, from 0 to 1; null while they are being selected. */
  readonly progress: number | null;
  /** Journeys a second, since the first ones were dealt with; null before. */
  readonly rate: number | null;
  /** When it will be through at that rate; null where nobody can say. */
  readonly eta: string | null;
  readonly counts: OperationState['counts'];
  readonly codes: OperationState['codes'];
  readonly revision: number;
  /** Of its last event. */
  readonly position: string;
}

export function operationView(state: OperationState, position: string, now: Date): OperationView {
  const { request, status, selected, done, isSelected, startedAt, updatedAt, endedAt } = state;
  const { operationId, kind, filter, reason, ratePerSecond, requestedBy, target, shown } = request;
  const rate = measuredRate(state);
  const leftMs =
    rate === null || status !== 'RUNNING' ? null : ((selected - done) / Math.min(rate, ratePerSecond)) * 1000;
  return {
    ...{ operationId, kind, filter, target: target ?? null, reason, ratePerSecond, requestedBy, status },
    asOf: { position: request.position, at: request.at },
    ...{ requestedAt: state.requestedAt, startedAt, updatedAt, endedAt, shown: shown ?? null, selected, done },
    progress: isSelected ? (selected === 0 ? 1 : done / selected) : null,
    rate,
    eta: leftMs === null ? null : new Date(now.getTime() + leftMs).toISOString(),
    ...{ counts: state.counts, codes: state.codes, revision: Number(state.revision), position },
  };
}

/** The first journeys are dealt with when it is noted that it began: their time is taken for as long as the rate gives. */
function measuredRate(state: OperationState): number | null {
  const { startedAt, updatedAt, endedAt, done, request } = state;
  if (startedAt === null || done === 0) return null;
  const end = hasEnded(state) && endedAt !== null ? endedAt : updatedAt;
  const seconds = (Date.parse(end) - Date.parse(startedAt)) / 1000;
  return Math.round(Math.min(seconds > 0 ? done / seconds : request.ratePerSecond, request.ratePerSecond) * 100) / 100;
}
