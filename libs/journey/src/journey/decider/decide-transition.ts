import { defined } from '@ledger/plain-data';
import type { GuardScope, GuardVerdict } from '../../guard/guard-scope';
import type { Context } from '../../context';
import { withdrawnBy } from '../asked-escalations';
import { contextRejection, readContext, type ContextRules } from '../context-input';
import type { CompiledDefinition, TransitionOption } from '../../definition/definition';
import type { TransitionJourney } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { CHANNEL_CHANGED, CONTEXT_CHANGED, JOURNEY_TRANSITIONED } from '../journey.events';
import type { JourneyEvent, JourneyTransitioned } from '../journey.events';
import { effectiveContext, guardScope, guardVerdict } from '../journey.status';
import type { JourneyState } from '../journey.state';
import { difference, isEmptyDifference, mergePatch } from '../merge-patch';
import type { ContextDifference } from '../merge-patch';
import { stateEntry } from '../state-entry';
import { advanced, UNCHANGED } from './accept';
import { candidates } from './candidates';
import { restarted } from './decide-restart';
import { conflict, stalenessOf } from './lock';
import type { Staleness } from './lock';
import { eventNotAllowed, guardFailed, journeyEnded, quoted, targetNotAllowed } from './rejections';

/** Everything that deciding one transition looks at. */
interface Attempt {
  readonly command: TransitionJourney;
  readonly state: JourneyState;
  readonly definition: CompiledDefinition;
  readonly now: string;
  /** Transitions that lead to the target asked for, or that the event triggers. */
  readonly candidates: readonly TransitionOption[];
  readonly patch: Context;
  readonly contextRules: ContextRules;
  /** The context as it would be, and the difference to what it is. */
  readonly context: Context;
  readonly change: ContextDifference;
  /** Asks the guards, once. */
  readonly choose: () => Choices;
}

interface Choice {
  readonly option: TransitionOption;
  readonly verdict: GuardVerdict;
}

interface Choices {
  readonly chosen?: Choice;
  readonly failed?: Choice;
}

export function decideTransition(
  command: TransitionJourney,
  state: JourneyState,
  rules: ContextRules,
  now: string,
): Decision {
  const { definition } = rules;
  const given = readContext(command.context);
  if (!given.ok) return given.rejection;
  const before = effectiveContext(state, definition);
  const context = definition.withDefaults(mergePatch(before, given.value));
  const open = candidates(command, definition, state.stateId);
  let choices: Choices | undefined;
  const attempt: Attempt = {
    command,
    state,
    definition,
    now,
    candidates: open,
    patch: given.value,
    contextRules: { before, ...rules },
    context,
    change: difference(before, context),
    choose: () =>
      (choices ??= choiceOf(open, guardScope(state, context, command.channel ?? state.channel, now), definition)),
  };
  const staleness = stalenessOf(command, state);
  const isThere = command.targetStateId === state.stateId && attempt.candidates.length === 0;
  if (isThere && staleness.kind === 'fresh') return stay(attempt);
  if (definition.isFinal(state.stateId)) return journeyEnded(state);
  return staleness.kind === 'fresh' ? take(attempt) : resolve(attempt, staleness);
}

/** The journey is in the target already. The caller's context and channel are recorded all the same. */
function stay({ command, state, definition, context, change, contextRules }: Attempt): Decision {
  const events: JourneyEvent[] = [];
  if (!isEmptyDifference(change)) events.push({ type: CONTEXT_CHANGED, data: change });
  if (command.channel !== undefined && command.channel !== state.channel) {
    events.push({ type: CHANNEL_CHANGED, data: { from: state.channel, to: command.channel } });
  }
  const [first, ...more] = events;
  if (first === undefined) return UNCHANGED;
  if (definition.isFinal(state.stateId)) return journeyEnded(state);
  return contextRejection(context, contextRules) ?? advanced(state, definition, [first, ...more]);
}

/** Takes the first transition whose guard holds on the context as it would be. */
function take(attempt: Attempt, resolvedConflict?: JourneyTransitioned['resolvedConflict']): Decision {
  const { command, state, definition, now, change } = attempt;
  if (attempt.candidates.length === 0) return notAllowed(attempt);
  const invalid = isEmptyDifference(change) ? undefined : contextRejection(attempt.context, attempt.contextRules);
  if (invalid !== undefined) return invalid;
  const { chosen, failed } = attempt.choose();
  if (chosen === undefined) {
    return failed ? guardFailed(failed.option, failed.verdict, state, definition, now) : notAllowed(attempt);
  }
  const { option, verdict } = chosen;
  const data = defined<JourneyTransitioned>({
    from: state.stateId,
    to: option.target,
    trigger: command.event,
    set: Object.keys(change.set).length === 0 ? undefined : change.set,
    unset: change.unset.length === 0 ? undefined : change.unset,
    channel: command.channel === state.channel ? undefined : command.channel,
    guard: option.guard === undefined ? undefined : { expression: option.guard, inputs: verdict.inputs },
    resolvedConflict,
    ...stateEntry(definition, option.target, now, command),
    withdraws: withdrawnBy(command, state, definition, option.target),
  });
  return advanced(state, definition, [{ type: JOURNEY_TRANSITIONED, data }]);
}

function choiceOf(options: readonly TransitionOption[], scope: GuardScope, definition: CompiledDefinition): Choices {
  let failed: Choice | undefined;
  for (const option of options) {
    const verdict = guardVerdict(option, scope, definition);
    if (verdict.holds) return { chosen: { option, verdict } };
    failed ??= { option, verdict };
  }
  return failed ? { failed } : {};
}

/** The caller decided on a state that has changed since: the transition's own policy resolves the conflict. */
function resolve(attempt: Attempt, staleness: Exclude<Staleness, { kind: 'fresh' }>): Decision {
  const { state, definition, now, candidates, patch } = attempt;
  if (staleness.kind === 'mistaken') return conflict(staleness.reason);
  const option = attempt.choose().chosen?.option ?? candidates[0];
  const policy = option?.onConflict ?? 'reject';
  const expectedRevision = Number(staleness.expectedRevision);
  switch (policy) {
    case 'reject':
      return conflict(staleness.reason);
    case 'restart': {
      const reason = `A transition to ${option?.target} expected revision ${expectedRevision}; the journey was at ${state.revision}.`;
      return restarted(state, definition, now, { ...attempt.command, reason });
    }
    case 'merge': {
      const touched = Object.keys(patch).filter(
        (key) => (state.contextRevisions.get(key) ?? -1n) > staleness.expectedRevision,
      );
      if (touched.length > 0) return conflict(touchedReason(touched, staleness.expectedRevision));
      return take(attempt, { policy, expectedRevision });
    }
    case 'retry':
      return take(attempt, { policy, expectedRevision });
  }
}

function touchedReason(keys: readonly string[], expectedRevision: bigint): string {
  const names = keys.map(quoted).join(', ');
  return `Context changed after revision ${expectedRevision}: ${names}. Reload the journey and retry.`;
}

function notAllowed({ command, state, definition, now }: Attempt): Decision {
  if (command.event !== undefined) return eventNotAllowed(command.event, state, definition, now);
  return targetNotAllowed(command.targetStateId ?? '', state, definition, now);
}
