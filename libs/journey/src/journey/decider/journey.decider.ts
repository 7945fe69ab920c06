import type { CompiledDefinition } from '../../definition/definition';
import { afterUpgrade, upgradeBefore } from './upgrade';
import { inPresentNames, startInPresentNames, type OpenJourneyCommand } from './present-names';
import { CONTEXT_LIMITS } from '../context-input';
import { cardDataRefusal } from './card-data-refusal';
import { decideAliasAddition, decideAliasRemoval } from './decide-aliases';
import { decideChannel, decideContext, decideDeadline } from './decide-changes';
import { decideMigration } from './decide-migration';
import { decideMove } from './decide-move';
import { restarted } from './decide-restart';
import { decideResume, decideStart } from './decide-start';
import { decideAbort, decideExpiry, decideLate, timeoutCommandId } from './decide-timeout';
import { decideTransition } from './decide-transition';
import { conflict, stalenessOf } from './lock';
import { maskRefusal } from './mask-refusal';
import { malformedCommand } from './malformed-command';
import { journeyEnded, outOfOrder } from './rejections';
import type { JourneyCommand } from '../journey.commands';
import type { Decision } from '../journey.decision';
import type { JourneyState } from '../journey.state';
import { canonicalInstant } from '../../timing/instant';

/** What a decision depends on beside the journey and its definition. */
export interface DecisionSurroundings {
  /** The version that a `MigrateJourney` asks for, unless no journey may run under it. */
  readonly migrateTo?: CompiledDefinition;
  /** Bytes that a context may have as JSON. */
  readonly maxContextBytes?: number;
}

/** Pure and total. */
export function decide(
  command: JourneyCommand,
  state: JourneyState | undefined,
  definition: CompiledDefinition,
  { migrateTo, maxContextBytes: maxBytes = CONTEXT_LIMITS.maxBytes }: DecisionSurroundings = {},
): Decision {
  // 1. A repeat is answered by what it did the first time.
  const applied = state?.commands.get(commandIdOf(command) ?? '');
  if (applied !== undefined) return { kind: 'repeated', ...applied };

  const malformed = malformedCommand(command);
  if (malformed !== undefined) return malformed;
  // Before any other answer, since each of them is recorded with what was asked.
  const cardData = cardDataRefusal(command, [definition, definition.upgradesTo, migrateTo]);
  if (cardData !== undefined) return cardData;
  const mask = maskRefusal(command, [definition, definition.upgradesTo, migrateTo]);
  if (mask !== undefined) return mask;
  const now = canonicalInstant(command.now);

  // 2. Without a journey, only a start makes sense.
  if (state === undefined) {
    return command.type === 'StartJourney'
      ? decideStart(startInPresentNames(command, definition), { definition, maxBytes }, now)
      : { kind: 'not-found' };
  }

  // 3. Events are recorded in order; past the deadline only the timeout counts.
  if (command.type === 'AbortOnTimeout') return decideAbort(command, state, definition, now);
  const early = command.inOrder === true ? outOfOrder(state, now) : undefined;
  if (early !== undefined && command.type !== 'StartJourney') return early;
  const expired = decideExpiry(state, definition, now, command.mode);
  if (expired !== undefined) return expired;

  // 4. An open journey comes over to a version that takes it: the command is decided there.
  const upgraded = upgradeBefore(command, state, definition, now);
  if (upgraded === undefined) return decideOn(command, state, definition, { now, maxBytes, migrateTo });
  const decision = decideOn(command, upgraded.state, upgraded.definition, { now, maxBytes });
  return afterUpgrade(upgraded.event, decision);
}

interface Terms {
  readonly now: string;
  readonly maxBytes: number;
  readonly migrateTo?: CompiledDefinition | undefined;
}

/** Decides on a journey whose deadline has not passed, under the version that it runs when the command is done. */
function decideOn(
  asked: OpenJourneyCommand,
  state: JourneyState,
  definition: CompiledDefinition,
  { now, maxBytes, migrateTo }: Terms,
): Decision {
  const command = inPresentNames(asked, state, definition);
  const late = decideLate(command, state, definition);
  if (late !== undefined) return late;

  // 5. Starts and transitions have their own answers for a journey that has ended or is there already.
  if (command.type === 'StartJourney') return decideResume(command, definition);
  if (command.type === 'TransitionJourney') return decideTransition(command, state, { definition, maxBytes }, now);
  if (definition.isFinal(state.stateId)) return journeyEnded(state);

  // 6. Other changes have no policy for a stale lock: it is a conflict.
  const staleness = stalenessOf(command, state);
  if (staleness.kind !== 'fresh') return conflict(staleness.reason);

  // 7. The rules.
  switch (command.type) {
    case 'ChangeContext':
      return decideContext(command, state, { definition, maxBytes });
    case 'ChangeChannel':
      return decideChannel(command, state, definition);
    case 'AddAlias':
      return decideAliasAddition(command, state, definition);
    case 'RemoveAlias':
      return decideAliasRemoval(command, state, definition);
    case 'ChangeDeadline':
      return decideDeadline(command, state, definition, now);
    case 'RestartJourney':
      return restarted(state, definition, now, command);
    case 'MoveJourney':
      return decideMove(command, state, definition, now);
    case 'MigrateJourney':
      return decideMigration(command, state, { definition, maxBytes, now }, migrateTo);
  }
}

/** The saga's command id follows from what it found, so that it need not be given. */
function commandIdOf(command: JourneyCommand): string | undefined {
  return command.type === 'AbortOnTimeout' ? timeoutCommandId(command.enteredRevision) : command.commandId;
}
