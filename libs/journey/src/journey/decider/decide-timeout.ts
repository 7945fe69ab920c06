import { defined } from '@ledger/plain-data';
import { ABORT_TIMEOUT_STATE } from '../../definition/definition';
import type { CompiledDefinition } from '../../definition/definition';
import type { AbortOnTimeout, CommandMode, JourneyCommand } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { ABORT_TIMEOUT } from '../journey.events';
import type { AbortTimeout, JourneyEvent } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { candidates } from './candidates';
import type { Lock } from './lock';
import { quoted } from './rejections';
import { stateEntry } from '../state-entry';
import { compareInstants } from '../../timing/instant';
import { effectiveDeadline, type EffectiveDeadline } from '../../timing/effective-deadline';

/** Saga and command derive the same event id from it, so that a store accepts the event once. */
export function timeoutCommandId(enteredRevision: bigint): string {
  return `${TIMEOUT_COMMAND_PREFIX}${enteredRevision}`;
}

export const TIMEOUT_COMMAND_PREFIX = 'timeout:';

/** Undefined before the deadline. A live command finds the timeout now; for an import it happened at the deadline. */
export function decideExpiry(
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
  mode: CommandMode = 'live',
): Decision | undefined {
  const due = dueDeadline(state, definition, now, mode);
  if (due === undefined) return undefined;
  const occurredAt = mode === 'live' ? now : due.deadline;
  const event = abortEvent(state, definition, due, { occurredAt, mode, detectedBy: 'command' });
  return { kind: 'expired', events: [event], occurredAt };
}

/** A live command after a timeout came too late, unless its lock or target shows that it knows the state. */
export function decideLate(
  command: JourneyCommand,
  state: JourneyState,
  definition: CompiledDefinition,
): Decision | undefined {
  const { timedOut } = state;
  if (timedOut === undefined || (command.mode ?? 'live') !== 'live') return undefined;
  if (knowsState(command, state) || asksForThisStateAlone(command, state, timedOut.states, definition))
    return undefined;
  return { kind: 'late', reason: timeoutReason(timedOut.states.at(-1) ?? '', timedOut.deadline, state.stateId) };
}

/** Why a command came too late, and what its caller can do. */
export function timeoutReason(from: string, deadline: string, to: string): string {
  return `${quoted(from)} timed out at ${deadline}; the journey is in ${quoted(to)}. To continue from there, send its revision.`;
}

function knowsState(
  { expectedRevision, expectedStateId }: Lock & Pick<JourneyCommand, 'type'>,
  { stateId, enteredRevision, revision }: JourneyState,
): boolean {
  if (expectedStateId === stateId) return true;
  return expectedRevision !== undefined && expectedRevision >= enteredRevision && expectedRevision <= revision;
}

function asksForThisStateAlone(
  command: JourneyCommand,
  { stateId }: JourneyState,
  timedOut: readonly string[],
  definition: CompiledDefinition,
): boolean {
  if (command.type !== 'TransitionJourney') return false;
  const isLegalIn = (from: string): boolean => candidates(command, definition, from).length > 0;
  return isLegalIn(stateId) && !timedOut.some(isLegalIn);
}

/** Aborts if the state that the saga saw is still the current one and its deadline has passed; else it is stale. */
export function decideAbort(
  command: AbortOnTimeout,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Decision {
  const movedOn = state.enteredRevision !== command.enteredRevision;
  const due = movedOn ? undefined : dueDeadline(state, definition, now, 'live');
  if (due === undefined) return { kind: 'nothing', outcome: 'stale' };
  const event = abortEvent(state, definition, due, { occurredAt: now, mode: 'live', detectedBy: 'saga' });
  return { kind: 'accepted', outcome: 'advanced', events: [event] };
}

type Due = Pick<EffectiveDeadline, 'policy' | 'overrideRevision'> & { readonly deadline: string };

/** The deadline that has passed at `now`, if one has. That of a state which history entered is there for imports alone. */
function dueDeadline(
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
  mode: CommandMode,
): Due | undefined {
  if (definition.isFinal(state.stateId)) return undefined;
  const { historicalDeadline } = state;
  const due: EffectiveDeadline | Due =
    mode !== 'live' && historicalDeadline !== undefined
      ? { deadline: historicalDeadline, policy: 'definition' }
      : effectiveDeadline(state, definition);
  const { deadline } = due;
  return deadline === null || compareInstants(deadline, now) > 0 ? undefined : { ...due, deadline };
}

function abortEvent(
  state: JourneyState,
  definition: CompiledDefinition,
  { deadline, policy, overrideRevision }: Due,
  {
    occurredAt,
    mode,
    detectedBy,
  }: { readonly occurredAt: string; readonly mode: CommandMode; readonly detectedBy: AbortTimeout['detectedBy'] },
): JourneyEvent {
  const timeout = definition.timeoutOf(state.stateId);
  const to = timeout?.target ?? ABORT_TIMEOUT_STATE;
  const next = stateEntry(definition, to, occurredAt, { mode });
  const data = defined<AbortTimeout>({
    from: state.stateId,
    to,
    enteredAt: state.enteredAt,
    deadline,
    detectedBy,
    policy,
    overrideRevision,
    escalation: mode === 'history' ? undefined : timeout?.escalation,
    abortedAt: next.enteredAt,
    nextDeadline: next.deadline,
    nextDeadlinePolicy: next.deadlinePolicy,
    nextDefinitionDeadline: next.definitionDeadline,
    nextHistoricalDeadline: next.historicalDeadline,
    nextRenamedFrom: next.renamedFrom,
    nextEscalation: next.escalation,
  });
  return { type: ABORT_TIMEOUT, data };
}
