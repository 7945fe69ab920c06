import { mayDo, type Scope } from '@ledger/access';
import type { JourneyCommandRequest } from '@ledger/command-handling';
import { Problem } from '../http/problem';

/** Commands that a caller can send. */
type CallerCommand = Exclude<JourneyCommandRequest['command']['type'], 'AbortOnTimeout'>;

/** What each command needs, whichever route or line it comes by. */
export const COMMAND_SCOPES = {
  StartJourney: 'statestore.write',
  TransitionJourney: 'statestore.write',
  ChangeContext: 'statestore.write',
  ChangeChannel: 'statestore.write',
  AddAlias: 'statestore.write',
  RemoveAlias: 'statestore.write',
  RestartJourney: 'statestore.write',
  ChangeDeadline: 'operations.write',
  MoveJourney: 'operations.write',
  MigrateJourney: 'operations.write',
} as const satisfies Record<CallerCommand, Scope>;

/** Needed besides by commands that tell of the past. */
export const IMPORT_SCOPE = 'history.import' satisfies Scope;

/**
 * Refuses a command that its caller's credentials do not allow.
 * @param granted undefined without authentication: then everything is allowed.
 */
export function admitCommand(granted: ReadonlySet<Scope> | undefined, request: JourneyCommandRequest): void {
  const { command, mode = 'live' } = request;
  if (granted === undefined || command.type === 'AbortOnTimeout') return;
  demand(granted, COMMAND_SCOPES[command.type], command.type);
  if (mode !== 'live') demand(granted, IMPORT_SCOPE, `An import (mode=${mode})`);
}

function demand(granted: ReadonlySet<Scope>, scope: Scope, what: string): void {
  if (mayDo(granted, scope)) return;
  throw new Problem('FORBIDDEN', `${what} needs the scope ${scope}; the key lacks it.`, { members: { scope } });
}
