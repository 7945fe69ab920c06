import {
  executeOnStream,
  foldable,
  headAt,
  readEvents,
  streamName,
  type DecidedEvent,
  type EventStore,
  type ReadEvent,
  type StreamHead,
  type StreamName,
  type StreamReaderPorts,
} from '@ledger/event-store';
import { aliasStream, answerKey, evolveAlias, NO_CLAIMS, type AliasState } from '@ledger/journey';
import type { IdSource } from '@ledger/runtime';
import { LRUCache } from 'lru-cache';
import type { CommandMetadata } from '../journeys/prepared-command';

/** An alias's stream at some revision. */
export interface LoadedAlias extends StreamHead, AliasState {
  /** Fingerprints of the commands that it has, by `answerKey`. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

/** An alias with its stream as it was read; no `head` while nothing was claimed. */
export interface ReadAlias {
  readonly alias: string;
  readonly head: LoadedAlias | undefined;
}

export interface AliasStreamPorts extends StreamReaderPorts {
  readonly store: EventStore;
  readonly ids: IdSource;
}

/** Of all aliases together: half a kilobyte each. */
const MOST_ANSWERS = 50_000;

/** Reads the streams of aliases, and appends to them under the revision that was read. */
export class AliasStreams {
  readonly #known = new LRUCache<StreamName, LoadedAlias>({
    maxSize: MOST_ANSWERS,
    sizeCalculation: ({ answers }) => answers.size + 1,
  });

  constructor(private readonly ports: AliasStreamPorts) {}

  async read(tenant: string, alias: string): Promise<ReadAlias> {
    return { alias, head: await this.#head(tenant, alias) };
  }

  /** False if others appended after the stream was read: nothing was appended then. Throws the store's faults. */
  async append(
    tenant: string,
    { alias, head }: ReadAlias,
    event: DecidedEvent,
    metadata: CommandMetadata,
  ): Promise<boolean> {
    const execution = await executeOnStream({
      store: this.ports.store,
      stream: streamName(aliasStream(tenant, alias)),
      read: (retries): LoadedAlias | undefined | Promise<LoadedAlias | undefined> =>
        retries === 0 ? head : this.#head(tenant, alias),
      decide: (present): Decision =>
        present?.revision === head?.revision ? { events: [event] } : { isOvertaken: true },
      metadata: () => metadata,
      eventId: () => this.ports.ids.next(),
      evolve: () => undefined,
    });
    return execution.kind === 'appended';
  }

  /** Reads from the head of what is known on: that event comes along to prove that the stream continues from it. */
  async #head(tenant: string, alias: string): Promise<LoadedAlias | undefined> {
    const stream = streamName(aliasStream(tenant, alias));
    const known = this.#known.get(stream);
    const read = await readEvents(this.ports, stream, known === undefined ? {} : { from: known.revision });
    const isContinued = known !== undefined && read[0]?.metadata.hash === known.headHash;
    if (known !== undefined && !isContinued) {
      this.#known.delete(stream);
      return this.#head(tenant, alias);
    }
    const head = withEvents(known, isContinued ? read.slice(1) : read);
    if (head !== undefined) this.#known.set(stream, head);
    return head;
  }
}

/** Undefined without a stream. */
function withEvents(known: LoadedAlias | undefined, events: readonly ReadEvent[]): LoadedAlias | undefined {
  const last = events.at(-1);
  if (last === undefined) return known;
  const { claims, answers } = events.map(foldable).reduce<AliasState>(evolveAlias, known ?? NO_CLAIMS);
  const fingerprints = new Map([...(known?.fingerprints ?? []), ...events.flatMap(fingerprintOf)]);
  return { claims, answers, ...headAt(last), fingerprints };
}

function fingerprintOf({ data, metadata: { commandId, fingerprint } }: ReadEvent): readonly [string, string][] {
  const requested = data['requested'] ?? data['sessionId'];
  if (commandId === undefined || fingerprint === undefined || typeof requested !== 'string') return [];
  return [[answerKey(requested, commandId), fingerprint]];
}

type Decision = { readonly events: readonly DecidedEvent[] } | { readonly isOvertaken: true };
