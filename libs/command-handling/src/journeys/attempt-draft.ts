import type { EventDraft, EventMetadata } from '@ledger/event-store';
import {
  COMMAND_REJECTED,
  type AskedChange,
  type CommandRejected,
  type CompiledDefinition,
  type JourneyState,
} from '@ledger/journey';
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
  const data: CommandRejected = {
    command: command.type,
    commandId,
    asked: askedOf(command),
    code: refusal.code,
    reason: refusal.reason ?? '',
    stateId: state.stateId,
    revision: Number(state.revision),
    ...('expectedRevision' in command && command.expectedRevision !== undefined
      ? { expectedRevision: Number(command.expectedRevision) }
      : {}),
    ...('expectedStateId' in command && command.expectedStateId !== undefined
      ? { expectedStateId: command.expectedStateId }
      : {}),
    ...(refusal.guard === undefined ? {} : { guard: publicGuard(refusal.guard, definition) }),
  };
  return { id, type: COMMAND_REJECTED, data, metadata };
}

function askedOf(command: JourneyCommandRequest['command']): AskedChange {
  switch (command.type) {
    case 'StartJourney':
      return {
        ...(command.initialStateId === undefined ? {} : { targetStateId: command.initialStateId }),
        ...(command.channel === undefined ? {} : { channel: command.channel }),
        ...(command.context === undefined ? {} : { contextKeys: Object.keys(command.context) }),
      };
    case 'TransitionJourney':
      return {
        ...(command.targetStateId === undefined ? {} : { targetStateId: command.targetStateId }),
        ...(command.event === undefined ? {} : { event: command.event }),
        ...(command.channel === undefined ? {} : { channel: command.channel }),
        ...(command.context === undefined ? {} : { contextKeys: Object.keys(command.context) }),
      };
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
  return {
    expression: guard.expression,
    inputs,
    ...(guard.error === undefined ? {} : { error: guard.error }),
    ...(withheld.length === 0 ? {} : { withheld }),
  };
}
