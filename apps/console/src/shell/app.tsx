import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { usePage } from '../address/links';
import type { Page } from '../address/page';
import { queryClient } from '../api/query-client';
import { useSessionNumber } from '../api/session-key';
import { refuseCounts, takeCounts } from '../live/counts';
import { useFeed } from '../live/use-feed';
import { Empty, Loading } from '../parts/notes';
import { ErrorBoundary } from './error-boundary';
import { SignInDialog } from './sign-in';
import { TopBar } from './top-bar';

const FindPage = lazy(() => import('../pages/find/find-page'));
const AnalyticsPage = lazy(() => import('../pages/analytics/analytics-page'));
const DefinitionsPage = lazy(() => import('../pages/definitions/definitions-page'));
const JourneyPage = lazy(() => import('../pages/journey/journey-page'));
const NowPage = lazy(() => import('../pages/now/now-page'));
const OperationsPage = lazy(() => import('../pages/operations/operations-page'));
const TryPage = lazy(() => import('../pages/try/try-page'));

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
  switch (page?.page) {
    case 'now':
      return <NowPage page={page} />;
    case 'find':
      return <FindPage page={page} />;
    case 'journey':
      return <JourneyPage page={page} key={page.id} />;
    case 'definitions':
      return <DefinitionsPage page={page} />;
    case 'operations':
      return <OperationsPage page={page} />;
    case 'analytics':
      return <AnalyticsPage page={page} />;
    case 'try':
      return <TryPage page={page} />;
    default:
      return (
        <Empty title="There is no such page">
          <span>Press Ctrl-K and paste what you look for: a session, an event, a position.</span>
        </Empty>
      );
  }
}

function titleOf(page: Page | undefined): string {
  switch (page?.page) {
    case undefined:
      return 'Not found';
    case 'now':
      return 'Now';
    case 'find':
      return 'Find';
    case 'journey':
      return page.id;
    case 'definitions':
      return page.id ?? 'Definitions';
    case 'operations':
      return 'Operations';
    case 'analytics':
      return 'Analytics';
    case 'try':
      return 'Try it';
  }
}
