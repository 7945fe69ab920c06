import type { StateTimeout, TimeoutChangeRecord, TimeoutOutcome, TimeoutRefusal } from '@ledger/command-handling';
import { Problem } from '../http/problem';

/** A change as the API shows it. */
export type ChangeView = Omit<TimeoutChangeRecord, 'commandId'> & { readonly commandId: string | null };

export type StateTimeoutView = Omit<StateTimeout, 'inForce'> & { readonly inForce: ChangeView | null };

/** What a change came to. */
export interface ChangeReply {
  readonly outcome: 'CHANGED' | 'UNCHANGED';
  readonly change: ChangeView;
  /** Of the change: what queries take as `atLeast`. */
  readonly position: string;
}

export function changeView({ commandId, ...change }: TimeoutChangeRecord): ChangeView {
  return { ...change, commandId: commandId ?? null };
}

export function stateTimeoutView({ inForce, ...state }: StateTimeout): StateTimeoutView {
  return { ...state, inForce: inForce && changeView(inForce) };
}

/** Throws the problem that a refused change is. */
export function changeReply(outcome: TimeoutOutcome): ChangeReply {
  if (outcome.kind === 'refused') throw refused(outcome);
  const { kind, change } = outcome;
  return {
    outcome: kind === 'unchanged' ? 'UNCHANGED' : 'CHANGED',
    change: changeView(change),
    position: change.position,
  };
}

export function refused({ code, reason }: TimeoutRefusal): Problem {
  return new Problem(code, reason);
}
