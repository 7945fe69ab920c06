import type { DecidedEvent } from '@ledger/event-store';
import {
  ALIAS_CLAIMED,
  ALIAS_RESUMED,
  type AddAlias,
  type AliasClaimed,
  type AliasResumed,
  type StartJourney,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { CommandReply } from '../journeys/command-reply';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';
import { nameBasedUuid, uuidNamespace } from '../journeys/name-based-uuid';
import { ownMetadata, type CommandMetadata, type PreparedCommand } from '../journeys/prepared-command';

type Unstamped<C> = Omit<C, 'now' | 'mode' | 'inOrder'>;
type RequestOf<C> = JourneyCommandRequest & { readonly command: Unstamped<C> };

export type AliasedStart = RequestOf<StartJourney & { readonly aliases: readonly string[] }>;
export type AliasAddition = RequestOf<AddAlias>;

export function isAliasedStart(request: JourneyCommandRequest): request is AliasedStart {
  const { command } = request;
  return command.type === 'StartJourney' && command.aliases !== undefined && command.aliases.length > 0;
}

export function isAddition(request: JourneyCommandRequest): request is AliasAddition {
  return request.command.type === 'AddAlias';
}

/** The same command under the id that it was prepared with, for each journey that it may concern. */
export function underItsId<R extends JourneyCommandRequest>(request: R, { commandId, isNew }: PreparedCommand): R {
  return { ...request, isIdNew: isNew, command: { ...request.command, commandId } };
}

/** Namespace of the ids under which commands act on sessions that they did not ask for. Fixed for ever. */
const ELSEWHERE = uuidNamespace('6f2f3c55-0d0e-5c6b-9d1c-2f6f0a7f4b1e');

/**
 * The start of another session than the command asked for, with those of its aliases that are kept. Callers choose ids
 * that are unique within a session, so the command has another id there, always the same.
 */
export function withSession(request: AliasedStart, sessionId: string, kept: ReadonlySet<string>): AliasedStart {
  const { tenant, command } = request;
  const aliases = command.aliases.filter((alias) => kept.has(alias));
  const elsewhere = nameBasedUuid(ELSEWHERE, JSON.stringify([tenant, command.sessionId, command.commandId]));
  const commandId = sessionId === command.sessionId ? command.commandId : elsewhere;
  return {
    ...request,
    askedAliases: command.aliases,
    command: { ...command, sessionId, aliases, ...defined({ commandId }) },
  };
}

/** Metadata of what a command appends to an alias's stream, at the instant of the decision. */
export function aliasMetadata(command: PreparedCommand, now: Date): CommandMetadata {
  return { ...ownMetadata(command, now.toISOString()), occurredAt: now.toISOString() };
}

/** @param requested the session that the command asked for. */
export function claimed(data: AliasClaimed, requested: string): DecidedEvent {
  return { type: ALIAS_CLAIMED, data: withRequested(data, requested) };
}

export function resumed(data: AliasResumed, requested: string): DecidedEvent {
  return { type: ALIAS_RESUMED, data: withRequested(data, requested) };
}

function withRequested<Data extends { readonly sessionId: string }>(data: Data, requested: string): object {
  return defined({ ...data, requested: requested === data.sessionId ? undefined : requested });
}

/** Each time another command appended first: more than come at once with one alias. */
export const MOST_TRIES = 20;

export function overtakenReply(): CommandReply {
  const reason = `Other commands with this alias were faster ${MOST_TRIES} times in a row. Send the command again.`;
  return { outcome: 'CONFLICT', replayed: false, events: [], code: 'REVISION_CONFLICT', reason };
}
