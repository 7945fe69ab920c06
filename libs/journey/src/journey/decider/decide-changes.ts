import { defined } from '@ledger/plain-data';
import { contextRejection, readContext, type ContextRules } from '../context-input';
import type { CompiledDefinition } from '../../definition/definition';
import type { ChangeChannel, ChangeContext, ChangeDeadline } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { CHANNEL_CHANGED, CONTEXT_CHANGED, DEADLINE_CHANGED } from '../journey.events';
import { effectiveContext } from '../journey.status';
import type { JourneyState } from '../journey.state';
import { difference, isEmptyDifference, mergePatch } from '../merge-patch';
import { effectiveDeadline } from '../../timing/effective-deadline';
import { advanced, UNCHANGED } from './accept';
import { rejected } from './rejections';

/** Merges a patch (RFC 7396) into the context; a property with a default falls back to it when removed. */
export function decideContext(command: ChangeContext, state: JourneyState, rules: ContextRules): Decision {
  const { definition } = rules;
  const given = readContext(command.patch);
  if (!given.ok) return given.rejection;
  const before = effectiveContext(state, definition);
  const after = definition.withDefaults(mergePatch(before, given.value));
  const change = difference(before, after);
  if (isEmptyDifference(change)) return UNCHANGED;
  const invalid = contextRejection(after, { ...rules, before });
  return invalid ?? advanced(state, definition, [{ type: CONTEXT_CHANGED, data: change }]);
}

/** Hands the session over. Within one channel it is recorded only if it names the conversation. */
export function decideChannel(command: ChangeChannel, state: JourneyState, definition: CompiledDefinition): Decision {
  const { channel, conversationId } = command;
  if (channel === state.channel && conversationId === undefined) return UNCHANGED;
  const data = defined({ from: state.channel, to: channel, conversationId });
  return advanced(state, definition, [{ type: CHANNEL_CHANGED, data }]);
}

/** Moves or removes the deadline of the state that the journey is in. */
export function decideDeadline(
  command: ChangeDeadline,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Decision {
  const to = command.deadline === null ? null : new Date(command.deadline).toISOString();
  const { deadline: from } = effectiveDeadline(state, definition);
  if (to === from) return UNCHANGED;
  if (to !== null && to <= now) {
    return rejected(
      'VALIDATION_FAILED',
      `The deadline ${to} has passed; it is ${now}. Send a later one, or null for none.`,
    );
  }
  const data = { stateId: state.stateId, from, to, reason: command.reason };
  return advanced(state, definition, [{ type: DEADLINE_CHANGED, data }]);
}
