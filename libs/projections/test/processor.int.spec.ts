import {
  readMetadata,
  sealUnordered,
  StoreUnavailableError,
  type EventStore,
  type RecordedEvent,
  type SubscribeOptions,
} from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { attemptStream } from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import {
  CheckpointMovedError,
  KyselyReadModelQueries,
  createProcessor,
  type Projection,
  projectionDigest,
  readModelProjections,
  type ProcessorNotice,
  type ProcessorOptions,
  type ReadModelDatabase,
} from '@ledger/projections';
import { LedgerScript, projectAll, type ReadModelsHarness } from '@ledger/projections/testing';
import { everyDatabase } from './every-database.test-support';
import { wholeTimeline } from '../src/testing';
import { wholeTenant } from '../src/queries/sight';

const now = '2026-05-01T12:00:00.000Z';
const databases: ReadModelDatabase[] = [];
let harness: ReadModelsHarness;

async function open(projections?: readonly Projection[]): Promise<ReadModelDatabase> {
  const database = await harness.open(projections);
  databases.push(database);
  return database;
}

afterEach(async () => {
  for (const database of databases.splice(0)) await harness.dispose(database);
});

async function ledgerOf(journeys: number): Promise<{ store: InMemoryEventStore; script: LedgerScript }> {
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);
  await script.publish(paymentCall, now);
  for (let i = 0; i < journeys; i++) await start(script, `s${i}`);
  return { store, script };
}

/** The event as another ledger would hold it. */
function withId(event: RecordedEvent, id: string): RecordedEvent {
  const { hash: _, previousHash: __, ...metadata } = readMetadata(event);
  const draft = { id, type: event.type, data: JSON.parse(event.data) as object, metadata };
  return { ...event, ...sealUnordered(event.stream, [draft])[0] };
}

function start(script: LedgerScript, sessionId: string): Promise<unknown> {
  return script.run(paymentCall, { type: 'StartJourney', sessionId, now });
}

async function sessionsIn(database: ReadModelDatabase): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('timeline').select('session_id').orderBy('entry_position').execute();
  return rows.map(({ session_id }) => session_id);
}

async function digests(database: ReadModelDatabase): Promise<readonly string[]> {
  return Promise.all(database.projections.map(({ name }) => projectionDigest(database, name)));
}

/** A projection that throws while `faults` lasts, after what stands before it in the batch has been written. */
function failing(faults: { left: number }): Projection {
  return {
    name: 'failing',
    version: 1,
    categories: ['journey'],
    tables: [],
    apply: () => {
      if (faults.left <= 0) return Promise.resolve();
      faults.left -= 1;
      return Promise.reject(new Error('A row would not fit.'));
    },
  };
}

/** Runs until the processor has stopped by itself or is live, and tells what it noticed. */
async function run(options: ProcessorOptions): Promise<{ notices: ProcessorNotice[]; pauses: number[] }> {
  const notices: ProcessorNotice[] = [];
  const pauses: number[] = [];
  const processor = createProcessor({
    liveSpacingMs: 0,
    sleep: (ms) => {
      if (ms > 0) pauses.push(ms);
      return Promise.resolve();
    },
    ...options,
    onNotice: (notice) => notices.push(notice),
    onStatus: ([status]) => {
      if (status?.state === 'live') void processor.stop();
    },
  });
  await processor.run();
  return { notices, pauses };
}

