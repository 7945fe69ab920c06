import { defined } from '@ledger/plain-data';
import type { JourneyCommand } from '../journey/journey.commands';
import { timeoutCommandId } from '../journey/decider/decide-timeout';
import type { Decision } from '../journey/journey.decision';
import type { FoldableEvent } from '../foldable-event';
import type { JourneyEvent } from '../journey/journey.events';
import type { JourneyState } from '../journey/journey.state';

/** A stream's events as a store would give them back: written as JSON and read again. */
export function recorded(
  events: readonly JourneyEvent[],
  envelope: { readonly first: bigint; readonly occurredAt: string; readonly commandId?: string },
): readonly FoldableEvent[] {
  const { first, occurredAt, commandId } = envelope;
  return events.map((event, index) => {
    const stored = JSON.parse(JSON.stringify(event)) as JourneyEvent;
    return defined({ ...stored, revision: first + BigInt(index), occurredAt, commandId });
  });
}

/** The events that a decision appends to a stream, under the command id that they are recorded with. */
export function appendedBy(
  decision: Decision,
  command: JourneyCommand,
  state: JourneyState | undefined,
): readonly FoldableEvent[] {
  if (decision.kind !== 'accepted' && decision.kind !== 'expired') return [];
  const isTimeout = decision.kind === 'expired' || command.type === 'AbortOnTimeout';
  const commandId = isTimeout && state ? timeoutCommandId(state.enteredRevision) : command.commandId;
  return recorded(decision.events, {
    first: state === undefined ? 0n : state.revision + 1n,
    occurredAt: decision.kind === 'expired' ? decision.occurredAt : command.now,
    commandId,
  });
}
