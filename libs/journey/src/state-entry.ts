import type { CompiledDefinition } from './definition';
import { deadlineOf, instantAfter } from './duration';
import type { StateEntry } from './journey.events';

/**
 * The clock of a state that is entered at `now`: until the session's own duration where one is given, else until the
 * timeout that definition or operations gave the state. A final state has no deadline.
 */
export function stateEntry(
  definition: CompiledDefinition,
  stateId: string,
  now: string,
  maxDurationMs?: number,
): StateEntry {
  if (definition.isFinal(stateId)) return { enteredAt: now };
  if (maxDurationMs !== undefined) return entry(now, instantAfter(now, maxDurationMs), 'session');
  const timeout = definition.timeoutOf(stateId);
  if (timeout === undefined) return { enteredAt: now };
  return entry(now, deadlineOf(now, timeout), definition.timeoutPolicyOf(stateId));
}

function entry(
  enteredAt: string,
  deadline: string | undefined,
  deadlinePolicy: NonNullable<StateEntry['deadlinePolicy']>,
): StateEntry {
  return deadline === undefined ? { enteredAt } : { enteredAt, deadline, deadlinePolicy };
}
