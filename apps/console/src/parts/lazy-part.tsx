import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fetched } from '../api/client';
import { loadPart, type Surroundings } from './load-part';
import { Asked } from './notes';

const RETRY_MS = 2_000;
const ITEM = 'journey-ledger.reloaded';

const BROWSER: Surroundings = {
  entry: document.querySelector('script[type="module"]')?.getAttribute('src') ?? '',
  page: () =>
    fetched('/', { headers: { Accept: 'text/html' }, cache: 'no-store' })
      .then((response) => response.text())
      .catch(() => undefined),
  get tried() {
    return sessionStorage.getItem(ITEM)?.split('\n') ?? [];
  },
  set tried(parts) {
    sessionStorage.setItem(ITEM, parts.join('\n'));
  },
  reload: () => location.reload(),
};

/** A component in a file of its own, which is loaded where it is shown; what failed to load is loaded again. */
export function lazyPart<Props extends object>(
  what: string,
  load: () => Promise<{ readonly default: (props: Props) => ReactNode }>,
): (props: Props) => ReactNode {
  let failures = 0;
  return function Part(props) {
    const loaded = useQuery({
      queryKey: ['part', what],
      queryFn: () =>
        loadPart(what, load, failures, BROWSER).catch((error: unknown) => {
          failures += 1;
          throw error;
        }),
      staleTime: Infinity,
      gcTime: Infinity,
      retry: false,
      refetchInterval: ({ state }) => (state.data === undefined && state.error !== null ? RETRY_MS : false),
      structuralSharing: false,
    });
    return (
      <Asked query={loaded} what={what}>
        {({ default: Shown }) => <Shown {...props} />}
      </Asked>
    );
  };
}
