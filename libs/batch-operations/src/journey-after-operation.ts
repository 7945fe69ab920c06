import { soundEvents, streamName, type EventStore, type UpcasterRegistry } from '@ledger/event-store';
import { ABORT_TIMEOUT, journeyStream, operationCommandId, type JourneyResult } from '@ledger/journey';
import type { SelectedJourney } from './selected-journeys';

/** What an operation did to a journey, read from the journey's own stream; undefined if it did nothing. */
export async function journeyAfterOperation(
  { store, upcasters }: { readonly store: EventStore; readonly upcasters: UpcasterRegistry },
  tenant: string,
  operationId: string,
  [sessionId, revision]: SelectedJourney,
): Promise<JourneyResult | undefined> {
  const commandId = operationCommandId(operationId);
  let result: JourneyResult | undefined;
  const options = { from: BigInt(revision) + 1n, ifMissing: 'empty' } as const;
  for await (const recorded of soundEvents(store, streamName(journeyStream(tenant, sessionId)), options)) {
    const { type, metadata } = upcasters.read(recorded);
    const isOwn = metadata.commandId === commandId;
    // A timeout has its own command id, and names the command that found it as its cause.
    const isFound = type === ABORT_TIMEOUT && metadata.$causationId === commandId;
    if (isOwn || isFound) {
      result = { sessionId, outcome: isOwn ? 'changed' : 'expired', revision: Number(recorded.revision) };
    } else if (result !== undefined) break;
  }
  return result;
}
