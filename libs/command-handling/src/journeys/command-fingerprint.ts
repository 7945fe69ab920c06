import { requestFingerprint, type ReadEvent } from '@ledger/event-store';
import { contradictsEvents, type Context, type UnstampedCommand } from '@ledger/journey';
import type { JourneyCommandRequest } from './journey-command-request';
import type { PreparedCommand } from './prepared-command';

/**
 * The fingerprint of a command: operation, target, content and precondition, and not who sent it over which connection.
 * The saga's command needs none: its id follows from all that it says.
 */
export function commandFingerprint(request: JourneyCommandRequest, occurredAt: string | undefined): string | undefined {
  const { command, definitionId, definitionVersion, expectedAnyOf, mode = 'live' } = request;
  if (command.type === 'AbortOnTimeout') return undefined;
  const { expectedRevision, expectedStateId }: Lock = 'expectedRevision' in command ? command : NO_LOCK;
  const lock = expectedAnyOf ?? expectedRevision?.toString();
  const { type, sessionId } = command;
  const asked = askedOf(command, mode !== 'live');
  return requestFingerprint([
    type,
    sessionId,
    definitionId,
    definitionVersion,
    lock,
    expectedStateId,
    occurredAt,
    mode,
    ...asked,
    ...aliasesOf(request),
  ]);
}

/** Whether these events were appended by another command under the id of this one. */
export function isOtherCommand(
  { request, fingerprint, isDerived }: PreparedCommand,
  events: readonly ReadEvent[],
): boolean {
  // These ids follow from what their commands ask for.
  if (isDerived || request.command.type === 'AbortOnTimeout') return false;
  const stored = events.find(({ metadata }) => metadata.fingerprint !== undefined)?.metadata.fingerprint;
  if (stored !== undefined) return stored !== fingerprint;
  return contradictsEvents(request.command, events, request.definitionId);
}

interface Lock {
  readonly expectedRevision?: bigint | undefined;
  readonly expectedStateId?: string | undefined;
}
const NO_LOCK: Lock = {};

/** Why a command was not executed: its id stands for another one. */
export function reusedReason({ commandId }: PreparedCommand, events: readonly ReadEvent[]): string {
  const types = [...new Set(events.map(({ type }) => type))].join(', ');
  const last = events.at(-1)?.event.revision;
  const what = last === undefined ? 'that was answered before' : `that appended ${types} at revision ${last}`;
  return `commandId ${JSON.stringify(commandId)} stands for another command, ${what}; send a new id with a new command.`;
}

/** What a command asks for. The order is fixed for ever: names take no part in the fingerprint. */
function askedOf(command: UnstampedCommand, isImport: boolean): readonly unknown[] {
  switch (command.type) {
    case 'StartJourney': {
      const { customerId, channel, initiatingSource, maxDuration, initialStateId, context } = command;
      return [customerId, channel, initiatingSource, maxDuration, initialStateId, filled(context, isImport)];
    }
    case 'TransitionJourney': {
      const { targetStateId, event, channel, maxDuration, context } = command;
      return [targetStateId, event, channel, maxDuration, filled(context, isImport)];
    }
    case 'ChangeContext':
      return [command.patch];
    case 'ChangeChannel':
      return [command.channel, command.conversationId];
    case 'AddAlias':
    case 'RemoveAlias':
      // Nothing without a reason, as before there were any.
      return [command.alias, ...(command.reason === undefined ? [] : [command.reason])];
    case 'ChangeDeadline':
      return [command.deadline, command.reason];
    case 'RestartJourney':
      return [command.reason];
    case 'MoveJourney':
      return [command.targetStateId, command.reason];
    case 'MigrateJourney':
      return [
        command.toVersion,
        command.stateMap,
        command.set,
        command.reason,
        ...(command.force === true ? [true] : []),
      ];
    case 'AbortOnTimeout':
      return [];
  }
}

/** Nothing without aliases, as before there were any. */
function aliasesOf({ command, askedAliases }: JourneyCommandRequest): readonly unknown[] {
  const aliases = askedAliases ?? (command.type === 'StartJourney' ? command.aliases : undefined) ?? [];
  return aliases.length === 0 ? aliases : [[...aliases].sort()];
}

/**
 * An empty context asks for nothing. What an imported event removes follows from the event before it in its file, so it
 * does not belong to the event: another file may begin with it.
 */
function filled(context: Context | undefined, isImport: boolean): Context | undefined {
  if (context === undefined) return undefined;
  const entries = Object.entries(context);
  const counted = isImport ? entries.filter(([, value]) => value !== null) : entries;
  if (counted.length === 0) return undefined;
  return counted.length === entries.length ? context : Object.fromEntries(counted);
}
