import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FindPage as Shown } from '../../address/page';
import { usePersonalSearch, type PersonalSearch } from '../../address/personal-search';
import { callAddress } from '../../api/call-address';
import { read } from '../../api/read';
import type { JourneyRow } from '../../api/types';
import { Card } from '../../parts/card';
import { counted } from '../../parts/format';
import { Asked, Empty } from '../../parts/notes';
import { Filters } from './filters';
import { JourneyRows } from './journey-rows';
import { Refreshes } from './refreshes';

const PAGE_ROWS = 200;

/** Find: the journeys that a filter leaves, newest first. */
export default function FindPage({ page }: { readonly page: Shown }): ReactNode {
  const personal = usePersonalSearch();
  const query = searchOf(page, personal);
  const found = useInfiniteQuery({
    queryKey: ['journeys', query],
    queryFn: ({ pageParam }) =>
      read('/v1/journeys', {
        query: { ...query, limit: PAGE_ROWS, ...(pageParam === '' ? { total: 'true' } : { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="title-row">
        <h1>Find journeys</h1>
      </div>
      <Filters page={page} personal={personal} />
      {/* New events may change any row; a reader who has read on keeps the pages. */}
      <Refreshes ask={found.data?.pages.length === 1 ? () => found.refetch() : undefined} />
      <Asked query={found} what="journeys">
        {({ pages }) => {
          const rows = pages.flatMap(({ journeys }) => journeys as JourneyRow[]);
          return (
            <Card
              label="Journeys found"
              title={<span role="status">{counted(pages[0]?.total ?? rows.length, 'journey')}</span>}
              csv={{
                href: callAddress(['v1', 'journeys'], { ...query, format: 'csv', limit: 1_000 }),
                name: 'journeys.csv',
              }}
            >
              {rows.length === 0 ? (
                <Empty title="No journey matches">Remove a filter, or press Ctrl-K and paste an id of any kind.</Empty>
              ) : (
                <JourneyRows
                  rows={rows}
                  hasMore={found.hasNextPage}
                  onEnd={() => {
                    if (!found.isFetchingNextPage && !found.isFetchNextPageError) void found.fetchNextPage();
                  }}
                />
              )}
            </Card>
          );
        }}
      </Asked>
    </>
  );
}

function searchOf(page: Shown, { customerId, alias }: PersonalSearch) {
  const { page: _, definition, version, refusal, overdue, ...same } = page;
  return {
    ...same,
    definitionId: definition,
    definitionVersion: version,
    refusalCode: refusal,
    overdue: overdue === undefined ? undefined : overdue ? ('true' as const) : ('false' as const),
    customerId,
    alias,
  };
}
