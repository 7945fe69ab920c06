import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  readMetadata,
  type RecordedEvent,
  sealUnordered,
  StoreUnavailableError,
  type StreamName,
  streamName,
} from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import {
  ALIAS_CLAIMED,
  aliasStream,
  attemptStream,
  COMMAND_REJECTED,
  CONTEXT_CHANGED,
  fold,
  type JourneyState,
} from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import { copyLedger } from '../src/index';
import { AuditedLedger, journeyOf } from '../src/testing';

/** Values that a parser or a printer on the way would be the first to change. */
const AWKWARD = ['Grüße 👋', '\ud800', 1e21, -1.5e-7, { '10': 1, '9': 2, b: [] }, '\u2028"\\/', ''] as const;

const ALIAS = aliasStream('default', 'crm:~"%2F/-1');

/** The next number of a fixed sequence, from 0 up to but without `below`: a run that fails can be run again. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

/** A ledger with streams of all kinds that cross each other: appends of several events, refusals without a link. */
export async function busyLedger(seed: number, appends: number): Promise<AuditedLedger> {
  const random = randomNumbers(seed);
  const ledger = await AuditedLedger.create();
  await ledger.publish(paymentCallDocument);
  for (let number = 0; number < appends; number++) {
    if (number % 5 === 4)
      await ledger.append(ALIAS, [ledger.draft(ALIAS_CLAIMED, { alias: 'crm:~"%2F/-1', since: number })]);
    const session = `s${random(6)}`;
    if (random(4) === 0) {
      const stream = streamName(attemptStream(ledger.tenant, session));
      const drafts = [ledger.draft(COMMAND_REJECTED, { number, reason: AWKWARD[random(AWKWARD.length)] })];
      await ledger.store.append(stream, sealUnordered(stream, drafts), {
        expectedRevision: 'ANY',
      });
      continue;
    }
    const drafts = Array.from({ length: 1 + random(3) }, () =>
      ledger.draft(CONTEXT_CHANGED, { number, set: { note: AWKWARD[random(AWKWARD.length)] } }),
    );
    await ledger.append(journeyOf(session), drafts);
  }
  return ledger;
}

/** Everything of a ledger that a copy keeps, in its order. */
export async function keptBy(store: EventStore): Promise<Omit<RecordedEvent, 'position' | 'recordedAt'>[]> {
  const kept: Omit<RecordedEvent, 'position' | 'recordedAt'>[] = [];
  for await (const { stream, revision, id, type, data, metadata } of store.readAll()) {
    kept.push({ stream, revision, id, type, data, metadata });
  }
  return kept;
}

/** An empty SQLite ledger in a folder of its own, to be opened again and again. */
export class EmptyFolder {
  private constructor(
    readonly folder: string,
    readonly path: string,
  ) {}

  static async create(): Promise<EmptyFolder> {
    const folder = await mkdtemp(join(tmpdir(), 'copy-'));
    return new EmptyFolder(folder, join(folder, 'ledger.db'));
  }

  async use<T>(work: (store: SqliteEventStore) => Promise<T>): Promise<T> {
    const store = await SqliteEventStore.open({ path: this.path });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** What one append was asked to do. */
export interface AskedAppend {
  readonly stream: StreamName;
  readonly events: number;
  readonly expectedRevision: ExpectedRevision;
}

/** A store as it is, but each append goes through `around`, which may fail before or after it. */
export function withAppends(
  store: EventStore,
  around: (asked: AskedAppend, append: () => Promise<AppendResult>) => Promise<AppendResult>,
): EventStore {
  return {
    exclusive: store.exclusive,
    append: (stream, events, options) =>
      around({ stream, events: events.length, ...options }, () => store.append(stream, events, options)),
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (options) => store.readAll(options),
    subscribe: (options) => store.subscribe(options),
    lastPosition: () => store.lastPosition(),
    endPosition: () => store.endPosition(),
    health: () => store.health(),
    close: () => store.close(),
  };
}

/** One run that ends early, in one of three ways; whether it came through all the same. */
export async function interruptedCopy(
  source: EventStore,
  target: EventStore,
  failAfter: number,
  manner: number,
): Promise<boolean> {
  const stop = new AbortController();
  const lost = new StoreUnavailableError('The test took it away.');
  let appends = 0;
  const failing = withAppends(target, async (_, append) => {
    const isLast = appends++ === failAfter;
    if (isLast && manner === 0) throw lost;
    const result = await append();
    // Its reply is lost: it was written, and the copy does not know.
    if (isLast && manner === 1) throw lost;
    if (isLast) stop.abort(lost);
    return result;
  });
  try {
    await copyLedger(source, failing, { signal: stop.signal });
    return true;
  } catch (error) {
    expect(error).toBe(lost);
    return false;
  }
}

export async function stateOf(store: EventStore, stream: StreamName): Promise<JourneyState | undefined> {
  const events = [];
  for await (const event of store.readStream(stream)) {
    const { type, data, revision } = event;
    events.push({ type, data: JSON.parse(data) as unknown, revision, occurredAt: readMetadata(event).occurredAt });
  }
  return fold(events);
}
