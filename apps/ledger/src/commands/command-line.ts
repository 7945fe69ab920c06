import type { JourneyCommandRequest } from '@ledger/command-handling';
import type { Context } from '@ledger/journey';
import type { Lock } from '../http/command-gateway';
import { ObjectField, SessionIdField } from '../http/fields';
import { validationProblem } from '../http/problem';
import { validated, type DtoClass } from '../http/validated';
import {
  ChannelBody,
  DeadlineBody,
  LockedCommandBody,
  RestartBody,
  StartBody,
  TransitionBody,
} from '../journeys/journey.bodies';
import {
  channelRequest,
  contextRequest,
  deadlineRequest,
  restartRequest,
  startRequest,
  transitionRequest,
  type CommandOrigin,
} from '../journeys/journey-requests';

class ContextBody extends LockedCommandBody {
  @ObjectField({ description: 'Merge patch (RFC 7396) on the context.', example: { verified: true } })
  context!: Context;
}

class SessionBody {
  @SessionIdField({ description: 'Key of the journey.' })
  sessionId!: string;
}

/** What one line asks for. */
export interface CommandLine {
  readonly sessionId: string;
  readonly request: JourneyCommandRequest;
}

type Fields = { readonly commandId?: string | null; readonly expectedRevision?: number | null };
type Reader = (origin: (commandId: Fields['commandId']) => CommandOrigin, fields: object) => JourneyCommandRequest;

function reader<T extends Fields>(
  Dto: DtoClass<T & object>,
  requestOf: (origin: CommandOrigin, lock: Lock, body: T) => JourneyCommandRequest,
): Reader {
  return (origin, fields) => {
    const body = validated(Dto, fields);
    return requestOf(origin(body.commandId), lockOf(body), body);
  };
}

/** The commands that a line may name. */
const READERS: Readonly<Record<string, Reader>> = {
  start: reader(StartBody, (origin, _, body) => startRequest(origin, body)),
  transition: reader(TransitionBody, transitionRequest),
  context: reader(ContextBody, (origin, lock, body) => contextRequest(origin, lock, body.context, body)),
  channel: reader(ChannelBody, channelRequest),
  deadline: reader(DeadlineBody, deadlineRequest),
  restart: reader(RestartBody, restartRequest),
};

/** What all lines of a post have in common. */
export type LineTerms = Pick<CommandOrigin, 'mode' | 'inOrder'>;

/** Takes a parsed line as a command; throws a problem that says what is wrong with it. */
export function commandOf(line: unknown, call: CommandOrigin['call'], terms: LineTerms): CommandLine {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    throw validationProblem('A line should be a JSON object.');
  }
  const { command, sessionId, ...fields } = line as Record<string, unknown>;
  const read = typeof command === 'string' && Object.hasOwn(READERS, command) ? READERS[command] : undefined;
  if (!read) throw validationProblem(`command should be one of ${Object.keys(READERS).join(', ')}.`);
  const session = validated(SessionBody, { sessionId }).sessionId;
  const origin = (commandId: Fields['commandId']): CommandOrigin => ({
    call,
    sessionId: session,
    commandId: commandId ?? undefined,
    ...terms,
  });
  return { sessionId: session, request: read(origin, fields) };
}

function lockOf({ expectedRevision }: Fields): Lock {
  return expectedRevision == null ? { source: 'body' } : { expectedRevision: BigInt(expectedRevision), source: 'body' };
}
