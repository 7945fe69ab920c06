import { extended } from '@ledger/plain-data';
import { streamName, type EventMetadata, type StreamName } from '@ledger/event-store';
import { journeyStream, SESSION_ID, timeoutCommandId, writtenInstant, type JourneyCommand } from '@ledger/journey';
import { commandFingerprint } from './command-fingerprint';
import type { ReasonCode } from './command-reply';
import { identify } from './command-id';
import type { IdSource } from '@ledger/runtime';
import type { JourneyCommandRequest } from './journey-command-request';
import { utcMilliseconds } from './timestamps';

/** Schema version of the payloads written today; older ones are upcast on read. */
const SCHEMA_VERSION = 1;

/** A request that is fit to be decided: it has an id, its times are normal, and its stream has a name. */
export interface PreparedCommand {
  readonly request: JourneyCommandRequest;
  readonly stream: StreamName;
  readonly commandId: string;
  /** Whether the id was derived from the request: then it stands for its content, not for one attempt. */
  readonly isDerived: boolean;
  /** Whether the id was made up for this request: no caller that was answered can send it again. */
  readonly isNew: boolean;
  /** What `commandId` stands for; absent for the saga's command. */
  readonly fingerprint?: string | undefined;
  /** Business time given by the caller: RFC 3339, UTC, milliseconds. */
  readonly occurredAt?: string | undefined;
  /** What its caller gave instead, where the ledger does not believe its clock. */
  readonly givenAt?: string | undefined;
}

export type CommandMetadata = EventMetadata & { readonly commandId: string };

/** Prepares a request, or says in a sentence what is wrong with it. */
export function prepareCommand(request: JourneyCommandRequest, ids: IdSource): PreparedCommand | string {
  const { tenant, command } = request;
  if (!SESSION_ID.test(command.sessionId)) return `The session id should match ${SESSION_ID.source}.`;
  const stream = streamName(journeyStream(tenant, command.sessionId));
  const id =
    command.type === 'AbortOnTimeout'
      ? { commandId: timeoutCommandId(command.enteredRevision), isDerived: false }
      : identify(request, ids);
  const occurredAt = request.occurredAt === undefined ? undefined : utcMilliseconds(request.occurredAt);
  if (occurredAt === undefined && request.occurredAt !== undefined) {
    return 'occurredAt should be an RFC 3339 date-time such as 2026-01-31T12:00:00Z.';
  }
  const isNew = request.isIdNew === true || (request.command.commandId === undefined && !id.isDerived);
  return { request, stream, ...id, isNew, fingerprint: commandFingerprint(request, occurredAt), occurredAt };
}

/** The instant a command is decided at: an import lives at the time it tells of. RFC 3339, UTC, milliseconds. */
export function decisionTime({ request, occurredAt }: PreparedCommand, now: Date): string {
  return isImport(request) && occurredAt !== undefined ? occurredAt : writtenInstant(now.getTime());
}

/** Whether the command tells of the past. */
export function isImport({ mode = 'live' }: JourneyCommandRequest): boolean {
  return mode !== 'live';
}

/** The command as the decider takes it. */
export function stampedCommand({ request, commandId }: PreparedCommand, now: string): JourneyCommand {
  const { command, mode, inOrder } = request;
  return extended(command, { commandId, now, mode, inOrder });
}

/** Metadata of what a command appends in its own name. */
export function ownMetadata(command: PreparedCommand, now: string): CommandMetadata {
  const { request, commandId, occurredAt } = command;
  const givenAt = isImport(request) ? undefined : (command.givenAt ?? occurredAt);
  return commandMetadata(command, commandId, occurredAt ?? now, request.causationId, givenAt);
}

/**
 * Metadata of a command that appended nothing. The few numbers that an issuer gives could be tried against a fingerprint,
 * so there is none of a command with card data.
 */
export function attemptMetadata(
  command: PreparedCommand,
  now: string,
  code: ReasonCode | undefined,
): Omit<CommandMetadata, 'fingerprint'> & Partial<Pick<CommandMetadata, 'fingerprint'>> {
  const { fingerprint, ...others } = ownMetadata(command, now);
  return code === 'CARD_DATA_REFUSED' ? others : { ...others, fingerprint };
}

/** Metadata of a timeout: it has its own command id; a command that finds it is its cause. */
export function timeoutMetadata(
  command: PreparedCommand,
  enteredRevision: bigint,
  occurredAt: string,
): CommandMetadata {
  const { request, commandId } = command;
  const cause = request.command.type === 'AbortOnTimeout' ? request.causationId : commandId;
  return commandMetadata(command, timeoutCommandId(enteredRevision), occurredAt, cause);
}

function commandMetadata(
  { request: { tenant, actor, source, correlationId }, fingerprint }: PreparedCommand,
  commandId: string,
  occurredAt: string,
  causationId: string | undefined,
  givenAt?: string,
): CommandMetadata {
  return {
    // Sealing leaves out what is undefined.
    $correlationId: correlationId,
    $causationId: causationId,
    commandId,
    fingerprint,
    tenant,
    actor,
    schemaVersion: SCHEMA_VERSION,
    occurredAt,
    givenAt,
    source,
  };
}
