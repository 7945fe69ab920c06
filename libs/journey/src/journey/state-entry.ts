import type { CompiledDefinition } from '../definition/definition';
import { deadlineOf } from '../timing/duration';
import { instantAfter } from '../timing/instant';
import type { CommandMode } from './journey.commands';
import type { StateEntry } from './journey.events';
import { namesOf, planFor } from '../timing/effective-deadline';

/** What a command says of the state that it enters. */
export interface EntryTerms {
  readonly mode?: CommandMode;
  /** The session's own timeout: an ISO 8601 duration, or seconds. */
  readonly maxDuration?: string | number;
}

/**
 * Times out after the session's own duration, else after the state's timeout; a final state, and one that history
 * entered, never. A pause is not counted: its end is not known yet. Members may be undefined: `defined` drops them.
 */
export function stateEntry(
  definition: CompiledDefinition,
  stateId: string,
  now: string,
  { mode, maxDuration }: EntryTerms = {},
): StateEntry {
  const isFinal = definition.isFinal(stateId);
  const renamedFrom = isFinal ? undefined : definition.lineage?.former.get(stateId);
  const { deadline, deadlinePolicy, definitionDeadline } = isFinal
    ? {}
    : entryDeadline(definition, stateId, now, maxDuration);
  if (mode === 'history') {
    return {
      enteredAt: now,
      historicalDeadline: deadline,
      deadlinePolicy: isFinal ? undefined : 'session',
      renamedFrom,
    };
  }
  const { states } = definition.document;
  const escalation = Object.hasOwn(states, stateId) ? states[stateId]?.escalation : undefined;
  const policy = deadline === undefined ? undefined : deadlinePolicy;
  return { enteredAt: now, deadline, deadlinePolicy: policy, definitionDeadline, escalation, renamedFrom };
}

function entryDeadline(
  definition: CompiledDefinition,
  stateId: string,
  now: string,
  maxDuration: string | number | undefined,
): Pick<StateEntry, 'deadline' | 'deadlinePolicy' | 'definitionDeadline'> {
  if (maxDuration !== undefined) {
    return { deadline: deadlineOf(now, { after: String(maxDuration) }), deadlinePolicy: 'session' };
  }
  const timeout = definition.timeoutOf(stateId);
  const ofDefinition = timeout && deadlineOf(now, timeout);
  const rules = definition.timeoutRules;
  const override =
    rules &&
    planFor(rules, namesOf({ stateId, renamedFrom: definition.lineage?.former.get(stateId) }), Date.parse(now))
      .override;
  if (override === undefined) return { deadline: ofDefinition, deadlinePolicy: 'definition' };
  const deadline = instantAfter(now, override.afterMs);
  return { deadline, deadlinePolicy: 'override', definitionDeadline: ofDefinition };
}
