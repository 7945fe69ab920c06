import fc from 'fast-check';
import { setMaxListeners } from 'node:events';
import { Writable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { sealUnordered, streamName, type RecordedEvent } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import {
  attemptStream,
  definitionStream,
  journeyStream,
  NOTHING_PERSONAL,
  tenantTimeoutsStream,
} from '@ledger/journey';
import { wholeTenant } from '@ledger/projections';
import { examples } from '@ledger/runtime/testing';
import { eventFilter } from './event-filter';
import { EventStream } from './event-stream';
import type { EventsQuery } from './events.query';
import { LiveEvents } from './live-events';

/** A connection whose reader takes a piece only when it is told to. */
class SlowReader extends Writable {
  text = '';
  private held: (() => void) | undefined;

  constructor(private readonly readsAtOnce: boolean) {
    super({ highWaterMark: 256 });
  }

  writeHead(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    if (this.readsAtOnce) done();
    else this.held = done;
  }

  read(): void {
    const done = this.held;
    this.held = undefined;
    done?.();
  }

  get ids(): string[] {
    return [...this.text.matchAll(/^id: (\d+)\nevent: /gm)].map(([, id]) => String(id));
  }
}

const DEFINITIONS = ['Payment', 'Claim'];
const SESSIONS = ['one', 'two', 'three'];
const definitionOf = (session: string): string => (session === 'two' ? 'Claim' : 'Payment');

const NOTHING = { ofDefinition: () => Promise.resolve(NOTHING_PERSONAL), ofKnownDefinition: () => NOTHING_PERSONAL };

class Scene {
  readonly store = new InMemoryEventStore();
  /** Few enough bytes that slow readers have to go back to the store. */
  readonly live = new LiveEvents(this.store, NOTHING, 4_000);
  private readonly stop = new AbortController();

  constructor() {
    setMaxListeners(0, this.stop.signal);
  }

  private readonly started = new Set<string>();
  private count = 0;

  async append(stream: string, type: string, data: object): Promise<void> {
    const id = `00000000-0000-4000-8000-${String((this.count += 1)).padStart(12, '0')}`;
    const actor = { subject: 'flow', kind: 'caller' } as const;
    const metadata = { tenant: 'default', actor, schemaVersion: 1, occurredAt: '2026-11-02T09:30:00.000Z' };
    const name = streamName(stream);
    await this.store.append(name, sealUnordered(name, [{ id, type, data, metadata }]), { expectedRevision: 'ANY' });
  }

  async happen(what: string): Promise<void> {
    if (DEFINITIONS.includes(what)) return this.append(definitionStream('default', what), 'DefinitionPublished', {});
    if (what === 'pause') return this.append(tenantTimeoutsStream('default'), 'TimeoutsPaused', {});
    if (what.startsWith('refused ')) return this.append(attemptStream('default', what.slice(8)), 'CommandRejected', {});
    const isFirst = !this.started.has(what);
    this.started.add(what);
    await this.append(
      journeyStream('default', what),
      isFirst ? 'JourneyStarted' : 'JourneyTransitioned',
      isFirst ? { definitionId: definitionOf(what) } : {},
    );
  }

  follow(query: EventsQuery, reader: SlowReader, from: number): Promise<void> {
    const stream = new EventStream(
      reader as unknown as ServerResponse,
      'r',
      eventFilter(wholeTenant('default'), query),
      false,
      {
        heartbeatMs: 60_000,
        stop: this.stop.signal,
      },
    );
    return stream.send(this.store, this.live, this.positions()[from - 1]);
  }

  positions(): RecordedEvent['position'][] {
    return this.store.ledger.events.map(({ position }) => position);
  }

  /** What the filter means, by going through all events. */
  wanted({ category = 'journey', type, sessionId, definitionId }: EventsQuery, from: number): string[] {
    const kinds = category.split(',');
    return this.store.ledger.events
      .slice(from)
      .filter((event) => {
        const [, kind = '', id = ''] = /^(\w+)\.default-(.*)$/.exec(event.stream) ?? [];
        const ofDefinition =
          kind === 'definition'
            ? id
            : ['journey', 'attempt'].includes(kind) && this.started.has(id)
              ? definitionOf(id)
              : '';
        return (
          kinds.includes(kind) &&
          (type === undefined || type === event.type) &&
          (sessionId === undefined || sessionId === id) &&
          (definitionId === undefined || definitionId === ofDefinition)
        );
      })
      .map(({ position }) => position);
  }

  end(): void {
    this.stop.abort();
  }
}

const happenings = fc.array(fc.constantFrom(...SESSIONS, ...DEFINITIONS, 'refused one', 'pause'), { maxLength: 60 });
const follower = fc.record({
  query: fc.record(
    {
      category: fc.constantFrom('journey', 'journey,attempt', 'definition', 'tenant,definition,journey'),
      type: fc.constantFrom('JourneyStarted', 'JourneyTransitioned'),
      sessionId: fc.constantFrom(...SESSIONS),
      definitionId: fc.constantFrom(...DEFINITIONS),
    },
    { requiredKeys: [] },
  ),
  from: fc.nat(20),
  comesAfter: fc.nat(60),
  readsAtOnce: fc.boolean(),
});

/** The first has read further than what live followers were handed, while the definition of that event is looked up. */
const readFurtherThanLive: [string[], (typeof follower extends fc.Arbitrary<infer Value> ? Value : never)[]] = [
  ['one', 'two'],
  [
    { query: {}, from: 3, comesAfter: 2, readsAtOnce: false },
    { query: { definitionId: 'Claim' }, from: 0, comesAfter: 0, readsAtOnce: false },
  ],
];

const aTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('Followers of the ledger', () => {
  it('are each sent what they asked for, once and in order, however slowly they read', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, fc.array(follower, { minLength: 1, maxLength: 5 }), async (what, followers) => {
        const scene = new Scene();
        // A journey's first event names its definition, so it comes before its attempts.
        await scene.happen('one');
        const followed: Promise<void>[] = [];
        const readers = followers.map((asked) => ({ ...asked, reader: new SlowReader(asked.readsAtOnce), at: 0 }));
        const come = (n: number): void => {
          for (const one of readers.filter(({ comesAfter }) => Math.min(comesAfter, what.length) === n)) {
            one.at = Math.min(one.from, scene.positions().length);
            followed.push(scene.follow(one.query, one.reader, one.at));
          }
        };
        for (const [n, happening] of what.entries()) {
          come(n);
          await scene.happen(happening);
          if (n % 3 === 0) readers.forEach(({ reader }) => reader.read());
          if (n % 7 === 0) await aTurn();
        }
        come(what.length);
        const isDone = (): boolean =>
          readers.every(({ reader, query, at }) => reader.ids.length >= scene.wanted(query, at).length);
        for (let turn = 0; turn < 400 && !isDone(); turn += 1) {
          readers.forEach(({ reader }) => reader.read());
          await aTurn();
        }
        expect(readers.map(({ reader }) => reader.ids)).toEqual(
          readers.map(({ query, at }) => scene.wanted(query, at)),
        );
        scene.end();
        readers.forEach(({ reader }) => reader.destroy());
        await Promise.all(followed);
      }),
      { numRuns: examples(0.5), examples: [readFurtherThanLive] },
    );
  });

  it('read the store once, whatever their number', async () => {
    const scene = new Scene();
    await scene.happen('one');
    let subscriptions = 0;
    const subscribe = scene.store.subscribe.bind(scene.store);
    scene.store.subscribe = (options) => {
      subscriptions += 1;
      return subscribe(options);
    };
    const readers = Array.from({ length: 50 }, () => new SlowReader(true));
    const followed = readers.map((reader) => scene.follow({}, reader, 1));
    await aTurn();
    await scene.happen('one');
    while (readers.some(({ ids }) => ids.length === 0)) await aTurn();
    expect(readers.map(({ ids }) => ids)).toEqual(readers.map(() => [scene.positions()[1]]));
    expect(subscriptions).toBe(1);
    scene.end();
    await Promise.all(followed);
  });
});
