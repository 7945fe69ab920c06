import { Shared, useShared } from '../api/shared';

/** What personal data is searched for: kept in memory, so that no address, history or log of the browser has it. */
export interface PersonalSearch {
  readonly customerId?: string;
  readonly alias?: string;
}

const search = new Shared<PersonalSearch>({});

export function searchPersonally(next: PersonalSearch): void {
  search.set(next);
}

export function usePersonalSearch(): PersonalSearch {
  return useShared(search);
}
