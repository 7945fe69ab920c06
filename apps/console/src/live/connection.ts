import { Shared, useShared } from '../api/shared';
import { serverNow } from './server-clock';

/** How current what is on screen is. `since`: when the ledger was last heard, milliseconds since 1970. */
export type Connection =
  | { readonly state: 'connecting' }
  /** The ledger is there, and does not tell this caller what changes. */
  | { readonly state: 'refused' }
  | { readonly state: 'live' }
  | { readonly state: 'behind'; readonly seconds: number }
  | { readonly state: 'offline'; readonly since: number };

/** Slower than this, and the figures are no longer called live; seconds. */
const LIVE_WITHIN_S = 3;

const connection = new Shared<Connection>({ state: 'connecting' });
/** The feed by which a page is live: without it, other answers only say that the ledger is there. */
export const COUNTS_FEED = '/v1/live/counts';
let isFed = false;

function set(next: Connection): void {
  if (JSON.stringify(next) !== JSON.stringify(connection.get())) connection.set(next);
}

/** The ledger was heard; `lagSeconds`: how far its read models are behind its events, if it said so. */
export function heard(lagSeconds?: number): void {
  if (lagSeconds === undefined) {
    if (connection.get().state === 'offline') set({ state: isFed ? 'live' : 'refused' });
    return;
  }
  isFed = true;
  set(lagSeconds > LIVE_WITHIN_S ? { state: 'behind', seconds: Math.round(lagSeconds) } : { state: 'live' });
}

/** The ledger gives this caller no figures, for good or because it is busy. */
export function refused(): void {
  isFed = false;
  set({ state: 'refused' });
}

/** No answer came, or a feed ended. */
export function lost(feed?: string): void {
  if (feed === COUNTS_FEED) isFed = false;
  if (connection.get().state !== 'offline') set({ state: 'offline', since: serverNow() });
}

export function useConnection(): Connection {
  return useShared(connection);
}
