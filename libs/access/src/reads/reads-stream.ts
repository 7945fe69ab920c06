import {
  assertIntact,
  executeOnStream,
  streamName,
  type EventStore,
  type RecordedEvent,
  type StreamHead,
  type StreamName,
} from '@ledger/event-store';
import { JOURNEYS_READ, readsStream, type JourneysRead } from '@ledger/journey';

/** Of a handful of tries each: other processes append once a second, or take turns. */
const MOST_ROUNDS = 5;
const RECORDER = { subject: 'read-recorder', kind: 'saga' } as const;

/** Where the stream ends; `later`: ids of the events that were read since its end was known last. */
interface Head extends StreamHead {
  readonly later: ReadonlySet<string>;
}

/** Appends to the stream of one tenant's reads of one day. Other processes append to it too. */
export class ReadsStream {
  readonly #name: StreamName;
  /** As it was known last; absent until it was read. */
  #known: { readonly head: Head | undefined } | undefined;
  /** Whether that may be behind: an append failed, and may have been stored all the same. */
  #isUnsure = false;

  constructor(
    private readonly store: EventStore,
    private readonly tenant: string,
    day: string,
  ) {
    this.#name = streamName(readsStream(tenant, day));
  }

  /** Appends one event, once: also if an earlier call with its id failed and stored it nevertheless. */
  async append(eventId: string, data: JourneysRead, occurredAt: string): Promise<void> {
    for (let round = 1; !(await this.#append(eventId, data, occurredAt)); round++) {
      if (round === MOST_ROUNDS) throw new Error(`Other processes appended to ${this.#name} first, again and again.`);
    }
  }

  /** Whether it is appended: others may come first a few times in a row. */
  async #append(eventId: string, data: JourneysRead, occurredAt: string): Promise<boolean> {
    const execution = await executeOnStream<Head, Decision, Head, true>({
      store: this.store,
      stream: this.#name,
      read: (retries) => (retries === 0 && !this.#isUnsure && this.#known ? this.#known.head : this.#read()),
      repeatOf: ({ later }) => (later.has(eventId) ? Promise.resolve(true) : undefined),
      decide: () => ({ events: [{ type: JOURNEYS_READ, data }] }),
      metadata: () => ({ tenant: this.tenant, actor: RECORDER, schemaVersion: 1, occurredAt }),
      eventId: () => eventId,
      onUnknown: () => (this.#isUnsure = true),
      evolve: (_, { revision, headHash, position }) => ({ revision, headHash, position, later: new Set<string>() }),
    });
    if (execution.kind === 'conflict') {
      this.#known = { head: execution.head };
      return false;
    }
    this.#isUnsure = false;
    this.#known = { head: execution.head };
    return true;
  }

  /** From what is known on; of a stream that was never read, the last event. */
  async #read(): Promise<Head | undefined> {
    const known = this.#known;
    const from = known?.head === undefined ? 0n : known.head.revision + 1n;
    const options = known === undefined ? ({ direction: 'backwards', limit: 1 } as const) : { from };
    let head = known?.head;
    const later = new Set<string>();
    for await (const event of this.store.readStream(this.#name, { ...options, ifMissing: 'empty' })) {
      later.add(event.id);
      head = headAt(event, later);
    }
    // Of what fails from now on it can be told whether it was stored: it would stand behind this.
    this.#known ??= { head };
    return head;
  }
}

interface Decision {
  readonly events: readonly [{ readonly type: string; readonly data: JourneysRead }];
}

function headAt(event: RecordedEvent, later: ReadonlySet<string>): Head {
  return { revision: event.revision, headHash: assertIntact(event).hash, position: event.position, later };
}
