import type { ReactNode } from 'react';
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
        {error instanceof OfflineError && <span>What you see below is as last read.</span>}
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
