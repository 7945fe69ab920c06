import type { EventDraft, EventMetadata } from '@ledger/event-store';
import {
  COMMAND_REJECTED,
  type AskedChange,
  type CommandRejected,
  type CompiledDefinition,
  type JourneyState,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { CommandReply } from './command-reply';
import type { JourneyCommandRequest } from './journey-command-request';
import { personalKeys, withoutPersonalInputs } from './personal-data';

type Refusal = Pick<CommandReply, 'reason' | 'guard'> & { readonly code: CommandRejected['code'] };

export interface RefusedCommand {
  readonly request: JourneyCommandRequest;
  readonly commandId: string;
  /** The state the refusal was decided on. */
  readonly state: JourneyState;
  readonly definition: CompiledDefinition;
  readonly refusal: Refusal;
}

/** The record of a refused command: names and keys of what was asked, never values that may be personal. */
export function attemptDraft(id: string, refused: RefusedCommand, metadata: EventMetadata): EventDraft {
  const { request, commandId, state, refusal, definition } = refused;
  const { command } = request;
  const lock = 'expectedRevision' in command ? command.expectedRevision : undefined;
  const data: CommandRejected = defined({
    command: command.type,
    commandId,
    asked: askedOf(command),
    code: refusal.code,
    reason: refusal.reason ?? '',
    stateId: state.stateId,
    revision: Number(state.revision),
    expectedRevision: lock === undefined ? undefined : Number(lock),
    expectedStateId: 'expectedStateId' in command ? command.expectedStateId : undefined,
    guard: refusal.guard && publicGuard(refusal.guard, definition),
  });
  return { id, type: COMMAND_REJECTED, data, metadata };
}

function askedOf(command: JourneyCommandRequest['command']): AskedChange {
  switch (command.type) {
    case 'StartJourney': {
      const { initialStateId: targetStateId, channel, context } = command;
      return defined({ targetStateId, channel, contextKeys: context && Object.keys(context) });
    }
    case 'TransitionJourney': {
      const { targetStateId, event, channel, context } = command;
      return defined({ targetStateId, event, channel, contextKeys: context && Object.keys(context) });
    }
    case 'ChangeContext':
      return { contextKeys: Object.keys(command.patch) };
    case 'ChangeChannel':
      return { channel: command.channel };
    case 'MoveJourney':
      return { targetStateId: command.targetStateId };
    case 'MigrateJourney':
      return command.set === undefined ? {} : { contextKeys: Object.keys(command.set) };
    case 'ChangeDeadline':
    case 'AbortOnTimeout':
    case 'RestartJourney':
      return {};
  }
}

function publicGuard(guard: NonNullable<Refusal['guard']>, definition: CompiledDefinition): CommandRejected['guard'] {
  const { inputs, withheld } = withoutPersonalInputs(guard.inputs, personalKeys(definition.document));
  const { expression, error } = guard;
  return defined({ expression, inputs, error, withheld: withheld.length === 0 ? undefined : withheld });
}
