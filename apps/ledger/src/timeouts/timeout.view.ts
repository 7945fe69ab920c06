import type { StateTimeout, TimeoutChangeRecord, TimeoutOutcome, TimeoutRefusal } from '@ledger/command-handling';
import { defined } from '@ledger/plain-data';
import { Problem } from '../http/problem';
import type { StateOfDefinition, TimeoutChange, TimeoutChangeReply } from './timeout.schemas';

export function changeView({ commandId, fingerprint: _, type, ...change }: TimeoutChangeRecord): TimeoutChange {
  return { ...change, type: type as TimeoutChange['type'], commandId: commandId ?? null };
}

export function stateTimeoutView({ inForce, ...state }: StateTimeout): StateOfDefinition {
  return { ...state, inForce: inForce && changeView(inForce) };
}

/** Throws the problem that a refused change is. */
export function changeReply(outcome: TimeoutOutcome): TimeoutChangeReply {
  if (outcome.kind === 'refused') throw refused(outcome);
  const { kind, change } = outcome;
  return {
    outcome: kind === 'unchanged' ? 'UNCHANGED' : 'CHANGED',
    change: changeView(change),
    position: change.position,
  };
}

export function refused({ code, reason, abortingAtOnce }: TimeoutRefusal): Problem {
  return new Problem(code, reason, { members: defined({ abortingAtOnce }) });
}
