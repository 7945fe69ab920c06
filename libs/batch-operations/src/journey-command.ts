import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import { EventStoreError } from '@ledger/event-store';
import {
  ABORT_TIMEOUT_STATE,
  operationCommandId,
  type JourneyOutcome,
  type JourneyResult,
  type OperationRequested,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { errorMessage } from '@ledger/runtime';
import type { SelectedJourney } from './selected-journeys';

type Command = JourneyCommandRequest['command'];

export type JourneyTask = Pick<OperationRequested, 'kind' | 'target' | 'reason'>;

/** The command that does an operation's task to one journey. */
function journeyCommand(
  { kind, target = {}, reason }: JourneyTask,
  sessionId: string,
  expectedRevision: bigint,
  commandId: string,
): Command {
  const common = defined({ sessionId, expectedRevision, reason, commandId });
  switch (kind) {
    case 'abort':
      return { type: 'MoveJourney', ...common, targetStateId: ABORT_TIMEOUT_STATE };
    case 'move':
      return { type: 'MoveJourney', ...common, targetStateId: target.stateId ?? '' };
    case 'restart':
      return { type: 'RestartJourney', ...common };
    case 'migrate':
      return defined({
        type: 'MigrateJourney' as const,
        ...common,
        toVersion: target.version ?? 0,
        stateMap: target.stateMap,
        set: target.set,
        force: target.force,
      });
  }
}

/** The same as a request, carried out or only decided: in the name of the operator who asked for the operation. */
export function journeyRequest(
  tenant: string,
  request: JourneyTask & Pick<OperationRequested, 'operationId' | 'requestedBy'>,
  [sessionId, revision]: SelectedJourney,
): JourneyCommandRequest {
  const { operationId, requestedBy } = request;
  return {
    tenant,
    command: journeyCommand(request, sessionId, BigInt(revision), operationCommandId(operationId)),
    actor: { ...requestedBy, kind: 'operator' },
    correlationId: operationId,
    causationId: operationId,
  };
}

const OUTCOMES: { readonly [outcome in CommandReply['outcome']]: JourneyOutcome } = {
  ADVANCED: 'changed',
  RESTARTED: 'changed',
  UNCHANGED: 'unchanged',
  EXPIRED: 'expired',
  REJECTED: 'refused',
  NOT_FOUND: 'refused',
  // Another command was faster: the journey is no longer at the revision that was selected.
  CONFLICT: 'moved',
  // No command of an operation ends so.
  CREATED: 'failed',
  RESUMED: 'failed',
  STALE: 'failed',
};

/**
 * The result of one journey, by a command that is carried out or only decided. A repeat counts as what it was the first
 * time. A store that does not answer is thrown, to be retried later; a fault of one journey must not stop the others.
 */
export async function journeyResult(
  send: (request: JourneyCommandRequest) => Promise<CommandReply>,
  request: JourneyCommandRequest,
): Promise<JourneyResult> {
  const { sessionId } = request.command;
  try {
    const { outcome, journey, code, reason } = await send(request);
    return defined({ sessionId, outcome: OUTCOMES[outcome], revision: journey?.revision, code, reason });
  } catch (error) {
    if (error instanceof EventStoreError && error.retryable) throw error;
    return { sessionId, outcome: 'failed', reason: errorMessage(error) };
  }
}
