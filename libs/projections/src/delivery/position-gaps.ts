import type { Position } from '@ledger/event-store';

const COUNTED = /^\d+$/;

/** Positions between two checkpoints without an event; 0 if the store does not count its positions one by one. */
export function positionGaps(from: Position | undefined, to: Position | undefined, events: number): number {
  if (to === undefined || !COUNTED.test(to) || (from !== undefined && !COUNTED.test(from))) return 0;
  return Math.max(0, Number(BigInt(to) - BigInt(from ?? 0)) - events);
}
