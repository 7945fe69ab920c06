const COUNTED = /^\d+$/;

/** Events between a projection and the ledger's head; null where the store's positions are no plain count. */
export function lagOf(head: string | undefined, applied: string | null): number | null {
  if (head === undefined) return 0;
  if (!COUNTED.test(head) || (applied !== null && !COUNTED.test(applied))) return null;
  const lag = BigInt(head) - BigInt(applied ?? 0);
  return lag < 0n ? 0 : Number(lag);
}
