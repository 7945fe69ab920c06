import type { FoldableEvent, StoredData } from '../foldable-event';
import { isPlainObject } from '../plain-json';
import {
  JOURNEY_OUTCOMES,
  OPERATION_CANCEL_REQUESTED,
  OPERATION_CANCELLED,
  OPERATION_COMPLETED,
  OPERATION_PAUSED,
  OPERATION_PROGRESSED,
  OPERATION_REQUESTED,
  OPERATION_RESUMED,
  OPERATION_SELECTED,
} from './operation.events';
import type { JourneyOutcome, OperationEvent, OperationRequested } from './operation.events';
import type { OperationState, OperationStatus } from './operation.state';

type Changes = {
  readonly [T in OperationEvent['type']]?: (
    state: OperationState,
    data: StoredData<OperationEvent, T>,
    event: FoldableEvent,
  ) => Partial<OperationState>;
};

const changes: Changes = {
  [OPERATION_SELECTED]: ({ selected, status }, { journeys, isLast }) => ({
    selected: selected + lengthOf(journeys),
    isSelected: isLast === true,
    status: isLast === true && status === 'SELECTING' ? 'RUNNING' : status,
  }),
  [OPERATION_PROGRESSED]: (state, { results }, { occurredAt }) => ({
    ...counted(state, results),
    startedAt: state.startedAt ?? occurredAt,
  }),
  [OPERATION_PAUSED]: (state, _data, event) => ({ ...stepped(state, event), status: 'PAUSED' }),
  [OPERATION_RESUMED]: (state, _data, event) => ({ ...stepped(state, event), status: underWay(state.isSelected) }),
  [OPERATION_CANCEL_REQUESTED]: (state, _data, event) => ({ ...stepped(state, event), status: 'CANCELLING' }),
  [OPERATION_CANCELLED]: (_state, _data, { occurredAt }) => ({ status: 'CANCELLED', endedAt: occurredAt }),
  [OPERATION_COMPLETED]: (_state, _data, { occurredAt }) => ({ status: 'COMPLETED', endedAt: occurredAt }),
};
const changesByType = new Map(Object.entries(changes)) as ReadonlyMap<
  string,
  (state: OperationState, data: object, event: FoldableEvent) => Partial<OperationState>
>;

/** Of an operation that is paused without end, only the newest ids are remembered. */
const MOST_STEPS = 100;

const NO_RESULTS = Object.fromEntries(JOURNEY_OUTCOMES.map((outcome) => [outcome, 0])) as OperationState['counts'];

/** The operation after one more event. Never throws, reads no clock; an unknown event moves the revision only. */
export function evolveOperation(state: OperationState | undefined, event: FoldableEvent): OperationState | undefined {
  const { type, data, revision, occurredAt } = event;
  if (state === undefined) {
    if (type !== OPERATION_REQUESTED || !isRequest(data)) return undefined;
    return {
      request: data,
      status: 'SELECTING',
      selected: 0,
      isSelected: false,
      done: 0,
      counts: NO_RESULTS,
      codes: {},
      requestedAt: occurredAt,
      startedAt: null,
      updatedAt: occurredAt,
      endedAt: null,
      revision,
    };
  }
  const change = isPlainObject(data) ? changesByType.get(type)?.(state, data, event) : undefined;
  return { ...state, ...change, updatedAt: occurredAt, revision };
}

/** The operation that a stream's events give, continuing from `from`. */
export function foldOperation(events: Iterable<FoldableEvent>, from?: OperationState): OperationState | undefined {
  let state = from;
  for (const event of events) state = evolveOperation(state, event);
  return state;
}

function stepped({ steps = [] }: OperationState, { commandId, type }: FoldableEvent): Pick<OperationState, 'steps'> {
  if (commandId === undefined) return {};
  return { steps: [...steps, [commandId, type] as const].slice(-MOST_STEPS) };
}

function underWay(isSelected: boolean): OperationStatus {
  return isSelected ? 'RUNNING' : 'SELECTING';
}

function isRequest(data: unknown): data is OperationRequested {
  return isPlainObject(data) && typeof data['kind'] === 'string' && isPlainObject(data['filter']);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function counted(
  { done, counts: before, codes: codesBefore }: OperationState,
  results: unknown,
): Pick<OperationState, 'done' | 'counts' | 'codes'> {
  const counts: { [outcome in JourneyOutcome]: number } = { ...before };
  const codes = new Map(Object.entries(codesBefore));
  for (const result of (Array.isArray(results) ? results : []) as readonly unknown[]) {
    if (!isPlainObject(result)) continue;
    const outcome = JOURNEY_OUTCOMES.find((known) => known === result['outcome']);
    if (outcome !== undefined) counts[outcome] += 1;
    const code = result['code'];
    if (typeof code === 'string') codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return { done: done + lengthOf(results), counts, codes: Object.fromEntries(codes) };
}
