import type { Position } from '@ledger/event-store';

const COUNTED = /^\d+$/;

/**
 * Positions between two checkpoints that no event came for; 0 where the store's positions are no plain count, of which
 * nothing can be said.
 */
export function gapsIn(from: Position | undefined, to: Position | undefined, events: number): number {
  if (to === undefined || !COUNTED.test(to) || (from !== undefined && !COUNTED.test(from))) return 0;
  return Math.max(0, Number(BigInt(to) - BigInt(from ?? 0)) - events);
}
