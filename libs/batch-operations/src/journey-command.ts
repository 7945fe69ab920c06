import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import {
  ABORT_TIMEOUT_STATE,
  operationCommandId,
  type JourneyOutcome,
  type JourneyResult,
  type OperationRequested,
} from '@ledger/journey';
import type { SelectedJourney } from './selected-journeys';

type Command = JourneyCommandRequest['command'];

/** What is asked of each journey. */
export type JourneyTask = Pick<OperationRequested, 'kind' | 'target' | 'reason'>;

/** The command that does an operation's task to one journey. */
export function journeyCommand(
  { kind, target = {}, reason }: JourneyTask,
  sessionId: string,
  expectedRevision: bigint,
  commandId?: string,
): Command {
  const common = { sessionId, expectedRevision, reason, ...(commandId === undefined ? {} : { commandId }) };
  switch (kind) {
    case 'abort':
      return { type: 'MoveJourney', ...common, targetStateId: ABORT_TIMEOUT_STATE };
    case 'move':
      return { type: 'MoveJourney', ...common, targetStateId: target.stateId ?? '' };
    case 'restart':
      return { type: 'RestartJourney', ...common };
    case 'migrate':
      return {
        ...{ type: 'MigrateJourney', ...common, toVersion: target.version ?? 0 },
        ...(target.stateMap === undefined ? {} : { stateMap: target.stateMap }),
        ...(target.set === undefined ? {} : { set: target.set }),
      };
  }
}

/** The same as a request: in the name of the operator who asked for the operation, and caused by it. */
export function journeyRequest(
  tenant: string,
  request: OperationRequested,
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
  UNCHANGED: 'unchanged',
  EXPIRED: 'expired',
  REJECTED: 'refused',
  NOT_FOUND: 'refused',
  // Somebody was faster: what was selected is not there any more.
  CONFLICT: 'moved',
  // None of the commands comes to these.
  CREATED: 'failed',
  RESUMED: 'failed',
  STALE: 'failed',
};

/** What came of one journey. A repeat counts as what it was the first time. */
export function journeyResult(sessionId: string, { outcome, journey, code, reason }: CommandReply): JourneyResult {
  return {
    sessionId,
    outcome: OUTCOMES[outcome],
    ...(journey === undefined ? {} : { revision: journey.revision }),
    ...(code === undefined ? {} : { code }),
    ...(reason === undefined ? {} : { reason }),
  };
}
