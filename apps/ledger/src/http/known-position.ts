import { isWithin, type EventStore, type Position } from '@ledger/event-store';
import { Problem } from './problem';

/** Refuses a position that this ledger never gave: an answer would wait for it for ever. */
export async function refusePositionBeyond(store: EventStore, position: Position): Promise<void> {
  const end = await store.endPosition();
  if (end !== undefined && isWithin(position, end)) return;
  throw new Problem(
    'POSITION_NOT_FOUND',
    `This ledger has no position ${position}; ${end === undefined ? 'it is empty' : `it ends at ${end}`}. The position is ` +
      'of another ledger, or of this one before a backup was restored. Use start, or a position that this ledger gave.',
    { members: { position, end: end ?? null } },
  );
}
