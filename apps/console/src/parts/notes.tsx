import type { ReactNode } from 'react';
import { PageLink } from '../address/links';
import type { Page } from '../address/page';
import { OfflineError, ProblemError } from '../api/problem.error';

export function Loading({ what }: { readonly what: string }): ReactNode {
  return (
    <div className="loading" role="status">
      <span className="hidden-text">Loading {what}</span>
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

interface NoSuchProps {
  /** What the address names, such as `definition Refund`. */
  readonly what: string;
  /** What there is instead, by its name. */
  readonly others: readonly (readonly [name: string, to: Page])[];
}

/** The address names something that does not exist: nothing else is shown in its place, but offered. */
export function NoSuch({ what, others }: NoSuchProps): ReactNode {
  return (
    <Empty title={`There is no ${what}`}>
      <span className="row">
        {others.length > 0 && 'There is:'}
        {others.map(([name, to]) => (
          <PageLink key={name} to={to}>
            {name}
          </PageLink>
        ))}
      </span>
    </Empty>
  );
}

export function NoDefinition(): ReactNode {
  return (
    <Empty title="No definition is published">
      <span>
        Publish one with <code>journey definition publish file.yaml</code>.
      </span>
    </Empty>
  );
}

interface ErrorNoteProps {
  readonly error: Error;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong in the words of the ledger, with the code to search for and the id to find it in the log. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps): ReactNode {
  const problem = error instanceof ProblemError ? error : undefined;
  return (
    <div className="note bad" role="alert">
      <span className="wrap">{error.message}</span>
      {problem?.problem.scope !== undefined && <span>Your key lacks the scope {problem.problem.scope}.</span>}
      <span className="row small soft">
        {problem && (
          <a href={problemPage(problem)} target="_blank" rel="noreferrer">
            {problem.code}
          </a>
        )}
        {problem?.requestId !== undefined && <code>request {problem.requestId}</code>}
        {error instanceof OfflineError && (
          <span>
            {onRetry
              ? 'The console asks again by itself. What you see below is as last read.'
              : 'The console does not send this again by itself; look whether it was done before you do.'}
          </span>
        )}
      </span>
      {onRetry && (
        <span>
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        </span>
      )}
    </div>
  );
}

/** The page of the ledger that explains a code. */
function problemPage({ code }: ProblemError): string {
  return `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
}

interface AskedProps<Data> {
  readonly query: { readonly data?: Data | undefined; readonly error: Error | null; refetch(): unknown };
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
}

/** What was asked of the ledger: while it loads, when it failed, and when it is here, also if it is no longer fresh. */
export function Asked<Data>({ query, what, children }: AskedProps<Data>): ReactNode {
  return (
    <>
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined ? children(query.data) : !query.error && <Loading what={what} />}
    </>
  );
}
