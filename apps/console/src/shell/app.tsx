import { useEffect, useRef, type ReactNode } from 'react';
import { addressOf } from '../address/address';
import { usePage } from '../address/links';
import type { Page } from '../address/page';
import { queryClient } from '../api/query-client';
import { useSessionNumber, useSignIn } from '../api/session-key';
import { useAnotherLedger } from '../live/another-ledger';
import { COUNTS_FEED } from '../live/connection';
import { refuseCounts, takeCounts } from '../live/counts';
import { useFeed } from '../live/use-feed';
import { lazyPart } from '../parts/lazy-part';
import { Empty } from '../parts/notes';
import { ErrorBoundary } from './error-boundary';
import { NAV } from './nav';
import { SignInDialog } from './sign-in';
import { TopBar } from './top-bar';

/** Each page is loaded when it is first shown. */
const PAGES: Readonly<Record<Page['page'], (props: { readonly page: never }) => ReactNode>> = {
  analytics: lazyPart('the page analytics', () => import('../pages/analytics/analytics-page')),
  definitions: lazyPart('the page definitions', () => import('../pages/definitions/definitions-page')),
  find: lazyPart('the page find', () => import('../pages/find/find-page')),
  journey: lazyPart('the page journey', () => import('../pages/journey/journey-page')),
  now: lazyPart('the page now', () => import('../pages/now/now-page')),
  operations: lazyPart('the page operations', () => import('../pages/operations/operations-page')),
  settings: lazyPart('the page settings', () => import('../pages/settings/settings-page')),
  try: lazyPart('the page try', () => import('../pages/try/try-page')),
};

/** What was shown while the ledger was away is asked for again. */
function refreshAll(): void {
  void queryClient.invalidateQueries();
}

export function App(): ReactNode {
  const page = usePage();
  const session = useSessionNumber();
  const { isAsked, isSignedIn } = useSignIn();
  // One feed for all pages: it also says whether the ledger is there.
  useFeed(COUNTS_FEED, takeCounts, refreshAll, refuseCounts);
  const main = useRef<HTMLElement>(null);
  const place = `${page?.page} ${page !== undefined && 'id' in page ? page.id : ''}`;
  const focusedAt = useRef(place);
  useEffect(() => {
    // What had the focus is gone with the page before; the next Tab goes into this one.
    if (focusedAt.current !== place) main.current?.focus({ preventScroll: true });
    focusedAt.current = place;
  }, [place]);
  return (
    <>
      <TopBar current={page?.page} />
      <main ref={main} tabIndex={-1}>
        <AnotherLedgerNote />
        {/* In another session everything is asked for again. */}
        <ErrorBoundary key={`${page?.page} ${session}`} address={page && addressOf(page)}>
          {(isSignedIn || !isAsked) && <Shown page={page} />}
        </ErrorBoundary>
      </main>
      <SignInDialog />
    </>
  );
}

function AnotherLedgerNote(): ReactNode {
  const [isAnother, close] = useAnotherLedger();
  return (
    isAnother && (
      <div className="note warn row between" role="alert">
        <span>Another ledger answers at this address now, or an older copy: what was shown before is gone.</span>
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
    )
  );
}

function Shown({ page }: { readonly page: Page | undefined }): ReactNode {
  useEffect(() => {
    document.title = `${titleOf(page)} · Journey ledger`;
  });
  if (page === undefined) {
    return <Empty title="There is no such page">Press Ctrl-K and paste what you look for: a session, an event.</Empty>;
  }
  const OfKind = PAGES[page.page];
  return <OfKind page={page as never} key={page.page === 'journey' ? page.id : page.page} />;
}

function titleOf(page: Page | undefined): string {
  const id = page !== undefined && 'id' in page ? page.id : undefined;
  return id ?? NAV.find(({ to }) => to.page === page?.page)?.name ?? 'Not found';
}
