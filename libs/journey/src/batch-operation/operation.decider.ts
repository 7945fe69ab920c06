import { defined } from '@ledger/plain-data';
import type { Context } from '../context';
import { sameJson } from '../plain-json';
import type {
  AddSelection,
  OperationCommand,
  OperationDecision,
  RecordProgress,
  RequestOperation,
} from './operation.commands';
import {
  OPERATION_CANCEL_REQUESTED,
  OPERATION_CANCELLED,
  OPERATION_COMPLETED,
  OPERATION_PAUSED,
  OPERATION_PROGRESSED,
  OPERATION_REQUESTED,
  OPERATION_RESUMED,
  OPERATION_SELECTED,
} from './operation.events';
import type { OperationEvent, OperationRequested } from './operation.events';
import { hasEnded } from './operation.state';
import type { OperationState } from './operation.state';

const NOTHING: OperationDecision = { kind: 'nothing' };

/** Pure and total. Work done already changes nothing: a runner may repeat what it did before it was killed. */
export function decideOperation(command: OperationCommand, state: OperationState | undefined): OperationDecision {
  if (command.type === 'RequestOperation') {
    if (state === undefined) return accepted({ type: OPERATION_REQUESTED, data: command.request });
    return isSameRequest(command, state) ? NOTHING : reused(state);
  }
  if (state === undefined) return { kind: 'not-found' };
  const earlier = earlierStep(command, state);
  if (earlier !== undefined) return earlier;
  switch (command.type) {
    case 'AddSelection':
      return select(command, state);
    case 'RecordProgress':
      return record(command, state);
    case 'ConcludeOperation':
      return conclude(state);
    case 'PauseOperation':
      if (state.status === 'PAUSED') return NOTHING;
      if (state.status === 'CANCELLING' || hasEnded(state)) return ended(state, 'paused');
      return accepted({ type: OPERATION_PAUSED, data: defined({ reason: command.reason }) });
    case 'ResumeOperation':
      if (state.status === 'CANCELLING' || hasEnded(state)) return ended(state, 'resumed');
      if (state.status !== 'PAUSED') return NOTHING;
      return accepted({ type: OPERATION_RESUMED, data: defined({ reason: command.reason }) });
    case 'CancelOperation':
      if (state.status === 'CANCELLING' || state.status === 'CANCELLED') return NOTHING;
      if (hasEnded(state)) return ended(state, 'cancelled');
      return accepted({ type: OPERATION_CANCEL_REQUESTED, data: defined({ reason: command.reason }) });
  }
}

const STEPS: ReadonlyMap<string, string> = new Map([
  ['PauseOperation', OPERATION_PAUSED],
  ['ResumeOperation', OPERATION_RESUMED],
  ['CancelOperation', OPERATION_CANCEL_REQUESTED],
]);

/** What a command does whose id is known: nothing again, or a refusal if the id stands for something else. */
function earlierStep(
  command: OperationCommand,
  { request, steps = [] }: OperationState,
): OperationDecision | undefined {
  const commandId = 'commandId' in command ? command.commandId : undefined;
  const known = steps.find(([id]) => id === commandId);
  if (known === undefined) return undefined;
  if (known[1] === STEPS.get(command.type)) return NOTHING;
  const reason = `This commandId stands for another change of ${request.operationId}; send a new id with a new request.`;
  return { kind: 'refused', code: 'IDEMPOTENCY_KEY_REUSED', reason };
}

function select({ first, journeys, isLast }: AddSelection, state: OperationState): OperationDecision {
  if (state.status !== 'SELECTING' || first !== state.selected) return NOTHING;
  return accepted({ type: OPERATION_SELECTED, data: { first, journeys, isLast } });
}

/** Accepted also while it is paused or being cancelled: work that was in progress then has a result. */
function record({ from, results }: RecordProgress, state: OperationState): OperationDecision {
  const isNext = state.isSelected && from === state.done && from + results.length <= state.selected;
  if (hasEnded(state) || !isNext || results.length === 0) return NOTHING;
  return accepted({ type: OPERATION_PROGRESSED, data: { from, results } });
}

function conclude({ status, isSelected, selected, done, counts }: OperationState): OperationDecision {
  if (status === 'CANCELLING') return accepted({ type: OPERATION_CANCELLED, data: { left: selected - done } });
  const isThrough = status === 'RUNNING' && isSelected && done === selected;
  return isThrough ? accepted({ type: OPERATION_COMPLETED, data: { counts } }) : NOTHING;
}

/**
 * Whether an operation was requested as it is now. Without a dry run, when its journeys were looked up does not belong to the
 * request; nor is a version that was settled and not named.
 */
function isSameRequest(
  { request: asked, isVersionSettled = false }: RequestOperation,
  { request: known }: OperationState,
): boolean {
  const part = ({ kind, filter, reason, ratePerSecond, target, shown, position, at }: OperationRequested): object =>
    defined({
      kind,
      filter,
      reason,
      ratePerSecond,
      shown,
      target: target && defined(isVersionSettled ? { ...target, version: undefined } : target),
      dryRun: shown === undefined ? undefined : { position, at },
    });
  return sameJson(part(asked) as Context, part(known) as Context);
}

function reused({ request: { operationId, kind } }: OperationState): OperationDecision {
  const what = `This commandId stands for another request, the ${kind} ${operationId}`;
  const reason = `${what}; send a new id with a new request.`;
  return { kind: 'refused', code: 'IDEMPOTENCY_KEY_REUSED', reason };
}

function ended({ status }: OperationState, what: string): OperationDecision {
  const how = status === 'COMPLETED' ? 'is completed' : 'is cancelled';
  return {
    kind: 'refused',
    code: 'OPERATION_ENDED',
    reason: `The operation ${how}, so it cannot be ${what}. Start another one.`,
  };
}

function accepted(event: OperationEvent): OperationDecision {
  return { kind: 'accepted', event };
}
