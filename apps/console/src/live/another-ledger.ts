import { searchPersonally } from '../address/personal-search';
import { read } from '../api/read';
import { queryClient } from '../api/query-client';
import { beginSession } from '../api/session-key';
import { Shared, useShared } from '../api/shared';
import { setServerClock } from './server-clock';

/** The ledger that all on screen is of, and its last position; undefined until they are known. */
let known: { readonly id?: string; readonly head?: number } = {};
const isAnother = new Shared(false);

/** After two of its heartbeats without a word a ledger counts as lost; this is until it told of them. Milliseconds. */
export let longestSilenceMs = 10_000;

/** Asks with each connection which ledger answers, and for its time: a server may have restarted with another folder. */
export async function askWhichLedger(): Promise<void> {
  const sent = Date.now();
  const { ledgerId, now, heartbeatMs } = await read('/v1/console', {});
  setServerClock(now, sent);
  longestSilenceMs = 2 * heartbeatMs;
  if (ledgerId === null) return;
  if (known.id !== undefined && known.id !== ledgerId) dropAll();
  known = { ...known, id: ledgerId };
}

/** A ledger only grows: one that is shorter than before was restored from an older copy. */
export function seenUpTo(head: number): void {
  if (head < (known.head ?? 0)) dropAll();
  known = { ...known, head };
}

function dropAll(): void {
  known = {};
  searchPersonally({});
  queryClient.clear();
  beginSession();
  isAnother.set(true);
}

/** Whether the ledger became another one while the page was open, and how to say that it was read. */
export function useAnotherLedger(): readonly [isAnother: boolean, read: () => void] {
  return [useShared(isAnother), () => isAnother.set(false)];
}
