import { streamName, type EventStore, type UpcasterRegistry } from '@ledger/event-store';
import { NO_TIMEOUT_PAUSES, tenantTimeoutsStream, withTimeoutPause, type TimeoutPause } from '@ledger/journey';
import { ruleEvent } from './definition-stream';

/** The pauses of a tenant up to some revision of its stream; -1 where it was never paused. Never changed in place. */
interface PausesShelf {
  readonly pauses: readonly TimeoutPause[];
  readonly revision: bigint;
}

const NEVER_PAUSED: PausesShelf = { pauses: NO_TIMEOUT_PAUSES, revision: -1n };

/** The pauses of the tenants that were asked for, as they were read last. */
export class TenantPauses {
  readonly #ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry };
  readonly #shelves = new Map<string, PausesShelf>();

  constructor(ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry }) {
    this.#ports = ports;
  }

  /** Without asking the store: the same object as long as nothing changed; undefined where they were never read. */
  known(tenant: string): readonly TimeoutPause[] | undefined {
    return this.#shelves.get(tenant)?.pauses;
  }

  /** Reads on from where they are known. */
  async read(tenant: string): Promise<readonly TimeoutPause[]> {
    const { store, upcasters } = this.#ports;
    let { pauses, revision } = this.#shelves.get(tenant) ?? NEVER_PAUSED;
    const stream = streamName(tenantTimeoutsStream(tenant));
    for await (const event of store.readStream(stream, { from: revision + 1n, ifMissing: 'empty' })) {
      pauses = withTimeoutPause(pauses, ruleEvent(upcasters.read(event)));
      revision = event.revision;
    }
    // A read that began earlier may end later: what is known must never go back.
    const known = this.#shelves.get(tenant);
    if (known !== undefined && known.revision > revision) return known.pauses;
    this.#shelves.set(tenant, { pauses, revision });
    return pauses;
  }
}
