import type { EventStore, Position } from '@ledger/event-store';

const COUNTED = /^\d+$/;

/** Events between a projection and the ledger's head; null if the store's positions cannot be counted. */
export function lagOf(head: string | undefined, applied: string | null): number | null {
  if (head === undefined) return 0;
  if (!COUNTED.test(head) || (applied !== null && !COUNTED.test(applied))) return null;
  const lag = BigInt(head) - BigInt(applied ?? 0);
  return lag < 0n ? 0 : Number(lag);
}

/** Age of the oldest event that is not applied, in seconds; 0 if all are. */
export async function lagInSeconds(
  store: EventStore,
  head: string | undefined,
  applied: string | null,
  now: Date,
): Promise<number> {
  if (head === undefined || head === applied) return 0;
  for await (const next of store.readAll({ ...(applied !== null && { after: applied as Position }), limit: 1 })) {
    return Math.max(0, (now.getTime() - Date.parse(next.recordedAt)) / 1000);
  }
  return 0;
}

/** Share of the ledger that is applied, from 0 to 1; null if positions cannot be counted. */
export function progressOf(head: string | undefined, applied: string | null): number | null {
  const lag = lagOf(head, applied);
  if (lag === null) return null;
  return head === undefined || head === '0' ? 1 : 1 - lag / Number(head);
}
