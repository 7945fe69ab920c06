import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { number } from './format';
import { Asked, Empty } from './notes';
import { Table, type Column } from './table';

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | undefined;
}

interface PagedCardProps<Row> {
  /** What the rows are, in the plural, such as `deadlines`. */
  readonly what: string;
  readonly queryKey: readonly unknown[];
  readonly load: (cursor: string | undefined) => Promise<Page<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: { readonly title: string; readonly text: string };
  readonly actions?: ReactNode;
  readonly refetchMs?: number;
}

/** A list of the ledger that comes page by page. */
export function PagedCard<Row>(props: PagedCardProps<Row>): ReactNode {
  const { what, queryKey, load, columns, keyOf, empty, actions, refetchMs = 5_000 } = props;
  const found = useInfiniteQuery({
    queryKey: [what, ...queryKey],
    queryFn: ({ pageParam }) => load(pageParam === '' ? undefined : pageParam),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: refetchMs,
  });
  return (
    <Asked query={found} what={what}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows);
        return (
          <section className="card" aria-label={what}>
            <header>
              <h2>
                {found.hasNextPage ? 'First ' : ''}
                {number(rows.length)} {what}
              </h2>
              <span className="row">{actions}</span>
            </header>
            {rows.length === 0 ? (
              <Empty title={empty.title}>
                <span>{empty.text}</span>
              </Empty>
            ) : (
              <Table label={what} rows={rows} columns={columns} keyOf={keyOf} />
            )}
            {found.hasNextPage && (
              <div className="body">
                <button type="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  Show more
                </button>
              </div>
            )}
          </section>
        );
      }}
    </Asked>
  );
}
