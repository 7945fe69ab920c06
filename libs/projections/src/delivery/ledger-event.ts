import {
  sortablePosition,
  UpcasterRegistry,
  type JsonObject,
  type RecordedEvent,
  type SealedMetadata,
} from '@ledger/event-store';
import { parseStream, type StreamKind } from '@ledger/journey';

/** An event as projections see it: parsed once, however many of them look at it. */
export interface LedgerEvent {
  readonly recorded: RecordedEvent;
  readonly kind: StreamKind;
  readonly tenant: string;
  /** Session id, definition id or escalation id, by `kind`. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: SealedMetadata;
  /** `sortablePosition` of its position. */
  readonly order: string;
}

const NO_UPCASTERS = new UpcasterRegistry();

/** Parses an event; undefined for a stream that is none of ours and for a text that is no sealed event. */
export function readLedgerEvent(
  recorded: RecordedEvent,
  upcasters: UpcasterRegistry = NO_UPCASTERS,
): LedgerEvent | undefined {
  const stream = parseStream(recorded.stream);
  if (stream === undefined) return undefined;
  try {
    const { type, data, metadata } = upcasters.read(recorded);
    const { kind, tenant, id } = stream;
    return { recorded, kind, tenant, id, type, data, metadata, order: sortablePosition(recorded.position) };
  } catch {
    // A projection never rejects a fact: what cannot be read is the audit's finding, and must not stop the read models.
    return undefined;
  }
}
