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

/** Parses an event; undefined for a stream that is not one of ours. A damaged one says so instead of what it held. */
export function readLedgerEvent(recorded: RecordedEvent, upcasters: UpcasterRegistry): LedgerEvent | undefined {
  const stream = parseStream(recorded.stream) ?? (recorded.damage === undefined ? undefined : UNKNOWN_STREAM);
  if (stream === undefined) return undefined;
  const { kind, tenant, id } = stream;
  const placed = { recorded, kind, tenant, id, order: sortablePosition(recorded.position) };
  try {
    assertIntact(recorded);
    const { type, data, metadata } = upcasters.read(recorded);
    return { ...placed, type, data, metadata };
  } catch (damage) {
    if (!(damage instanceof LedgerDamagedError)) throw damage;
    return { ...placed, type: recorded.type, data: {}, metadata: UNKNOWN_METADATA, damage };
  }
}
