import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Card } from './card';
import { number } from './format';
import { Asked, Empty } from './notes';
import { Table, type Columns } from './table';

const PAGE_ROWS = 100;

interface PagedCardProps<Page, Row> {
  /** What the rows are, in the plural, such as `deadlines`. */
  readonly what: string;
  readonly queryKey: readonly unknown[];
  /** Of the page that begins at a cursor; of the first, which has none. */
  readonly load: (at: { readonly limit: number; readonly cursor?: string }) => Promise<Page>;
  readonly rowsOf: (page: Page) => readonly Row[];
  readonly columns: Columns<Row>;
  readonly keyOf: (row: Row) => string;
  readonly empty: { readonly title: string; readonly text: string };
  readonly actions?: ReactNode;
  readonly refetchMs?: number | false;
}

/** A list of the ledger that comes page by page. */
export function PagedCard<Page extends { readonly nextCursor?: string }, Row>(
  props: PagedCardProps<Page, Row>,
): ReactNode {
  const { what, queryKey, load, rowsOf, columns, keyOf, empty, actions, refetchMs = 5_000 } = props;
  const found = useInfiniteQuery({
    queryKey: [what, ...queryKey],
    queryFn: ({ pageParam }) => load({ limit: PAGE_ROWS, ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: refetchMs,
  });
  return (
    <Asked query={found} what={what}>
      {({ pages }) => {
        const rows = pages.flatMap(rowsOf);
        return (
          <Card
            label={what}
            title={`${found.hasNextPage ? 'First ' : ''}${number(rows.length)} ${what}`}
            aside={<span className="row">{actions}</span>}
          >
            <Table {...{ label: what, rows, columns, keyOf }} empty={<Empty title={empty.title}>{empty.text}</Empty>} />
            {found.hasNextPage && (
              <div className="body">
                <button type="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  Show more
                </button>
              </div>
            )}
          </Card>
        );
      }}
    </Asked>
  );
}
