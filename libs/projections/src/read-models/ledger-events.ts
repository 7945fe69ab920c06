import {
  assertIntact,
  LedgerDamagedError,
  sortablePosition,
  type RecordedEvent,
  type SealedMetadata,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { parseStream, type ParsedStream } from '@ledger/journey';
import type { LedgerEvent } from '../delivery/ledger-event';

/** A damaged row may have lost its stream's name: the read models of journeys must not continue as if it were not there. */
const UNKNOWN_STREAM: ParsedStream = { kind: 'journey', tenant: '', id: '' };

const UNKNOWN_METADATA: SealedMetadata = {
  tenant: '',
  actor: { subject: '', kind: 'caller' },
  schemaVersion: 1,
  occurredAt: '1970-01-01T00:00:00.000Z',
  hash: '',
};

/**
 * What the store's own checksum has proved needs no hash: it finds what a disk does, and an intruder who can compute the
 * one can compute the other. Hashing would be a tenth of the work of projecting an event.
 */
function soundMetadata(event: RecordedEvent): SealedMetadata | undefined {
  return event.isChecked === true ? undefined : assertIntact(event);
}

/** Parses an event; undefined for a stream that is not one of ours. A damaged one says so instead of what it held. */
export function readLedgerEvent(recorded: RecordedEvent, upcasters: UpcasterRegistry): LedgerEvent | undefined {
  const stream = parseStream(recorded.stream) ?? (recorded.damage === undefined ? undefined : UNKNOWN_STREAM);
  if (stream === undefined) return undefined;
  const { kind, tenant, id } = stream;
  const order = sortablePosition(recorded.position);
  // Written out, so that all events have one shape: each projection looks at each of them.
  try {
    const { type, data, metadata } = upcasters.read(recorded, soundMetadata(recorded));
    return { recorded, kind, tenant, id, type, data, metadata, order, damage: undefined };
  } catch (damage) {
    if (!(damage instanceof LedgerDamagedError)) throw damage;
    const { type } = recorded;
    return { recorded, kind, tenant, id, type, data: {}, metadata: UNKNOWN_METADATA, order, damage };
  }
}
