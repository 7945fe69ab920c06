import type { RecordedEvent, SealedMetadata } from '@ledger/event-store';
import { NOTHING_PERSONAL, parseStream } from '@ledger/journey';
import { withMaskedText } from '../access/masked-events';

/**
 * An event as a server-sent event: `id` is its position, `event` its type, `data` one line of JSON.
 * @param hidden what its reader may not see.
 */
export function eventMessage(stored: RecordedEvent, hidden = NOTHING_PERSONAL): string {
  const event = withMaskedText(stored, hidden);
  return event.damage === undefined ? soundMessage(event) : damagedMessage(event);
}

/** What a damaged event says is not passed on; that one stands here is. */
function damagedMessage({ position, damage }: RecordedEvent): string {
  const data = JSON.stringify({ position, code: 'LEDGER_DAMAGED', detail: damage });
  return `id: ${position}\nevent: LEDGER_DAMAGED\ndata: ${data}\n\n`;
}

function soundMessage(event: RecordedEvent): string {
  const { occurredAt, actor, commandId, hash, previousHash, $correlationId } = JSON.parse(
    event.metadata,
  ) as SealedMetadata;
  const stream = parseStream(event.stream);
  const head = JSON.stringify({
    position: event.position,
    type: event.type,
    category: stream?.kind,
    id: stream?.id,
    revision: Number(event.revision),
    eventId: event.id,
    occurredAt,
    recordedAt: event.recordedAt,
    actor,
    commandId,
    correlationId: $correlationId,
    hash,
    previousHash,
  });
  // The payload is JSON text already, and has no line break: JSON.stringify wrote it.
  return `id: ${event.position}\nevent: ${event.type}\ndata: ${head.slice(0, -1)},"data":${event.data}}\n\n`;
}
