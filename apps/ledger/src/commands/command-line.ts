import { extended } from '@ledger/plain-data';
import type { TObject } from '@sinclair/typebox';
import type { JourneyCommandRequest } from '@ledger/command-handling';
import type { Lock } from '../http/command-gateway';
import { validationProblem } from '../http/problem';
import { sentValue } from '../http/sent-value';
import { validated, type Given } from '../http/validated';
import type { CommandFields } from '../journeys/journey.bodies';
import {
  aliasRequest,
  channelRequest,
  contextRequest,
  deadlineRequest,
  restartRequest,
  startRequest,
  transitionRequest,
  type CommandOrigin,
} from '../journeys/journey-requests';
import { LINE_COMMANDS, SessionKey } from './command.schemas';

export interface CommandLine {
  readonly sessionId: string;
  readonly request: JourneyCommandRequest;
}

type Reader = (origin: Omit<CommandOrigin, 'commandId'>, fields: object) => JourneyCommandRequest;

function reader<S extends TObject>(
  schema: S,
  requestOf: (origin: CommandOrigin, lock: Lock, body: Given<S>) => JourneyCommandRequest,
): Reader {
  return (origin, fields) => {
    const body = validated(schema, fields);
    const { commandId, expectedRevision } = body as CommandFields;
    return requestOf(extended(origin, { commandId: commandId ?? undefined }), lockOf(expectedRevision), body);
  };
}

const READERS: Readonly<Record<keyof typeof LINE_COMMANDS, Reader>> = {
  start: reader(LINE_COMMANDS.start, (origin, _, body) => startRequest(origin, body)),
  transition: reader(LINE_COMMANDS.transition, transitionRequest),
  context: reader(LINE_COMMANDS.context, (origin, lock, body) => contextRequest(origin, lock, body.context, body)),
  channel: reader(LINE_COMMANDS.channel, channelRequest),
  addAlias: reader(LINE_COMMANDS.addAlias, aliasRequest('AddAlias')),
  removeAlias: reader(LINE_COMMANDS.removeAlias, aliasRequest('RemoveAlias')),
  deadline: reader(LINE_COMMANDS.deadline, deadlineRequest),
  restart: reader(LINE_COMMANDS.restart, restartRequest),
};

/** What all lines of a post have in common. */
export type LineTerms = Pick<CommandOrigin, 'mode' | 'inOrder'>;

/** Takes a parsed line as a command; throws a problem that says what is wrong with it. */
export function commandOf(line: unknown, call: CommandOrigin['call'], terms: LineTerms): CommandLine {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    throw validationProblem(`A line must be a JSON object; you sent ${sentValue(line)}.`);
  }
  const { command, sessionId: given, ...fields } = line as Record<string, unknown>;
  if (command === undefined) throw validationProblem('command is missing.');
  if (!isLineCommand(command)) {
    const known = Object.keys(READERS).join(', ');
    throw validationProblem(`command must be one of ${known}; you sent ${sentValue(command)}.`);
  }
  const { sessionId } = validated(SessionKey, given === undefined ? {} : { sessionId: given });
  return { sessionId, request: READERS[command]({ call, sessionId, ...terms }, fields) };
}

function isLineCommand(command: unknown): command is keyof typeof LINE_COMMANDS {
  return typeof command === 'string' && Object.hasOwn(LINE_COMMANDS, command);
}

function lockOf(expectedRevision: number | null | undefined): Lock {
  return expectedRevision == null ? { source: 'body' } : { expectedRevision: BigInt(expectedRevision), source: 'body' };
}
