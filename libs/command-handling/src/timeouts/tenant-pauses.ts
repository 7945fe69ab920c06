import {
  foldable,
  headAt,
  KnownStreams,
  streamName,
  type ReadEvent,
  type StreamHead,
  type StreamName,
  type StreamReaderPorts,
} from '@ledger/event-store';
import { NO_TIMEOUT_PAUSES, tenantTimeoutsStream, withTimeoutPause, type TimeoutPause } from '@ledger/journey';
import { withChangeRecord, type TimeoutChangeRecord } from '../definitions/timeout-change-record';

/** The pauses of a tenant as its stream gives them up to some revision. Never changed in place. */
export interface PausesStream extends StreamHead {
  readonly pauses: readonly TimeoutPause[];
  /** Who paused and resumed, and why, oldest first. */
  readonly changeRecords: readonly TimeoutChangeRecord[];
}

/** The pauses of the tenants that were asked for, as they were read last. */
export class TenantPauses {
  readonly #streams: KnownStreams<PausesStream>;

  constructor(ports: StreamReaderPorts) {
    this.#streams = new KnownStreams(ports, evolvePauses);
  }

  /** Without asking the store: the same object as long as nothing changed; undefined where they were never read. */
  known(tenant: string): readonly TimeoutPause[] | undefined {
    const stream = pausesStreamName(tenant);
    const known = this.#streams.known(stream);
    if (known !== undefined) return known.pauses;
    return this.#streams.isKnown(stream) ? NO_TIMEOUT_PAUSES : undefined;
  }

  /** After an append whose outcome is unknown. */
  forget(tenant: string): void {
    this.#streams.forget(pausesStreamName(tenant));
  }

  /** Reads on from what is known; undefined where the tenant was never paused. */
  read(tenant: string): Promise<PausesStream | undefined> {
    return this.#streams.read(pausesStreamName(tenant));
  }
}

export function pausesStreamName(tenant: string): StreamName {
  return streamName(tenantTimeoutsStream(tenant));
}

function evolvePauses(stream: PausesStream | undefined, read: ReadEvent): PausesStream {
  return {
    pauses: withTimeoutPause(stream?.pauses ?? NO_TIMEOUT_PAUSES, foldable(read)),
    changeRecords: withChangeRecord(stream?.changeRecords ?? [], read),
    ...headAt(read),
  };
}
