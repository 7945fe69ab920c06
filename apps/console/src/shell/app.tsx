import { lazy, Suspense, useEffect, type ComponentType, type ReactNode } from 'react';
import { usePage } from '../address/links';
import type { Page } from '../address/page';
import { queryClient } from '../api/query-client';
import { useSessionNumber } from '../api/session-key';
import { refuseCounts, takeCounts } from '../live/counts';
import { useFeed } from '../live/use-feed';
import { Empty, Loading } from '../parts/notes';
import { ErrorBoundary } from './error-boundary';
import { NAV } from './nav';
import { SignInDialog } from './sign-in';
import { TopBar } from './top-bar';

/** Each page is loaded when it is first shown. */
const PAGES: Readonly<Record<Page['page'], ComponentType<{ readonly page: never }>>> = {
  analytics: lazy(() => import('../pages/analytics/analytics-page')),
  definitions: lazy(() => import('../pages/definitions/definitions-page')),
  find: lazy(() => import('../pages/find/find-page')),
  journey: lazy(() => import('../pages/journey/journey-page')),
  now: lazy(() => import('../pages/now/now-page')),
  operations: lazy(() => import('../pages/operations/operations-page')),
  try: lazy(() => import('../pages/try/try-page')),
};

/** What was shown while the ledger was away is asked for again. */
function refreshAll(): void {
  void queryClient.invalidateQueries();
}

export function App(): ReactNode {
  const page = usePage();
  const session = useSessionNumber();
  // One feed for all pages: it also says whether the ledger is there.
  useFeed('/v1/live/counts', takeCounts, refreshAll, refuseCounts);
  return (
    <>
      <TopBar current={page?.page} />
      <main>
        {/* In another session everything is asked for again. */}
        <ErrorBoundary key={`${page?.page} ${session}`}>
          <Suspense fallback={<Loading what="the page" />}>
            <Shown page={page} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <SignInDialog />
    </>
  );
}

function Shown({ page }: { readonly page: Page | undefined }): ReactNode {
  useEffect(() => {
    document.title = `${titleOf(page)} · Journey ledger`;
  });
  if (page === undefined) {
    return (
      <Empty title="There is no such page">
        <span>Press Ctrl-K and paste what you look for: a session, an event, a position.</span>
      </Empty>
    );
  }
  const OfKind = PAGES[page.page];
  return <OfKind page={page as never} key={page.page === 'journey' ? page.id : page.page} />;
}

function titleOf(page: Page | undefined): string {
  const id = page !== undefined && 'id' in page ? page.id : undefined;
  return id ?? NAV.find(({ to }) => to.page === page?.page)?.name ?? 'Not found';
}
