import { sortablePosition, type RecordedEvent, type UpcasterRegistry } from '@ledger/event-store';
import { parseStream } from '@ledger/journey';
import type { LedgerEvent } from '../delivery/ledger-event';

/** Parses an event; undefined for a stream that is not one of ours, and for a text that is not a sealed event. */
export function readLedgerEvent(recorded: RecordedEvent, upcasters: UpcasterRegistry): LedgerEvent | undefined {
  const stream = parseStream(recorded.stream);
  if (stream === undefined) return undefined;
  try {
    const { type, data, metadata } = upcasters.read(recorded);
    const { kind, tenant, id } = stream;
    return { recorded, kind, tenant, id, type, data, metadata, order: sortablePosition(recorded.position) };
  } catch {
    // A projection never rejects a fact: an unreadable event is the audit's finding, and must not stop the read models.
    return undefined;
  }
}
