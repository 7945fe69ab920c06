import { generateKey, hashOfKey } from '@ledger/access';

/** Stands in every text that the neighbour tenant chose, and in nothing that another tenant may be shown. */
export const MARK = 'n3xtdoor';

/** The tenant that each ledger of the end-to-end tests has beside the one that they are about. */
export const NEIGHBOUR = MARK;

/** What the neighbour calls with. The same in each run, and of no other ledger. */
export const NEIGHBOUR_KEY = generateKey('test', () => 7);
export const NEIGHBOUR_KEY_HASH = hashOfKey(NEIGHBOUR_KEY);
