import { setImmediate as nextTurn } from 'node:timers/promises';
import { position } from '@ledger/event-store';
import type { OperationRequested } from '@ledger/journey';
import type { JourneyRow, JourneySearch, ReadModelQueries, Sight, StuckRules } from '@ledger/projections';

const PAGE = 1_000;

/** A filter as it stood when it was asked: at a position of the ledger, at an instant, by these figures. */
export type FrozenFilter = Pick<OperationRequested, 'filter' | 'position' | 'at' | 'stuckRules'>;

/** The journeys that meet a filter and have not changed since it was asked, page by page by session id. */
export async function* journeysMeeting(
  queries: Pick<ReadModelQueries, 'searchJourneys'>,
  sight: Sight,
  frozen: FrozenFilter,
): AsyncGenerator<readonly JourneyRow[]> {
  let cursor: string | undefined;
  do {
    const page = await queries.searchJourneys({ ...searchOf(sight, frozen), cursor, limit: PAGE });
    yield page.rows;
    // The embedded database answers at once: without a turn, a million journeys would block every command.
    await nextTurn();
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

function searchOf(
  sight: Sight,
  { filter, position: asOf, at, stuckRules }: FrozenFilter,
): Omit<JourneySearch, 'limit'> {
  const { state, definitionId, customerId, channel, status, overdue, enteredBefore } = filter;
  return {
    sight,
    stateId: state,
    definitionId,
    customerId,
    channel,
    status,
    overdue,
    enteredBefore,
    stuck: stuckRules as StuckRules | undefined,
    unmovedSince: position(asOf),
    sort: { by: 'sessionId', descending: false },
    now: at,
  };
}
