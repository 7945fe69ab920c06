import {
  assertIntact,
  executeOnStream,
  isRemoved,
  streamName,
  type EventStore,
  type RecordedEvent,
  type StreamHead,
  type StreamName,
} from '@ledger/event-store';
import {
  ACCESSES_REMOVED,
  accessRemovalsStream,
  FIRST_DAY_OF_READS,
  JOURNEYS_READ,
  readsStream,
  type AccessesRemoved,
} from '@ledger/journey';
import type { Clock, IdSource } from '@ledger/runtime';

const DAY_MS = 86_400_000;

export interface AccessRetentionPorts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export interface RemovedDay {
  readonly tenant: string;
  readonly day: string;
  readonly events: number;
}

/** Who had a day's reads removed. */
export interface Remover {
  readonly subject: string;
  readonly kind: 'saga' | 'operator';
}

interface Removals extends StreamHead {
  readonly last: AccessesRemoved;
}

/**
 * Removes what the record of reads holds of whole days, oldest first. Each removal is an event before it is done, with what
 * proves the day: how many events it had, and the hash of the last. Interrupted, it is completed by the next run.
 */
export class AccessRetention {
  /** Whether the store can remove anything. */
  readonly isPossible: boolean;

  constructor(private readonly ports: AccessRetentionPorts) {
    this.isPossible = ports.store.removeContents !== undefined;
  }

  /** Removes the days that ended more than so many days ago. */
  async prune(tenant: string, retentionDays: number, remover: Remover): Promise<RemovedDay[]> {
    const removed: RemovedDay[] = [];
    const end = dayText(this.ports.clock.now().getTime() - retentionDays * DAY_MS);
    const removals = await this.#removals(tenant);
    if (removals !== undefined) await this.#complete(tenant, removals.last.day);
    for (
      let day = removals === undefined ? FIRST_DAY_OF_READS : dayAfter(removals.last.day);
      day < end;
      day = dayAfter(day)
    ) {
      const last = await this.#lastOf(readsStreamName(tenant, day));
      if (last === undefined) continue;
      const events = Number(last.revision) + 1;
      await this.#record(tenant, { day, events, headHash: assertIntact(last).hash, retentionDays }, remover);
      await this.#complete(tenant, day);
      removed.push({ tenant, day, events });
    }
    return removed;
  }

  /** Of a day whose removal is an event. */
  async #complete(tenant: string, day: string): Promise<void> {
    const stream = readsStreamName(tenant, day);
    const last = await this.#lastOf(stream);
    // The last one is removed last.
    if (last !== undefined && !isRemoved(last)) await this.ports.store.removeContents?.(stream, JOURNEYS_READ);
  }

  async #record(tenant: string, data: AccessesRemoved, actor: Remover): Promise<void> {
    const { store, ids, clock } = this.ports;
    const id = ids.next();
    const execution = await executeOnStream({
      store,
      stream: streamName(accessRemovalsStream(tenant)),
      read: () => this.#removals(tenant),
      // Another run removed the day meanwhile.
      decide: (head: Removals | undefined) =>
        head !== undefined && head.last.day >= data.day
          ? { isRecorded: true }
          : { events: [{ type: ACCESSES_REMOVED, data }] },
      metadata: () => ({ tenant, actor, schemaVersion: 1, occurredAt: clock.now().toISOString() }),
      eventId: () => id,
      evolve: (_, { revision, headHash, position }): Removals => ({ revision, headHash, position, last: data }),
    });
    if (execution.kind === 'conflict') throw new Error(`The removal of the reads of ${data.day} was not recorded.`);
  }

  async #removals(tenant: string): Promise<Removals | undefined> {
    const event = await this.#lastOf(streamName(accessRemovalsStream(tenant)));
    if (event === undefined) return undefined;
    const { hash } = assertIntact(event);
    const { revision, position, data } = event;
    return { revision, position, headHash: hash, last: JSON.parse(data) as AccessesRemoved };
  }

  async #lastOf(stream: StreamName): Promise<RecordedEvent | undefined> {
    const reading = this.ports.store.readStream(stream, { direction: 'backwards', limit: 1, ifMissing: 'empty' });
    for await (const event of reading) return event;
    return undefined;
  }
}

function readsStreamName(tenant: string, day: string): StreamName {
  return streamName(readsStream(tenant, day));
}

function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function dayAfter(day: string): string {
  return dayText(Date.parse(day) + DAY_MS);
}
