import { isPresentRevision, type AppliedCommand } from '@ledger/journey';
import type { LoadedJourney } from './loaded-journey';
import type { PreparedCommand } from './prepared-command';

/** What this command's id did before; undefined where it is not in the stream. */
export function appliedUnder(commandId: string, { expiredCommands, state }: LoadedJourney): AppliedCommand | undefined {
  return expiredCommands.get(commandId) ?? state.commands.get(commandId);
}

/**
 * The command as the attempt that it is. An id that was derived from the request stands for every request of this content,
 * and a caller's clock may be coarse: a lock that holds proves that this is a new attempt, any other request
 * is the latest one sent again.
 */
export function attemptOf(command: PreparedCommand, journey: LoadedJourney | undefined): PreparedCommand {
  const { commandId, isDerived } = command;
  if (!isDerived || journey === undefined || appliedUnder(commandId, journey) === undefined) return command;
  const numbered = (number: number): string => (number === 1 ? commandId : `${commandId}#${number}`);
  let next = 2;
  while (appliedUnder(numbered(next), journey) !== undefined) next += 1;
  return { ...command, commandId: numbered(lockHolds(command, journey) ? next : next - 1) };
}

function lockHolds({ request: { command } }: PreparedCommand, { state }: LoadedJourney): boolean {
  if (!('expectedRevision' in command || 'expectedStateId' in command)) return false;
  const { expectedRevision, expectedStateId } = command;
  if (expectedRevision === undefined && expectedStateId === undefined) return false;
  const isAt = expectedRevision === undefined || isPresentRevision(expectedRevision, state);
  return isAt && (expectedStateId === undefined || expectedStateId === state.stateId);
}