describe.each(everyDatabase())('Processor on %s', (_kind, ofKind) => {
  beforeAll(() => {
    harness = ofKind;
  });

  it('continues where it stopped, and applies nothing twice', async () => {
    const { store, script } = await ledgerOf(3);
    const database = await open();
    await projectAll(store, database);
    await start(script, 'later');
    await projectAll(store, database);
    await projectAll(store, database);
    expect(await sessionsIn(database)).toEqual(['s0', 's1', 's2', 'later']);
  });

  it('applies events as they come, in order, each once', async () => {
    const { store, script } = await ledgerOf(2);
    const database = await open();
    const queries = new KyselyReadModelQueries(database);
    const processor = createProcessor({ store, database, liveSpacingMs: 0 });
    void processor.run();
    for (let i = 0; i < 20; i++) await start(script, `live${i}`);
    const last = await store.lastPosition();
    expect(last !== undefined && (await queries.awaitPosition(last, 20_000))).toBe(true);
    await processor.stop();
    expect(await sessionsIn(database)).toEqual(['s0', 's1', ...Array.from({ length: 20 }, (_, i) => `live${i}`)]);
    expect(processor.status()[0]).toMatchObject({ state: 'stopped', position: last, lastError: null });
  });

  it.each([1, 2, 3, 7, 1_000])('gives the same rows in batches of %i', async (batchSize) => {
    const { store } = await ledgerOf(10);
    const database = await open();
    const whole = await open();
    await projectAll(store, database, { batchSize });
    await projectAll(store, whole);
    expect(await digests(database)).toEqual(await digests(whole));
  });

  it('rolls a batch back as a whole if a projection fails, and applies it once when it no longer does', async () => {
    const { store } = await ledgerOf(3);
    const faults = { left: 1 };
    const database = await open([...readModelProjections, failing(faults)]);
    await expect(projectAll(store, database)).rejects.toThrow('A row would not fit.');
    expect(await sessionsIn(database)).toEqual([]);
    await projectAll(store, database);
    expect(await sessionsIn(database)).toEqual(['s0', 's1', 's2']);
  });

  it('stops a rebuild at the first fault, with the fault in its status', async () => {
    const { store } = await ledgerOf(1);
    const database = await open([...readModelProjections, failing({ left: 1 })]);
    const { notices, pauses } = await run({ store, database, mode: 'rebuild' });
    expect(notices.at(-1)).toMatchObject({ kind: 'failed', attempt: 1, retryInMs: null });
    expect(pauses).toEqual([]);
    const status = await new KyselyReadModelQueries(database).projectionStatus();
    expect(status.map(({ state, lastError }) => [state, lastError])).toEqual(
      status.map(() => ['stopped', 'A row would not fit.']),
    );
  });

  it('retries when it is live, with a longer pause each time, and then continues as if nothing had happened', async () => {
    const { store } = await ledgerOf(2);
    const database = await open([...readModelProjections, failing({ left: 3 })]);
    const { pauses } = await run({ store, database });
    expect(pauses).toEqual([50, 100, 200]);
    expect(await sessionsIn(database)).toEqual(['s0', 's1']);
    const [status] = await new KyselyReadModelQueries(database).projectionStatus();
    expect(status).toMatchObject({ state: 'stopped', lastError: null });
  });

  it('stops a projection that fails again and again, rather than skip anything, and continues with the others', async () => {
    const { store } = await ledgerOf(2);
    const database = await open([...readModelProjections, failing({ left: Infinity })]);
    const failurePolicy = { maxAttempts: 4, firstPauseMs: 10, longestPauseMs: 25 };
    const { notices, pauses } = await run({ store, database, failurePolicy });
    expect(pauses).toEqual([10, 20, 25]);
    expect(notices).toContainEqual(expect.objectContaining({ kind: 'failed', attempt: 4, retryInMs: 0 }));
    const lastError = expect.stringContaining('(position 1): A row would not fit.') as string;
    expect(notices.at(-1)).toEqual({ kind: 'poison-event', projection: 'failing', outcome: 'stop', reason: lastError });
    expect(await sessionsIn(database)).toEqual(['s0', 's1']);
    const statuses = await new KyselyReadModelQueries(database).projectionStatus();
    expect(statuses.find(({ name }) => name === 'failing')).toMatchObject({
      state: 'stopped',
      position: null,
      lastError,
    });
    expect(statuses.find(({ name }) => name === 'timeline')).toMatchObject({ position: '3', lastError: null });
  });

  it('waits for a ledger that is away for as long as it takes', async () => {
    const { store } = await ledgerOf(1);
    let failures = 20;
    const subscribe = (options: SubscribeOptions): ReturnType<EventStore['subscribe']> => {
      if (failures-- > 0) throw new StoreUnavailableError('No node answers.');
      return store.subscribe(options);
    };
    const away = new Proxy<EventStore>(store, {
      get: (target, name) => {
        if (name === 'subscribe') return subscribe;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
    const database = await open();
    const { pauses } = await run({ store: away, database });
    expect(pauses).toHaveLength(20);
    expect(Math.max(...pauses)).toBe(10_000);
    expect(await sessionsIn(database)).toEqual(['s0']);
  });

  it('passes over streams and types that it does not understand', async () => {
    const { store, script } = await ledgerOf(1);
    await script.append('something-else', 'Happened', {}, now);
    await script.append(attemptStream('default', 'stranger'), 'CommandRejected', { code: 'X' }, now);
    await script.append('journey.default-headless', 'JourneyTransitioned', { from: 'A', to: 'B' }, now);
    const database = await open();
    await projectAll(store, database);
    expect(await sessionsIn(database)).toEqual(['s0', 'stranger', 'headless']);
    const queries = new KyselyReadModelQueries(database);
    expect(await wholeTimeline(queries, 'default', 'headless')).toBeUndefined();
    expect((await queries.searchJourneys({ sight: wholeTenant('default'), now, limit: 9 })).rows).toHaveLength(1);
    expect(await queries.awaitPosition(store.ledger.events.at(-1)?.position as never, 0)).toBe(true);
  });

  it.each([
    ['its text was changed', { data: '{"changed":true}' }],
    ['it is not sealed', { metadata: 'no JSON' }],
    ['it is not sealed, though the store’s own checksum fits', { metadata: 'no JSON', isChecked: true }],
    ['its text was changed, and the store’s own checksum does not fit', { data: '{}', isChecked: false }],
    ['the store says so', { damage: 'The checksum does not fit.' }],
  ])('stops at a damaged event rather than serve or skip it: %s', async (_, damage) => {
    const { store, script } = await ledgerOf(2);
    const at = store.ledger.events.findLastIndex(({ type }) => type === 'JourneyStarted');
    store.ledger.events[at] = { ...store.ledger.events[at], ...damage } as never;
    await start(script, 'later');
    const database = await open();
    const { notices } = await run({
      store,
      database,
      failurePolicy: { maxAttempts: 2, firstPauseMs: 1, longestPauseMs: 1 },
    });
    expect(notices).toContainEqual(
      expect.objectContaining({ kind: 'poison-event', outcome: 'stop', reason: expect.stringContaining('is damaged') }),
    );
    expect(await sessionsIn(database)).toEqual([]);
  });

  it('applies nothing twice where two run on one database by mistake', async () => {
    const { store, script } = await ledgerOf(20);
    const one = await open();
    const failurePolicy = { maxAttempts: 1e9, firstPauseMs: 1, longestPauseMs: 1 };
    const options = { store, batchSize: 3, liveSpacingMs: 0, failurePolicy, database: one };
    const notices: ProcessorNotice[] = [];
    await projectAll(new InMemoryEventStore(), one);
    const processors = [1, 2].map(() => createProcessor({ ...options, onNotice: (notice) => notices.push(notice) }));
    for (const processor of processors) void processor.run();
    for (let i = 0; i < 30; i++) await start(script, `more${i}`);
    const last = await store.lastPosition();
    expect(last !== undefined && (await new KyselyReadModelQueries(one).awaitPosition(last, 20_000))).toBe(true);
    for (const processor of processors) await processor.stop();
    const whole = await open();
    await projectAll(store, whole);
    expect(await digests(one)).toEqual(await digests(whole));
    expect(notices).toContainEqual(expect.objectContaining({ error: expect.any(CheckpointMovedError) as Error }));
  });

  it('starts again from zero, and says so, when its checkpoint is of another ledger', async () => {
    const { store, script } = await ledgerOf(3);
    await start(script, 'only-in-the-first');
    const database = await open();
    await projectAll(store, database);
    const { store: replaced } = await ledgerOf(7);
    const other = replaced.ledger.events.map((event, i) => withId(event, `${event.id.slice(0, 24)}${1e11 + i}`));
    const ledger = { ...replaced.ledger, events: other };
    const { notices } = await run({ store: new InMemoryEventStore({ ledger }), database });
    expect(notices).toEqual([{ kind: 'rebuilding', reason: expect.stringContaining('another ledger') }]);
    expect(await sessionsIn(database)).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
  });

  it.each([0, 2])('stops and empties nothing, when only %d events are left of those that it knows', async (left) => {
    const { store } = await ledgerOf(3);
    const database = await open();
    await projectAll(store, database);
    const before = await sessionsIn(database);
    const known = store.ledger.events.length;
    const ledger = { events: store.ledger.events.slice(0, left), streams: new Map() };
    const { notices } = await run({ store: new InMemoryEventStore({ ledger }), database });
    expect(notices.at(-1)).toMatchObject({
      ...{ kind: 'failed', retryInMs: null },
      error: {
        code: 'LEDGER_BEHIND',
        message: expect.stringContaining(`${known - left} events are missing`) as string,
      },
    });
    expect(await sessionsIn(database)).toEqual(before);
  });

  it('starts again from zero when the ledger is an older copy of itself that went another way', async () => {
    const { store, script } = await ledgerOf(3);
    const older = { events: [...store.ledger.events], streams: new Map(store.ledger.streams) };
    await start(script, 'lost');
    const database = await open();
    await projectAll(store, database);
    const second = new InMemoryEventStore({ ledger: older });
    await new LedgerScript(second).append('journey.default-new', 'JourneyPraised', { stars: 5 }, now);
    const { notices } = await run({ store: second, database });
    expect(notices).toMatchObject([{ kind: 'rebuilding' }]);
    expect(await sessionsIn(database)).toEqual(['s0', 's1', 's2', 'new']);
  });

  it('starts again from zero when a projection has another version, since the others cannot wait for it', async () => {
    const { store } = await ledgerOf(2);
    const database = await open();
    await projectAll(store, database);
    await database.db
      .updateTable('projection_checkpoints')
      .set({ version: 0 })
      .where('name', '=', 'timeline')
      .execute();
    const { notices } = await run({ store, database });
    expect(notices).toMatchObject([{ kind: 'rebuilding', reason: expect.stringContaining('another version') }]);
    expect(await sessionsIn(database)).toEqual(['s0', 's1']);
  });

  it('says of a replaced definition when it was retired, until it is un-retired', async () => {
    const { store, script } = await ledgerOf(0);
    await script.retire(paymentCall, '2026-05-02T00:00:00.000Z');
    const database = await open();
    await projectAll(store, database);
    const rows = await database.db.selectFrom('definitions').selectAll().execute();
    expect(rows).toEqual([
      expect.objectContaining({
        ...{ definition_id: 'PaymentCall', hash: paymentCall.hash, published_at: now },
        ...{ retired_at: '2026-05-02T00:00:00.000Z', final_states: '["CALLED_BACK","DONE"]' },
        context_defaults: '{"verified":false,"fraudScore":0}',
      }),
    ]);
    await script.unretire(paymentCall, '2026-05-03T00:00:00.000Z');
    await projectAll(store, database);
    expect(await database.db.selectFrom('definitions').select(['retired_at', 'current_since']).execute()).toEqual([
      { retired_at: null, current_since: '2026-05-03T00:00:00.000Z' },
    ]);
  });
});
