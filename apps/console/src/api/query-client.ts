import { QueryClient } from '@tanstack/react-query';
import { ProblemError, staysRefused } from './problem.error';

const RETRY_DELAYS_MS = [500, 1_000, 2_000];

/** What the ledger refused stays refused; what it could not answer is asked for again. */
function shallRetry(failures: number, error: Error): boolean {
  return !staysRefused(error) && failures < RETRY_DELAYS_MS.length;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Live feeds and writes say when something has changed.
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: shallRetry,
      retryDelay: (failures, error) =>
        (error instanceof ProblemError ? error.retryAfterMs : undefined) ?? RETRY_DELAYS_MS[failures] ?? 2_000,
      // A loopback ledger answers also while the machine has no network.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
