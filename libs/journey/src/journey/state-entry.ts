import { defined } from '@ledger/plain-data';
import type { CompiledDefinition } from '../definition/definition';
import { deadlineOf, instantAfter } from '../timing/duration';
import type { CommandMode } from './journey.commands';
import type { StateEntry } from './journey.events';
import { planFor } from '../timing/effective-deadline';

/** What a command says of the state that it enters. */
export interface EntryTerms {
  readonly mode?: CommandMode;
  /** The session's own timeout, in milliseconds. */
  readonly maxDurationMs?: number;
}

/**
 * The clock of a state that is entered at `now`: until the session's own duration where one is given, else until the
 * timeout that definition or operations gave the state. A final state has no deadline. A pause of the tenant is not
 * counted here: nobody knows yet when it ends. With it the escalation that entering the state asks for. A state that
 * history entered has neither a live deadline nor an escalation.
 */
export function stateEntry(
  definition: CompiledDefinition,
  stateId: string,
  now: string,
  { mode, maxDurationMs }: EntryTerms = {},
): StateEntry {
  const timed = timedEntry(definition, stateId, now, maxDurationMs);
  if (mode === 'history') return historicalEntry(timed, definition.isFinal(stateId));
  const { states } = definition.document;
  const escalation = Object.hasOwn(states, stateId) ? states[stateId]?.escalation : undefined;
  return {
    ...timed,
    ...(escalation === undefined ? {} : { escalation }),
  };
}

function historicalEntry({ enteredAt, deadline }: StateEntry, isFinal: boolean): StateEntry {
  if (isFinal) return { enteredAt };
  return defined({ enteredAt, historicalDeadline: deadline, deadlinePolicy: 'session' as const });
}

function timedEntry(
  definition: CompiledDefinition,
  stateId: string,
  now: string,
  maxDurationMs: number | undefined,
): StateEntry {
  if (definition.isFinal(stateId)) return { enteredAt: now };
  if (maxDurationMs !== undefined) return entry(now, instantAfter(now, maxDurationMs), 'session');
  const timeout = definition.timeoutOf(stateId);
  const ofDefinition = timeout && deadlineOf(now, timeout);
  const rules = definition.timeoutRules;
  const override = rules && planFor(rules, stateId, Date.parse(now)).override;
  if (override === undefined) return entry(now, ofDefinition, 'definition');
  return {
    ...entry(now, instantAfter(now, override.afterMs), 'override'),
    ...(ofDefinition === undefined ? {} : { definitionDeadline: ofDefinition }),
  };
}

function entry(
  enteredAt: string,
  deadline: string | undefined,
  deadlinePolicy: NonNullable<StateEntry['deadlinePolicy']>,
): StateEntry {
  return deadline === undefined ? { enteredAt } : { enteredAt, deadline, deadlinePolicy };
}
