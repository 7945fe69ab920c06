import type { EventDraft, EventMetadata } from '@ledger/event-store';
import {
  COMMAND_REJECTED,
  COMMAND_UNCHANGED,
  eitherPersonal,
  personalDataOf,
  type AskedChange,
  type CommandRejected,
  type CompiledDefinition,
  type JourneyState,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { CommandReply } from './command-reply';
import type { JourneyCommandRequest } from './journey-command-request';
import { withoutPersonalInputs } from './personal-data';

type Refusal = Pick<CommandReply, 'reason' | 'guard'> & { readonly code: CommandRejected['code'] };

export interface Attempt {
  readonly request: JourneyCommandRequest;
  readonly commandId: string;
  /** The state that it was decided on, and when; undefined where there was no journey. */
  readonly state: JourneyState | undefined;
  readonly decidedAt: string;
  readonly definition: CompiledDefinition;
  /** The version that an upgrade would have taken the journey to. */
  readonly upgradeTo: number | undefined;
  /** Undefined if the command changed nothing. */
  readonly refusal: Refusal | undefined;
}

type Asked = Omit<CommandRejected, 'code' | 'reason' | 'guard'>;

/** The record of a command that appended nothing: names and keys of what was asked, never values that may be personal. */
export function attemptDraft(id: string, attempt: Attempt, metadata: EventMetadata): EventDraft {
  const { refusal, definition } = attempt;
  const asked = askedBy(attempt, metadata);
  if (refusal === undefined) return { id, type: COMMAND_UNCHANGED, data: asked, metadata };
  const { code, reason = '', guard } = refusal;
  // Names can be card data too.
  const told = code === 'CARD_DATA_REFUSED' ? { ...asked, asked: {} } : asked;
  const data: CommandRejected = defined({ ...told, code, reason, guard: guard && publicGuard(guard, definition) });
  return { id, type: COMMAND_REJECTED, data, metadata };
}

function askedBy({ request, commandId, state, decidedAt, upgradeTo }: Attempt, { occurredAt }: EventMetadata): Asked {
  const { command } = request;
  const lock = 'expectedRevision' in command ? command.expectedRevision : undefined;
  return defined({
    command: command.type,
    commandId,
    asked: askedOf(command),
    stateId: state?.stateId,
    revision: state === undefined ? undefined : Number(state.revision),
    decidedAt: decidedAt === occurredAt ? undefined : decidedAt,
    upgradeTo,
    expectedRevision: lock === undefined ? undefined : Number(lock),
    expectedStateId: 'expectedStateId' in command ? command.expectedStateId : undefined,
  });
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
    case 'AddAlias':
    case 'RemoveAlias':
      return { alias: command.alias };
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
  // The guard may be that of the version to which the command would have upgraded the journey.
  const documents = [
    definition.document,
    ...(definition.upgradesTo === undefined ? [] : [definition.upgradesTo.document]),
  ];
  const personal = eitherPersonal(documents.map(personalDataOf));
  const { inputs, withheld } = withoutPersonalInputs(guard.inputs, personal);
  const { expression, error } = guard;
  return defined({ expression, inputs, error, withheld: withheld.length === 0 ? undefined : withheld });
}
