import { useSyncExternalStore } from 'react';

/** What personal data is searched for: kept in memory, so that no address, history or log of the browser has it. */
export interface PersonalSearch {
  readonly customerId?: string;
  readonly alias?: string;
}

let search: PersonalSearch = {};
const listeners = new Set<() => void>();

export function searchPersonally(next: PersonalSearch): void {
  search = next;
  for (const listener of listeners) listener();
}

export function usePersonalSearch(): PersonalSearch {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => search,
  );
}
