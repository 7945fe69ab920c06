import { soundEvents, streamName, type EventStore, type UpcasterRegistry } from '@ledger/event-store';
import {
  OPERATION_PROGRESSED,
  operationStream,
  type JourneyOutcome,
  type JourneyResult,
  type OperationProgressed,
  type OperationState,
} from '@ledger/journey';
import { SELECTION_PART } from './selected-journeys';

export interface ResultsPage {
  readonly results: readonly JourneyResult[];
  /** Where the next page begins; absent on the last page. */
  readonly next?: ResultsPlace;
}

/** Revision of an event, and place of a result in it. */
export interface ResultsPlace {
  readonly revision: bigint;
  readonly index: number;
}

/** Results of single journeys in the order in which they were processed, from the operation's own stream. */
export async function operationResults(
  { store, upcasters }: { readonly store: EventStore; readonly upcasters: UpcasterRegistry },
  tenant: string,
  state: OperationState,
  { from, outcome, limit }: { readonly from?: ResultsPlace; readonly outcome?: JourneyOutcome; readonly limit: number },
): Promise<ResultsPage> {
  // Progress stands behind the selection, which has at least so many events.
  const behindSelection = BigInt(1 + Math.floor(state.selected / SELECTION_PART));
  const begin = from ?? { revision: behindSelection, index: 0 };
  const stream = streamName(operationStream(tenant, state.request.operationId));
  const results: JourneyResult[] = [];
  for await (const recorded of soundEvents(store, stream, { from: begin.revision })) {
    if (recorded.type !== OPERATION_PROGRESSED) continue;
    const { results: all } = upcasters.read(recorded).data as unknown as OperationProgressed;
    const first = recorded.revision === begin.revision ? begin.index : 0;
    for (const [index, result] of all.entries()) {
      if (index < first || (outcome !== undefined && result.outcome !== outcome)) continue;
      if (results.length === limit) return { results, next: { revision: recorded.revision, index } };
      results.push(result);
    }
  }
  return { results };
}
