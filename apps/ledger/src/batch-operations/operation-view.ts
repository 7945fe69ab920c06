import { hasEnded, type OperationState } from '@ledger/journey';
import type { Operation } from './operation.schemas';

export function operationView(state: OperationState, position: string, now: Date): Operation {
  const { status, selected, done, isSelected, requestedAt, startedAt, updatedAt, endedAt, counts, codes } = state;
  const { operationId, kind, filter, reason, ratePerSecond, requestedBy, target, shown } = state.request;
  const rate = measuredRate(state);
  const leftMs =
    rate === null || status !== 'RUNNING' ? null : ((selected - done) / Math.min(rate, ratePerSecond)) * 1000;
  return {
    operationId,
    kind,
    filter,
    target: target ?? null,
    reason,
    ratePerSecond,
    requestedBy,
    status,
    asOf: { position: state.request.position, at: state.request.at },
    requestedAt,
    startedAt,
    updatedAt,
    endedAt,
    shown: shown ?? null,
    selected,
    done,
    progress: isSelected ? (selected === 0 ? 1 : done / selected) : null,
    rate,
    eta: leftMs === null ? null : new Date(now.getTime() + leftMs).toISOString(),
    counts,
    codes,
    revision: Number(state.revision),
    position,
  };
}

/** The first journeys are done when the start is recorded: their time is taken from the rate that was asked for. */
function measuredRate(state: OperationState): number | null {
  const { startedAt, updatedAt, endedAt, done, request } = state;
  if (startedAt === null || done === 0) return null;
  const end = hasEnded(state) && endedAt !== null ? endedAt : updatedAt;
  const seconds = (Date.parse(end) - Date.parse(startedAt)) / 1000;
  return Math.round(Math.min(seconds > 0 ? done / seconds : request.ratePerSecond, request.ratePerSecond) * 100) / 100;
}
