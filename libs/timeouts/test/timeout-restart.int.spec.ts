import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandHandlingFixture, RecordedLog } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { position } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { KyselyReadModelQueries, openSqliteReadModels, startProcessor } from '@ledger/projections';
import { TimeoutSaga, type TimeoutSagaOptions } from '@ledger/timeouts';

const JOURNEYS = 40;
const MOVED = 10;

let folder: string;
let time: FakeTime;
let running: { stop: () => Promise<void> }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeout-restart-'));
  time = new FakeTime('2026-01-31T12:00:00.000Z');
  running = [];
});

afterEach(async () => {
  for (const process of running) await process.stop();
  await rm(folder, { recursive: true });
});

/** One run of the server on the folder: ledger, read models, and a saga that is not started yet. */
async function run(options: Partial<TimeoutSagaOptions> = {}) {
  const store = await SqliteEventStore.open({ path: join(folder, 'ledger.db') });
  const handling = new CommandHandlingFixture(store, time);
  const database = await openSqliteReadModels({ path: join(folder, 'read-models.db') });
  const queries = new KyselyReadModelQueries(database);
  const log = new RecordedLog();
  const execute = jest.fn(handling.executor.execute.bind(handling.executor));
  const saga = new TimeoutSaga({ deadlines: queries, execute, clock: time, scheduler: time, log }, options);
  let processor: ReturnType<typeof startProcessor> | undefined;
  const project = (): void => void (processor = startProcessor({ store, database }));
  const projected = async (): Promise<void> => {
    const last = await store.lastPosition();
    if (last !== undefined) expect(await queries.awaitPosition(last, 10_000)).toBe(true);
  };
  const stopProjecting = async (): Promise<void> => processor?.stop();
  const stop = async (): Promise<void> => {
    running = running.filter((other) => other !== self);
    await saga.stop();
    await stopProjecting();
    await database.close();
    await store.close();
  };
  const self = { handling, queries, saga, execute, log, project, projected, stopProjecting, stop };
  running.push(self);
  return self;
}

/** Journeys that wait in their first state, some of which move on in time; the clock stands at their deadline then. */
async function waitingJourneys({ handling, projected }: Awaited<ReturnType<typeof run>>): Promise<void> {
  await handling.publish();
  await Promise.all(Array.from({ length: JOURNEYS }, (_, index) => handling.start(`s${index}`)));
  await time.advance(60_000);
  await Promise.all(Array.from({ length: MOVED }, (_, index) => handling.move(`s${index}`, 'PAY')));
  await projected();
  await time.advance(60_000);
}

async function expectEachTimedOutOnce({ handling }: Awaited<ReturnType<typeof run>>): Promise<void> {
  for (let index = 0; index < JOURNEYS; index++) {
    const types = (await handling.journey(`s${index}`)).map(({ type }) => type);
    expect(types).toEqual(['JourneyStarted', index < MOVED ? 'JourneyTransitioned' : 'ABORT_TIMEOUT']);
  }
}

it('times every waiting journey out once, and the read model then shows nothing due', async () => {
  const server = await run();
  server.project();
  await waitingJourneys(server);
  server.saga.start();
  await time.advance(0);
  expect(server.saga.status()).toMatchObject({ fired: JOURNEYS - MOVED, stale: 0, failed: 0, lastError: null });
  await server.projected();
  await time.advance(1_000);
  expect(server.saga.status()).toMatchObject({ due: 0, awaitingProjection: 0, fired: JOURNEYS - MOVED });
  expect(
    (await server.queries.deadlines({ sight: undefined, dueBy: time.now().toISOString(), limit: 10 })).rows,
  ).toEqual([]);
  await expectEachTimedOutOnce(server);
  expect(server.log.errors).toEqual([]);
});

it('stopped halfway and started again, it loses none and repeats none', async () => {
  const first = await run({ concurrency: 1 });
  first.project();
  await waitingJourneys(first);
  first.saga.start();
  const looking = time.advance(0);
  while (first.saga.status().fired < 7) await new Promise((resolve) => setImmediate(resolve));
  await first.stop();
  await looking;
  const done = first.saga.status().fired;
  expect(done).toBeGreaterThanOrEqual(7);
  expect(done).toBeLessThan(JOURNEYS - MOVED);

  const second = await run();
  second.project();
  await second.projected();
  second.saga.start();
  await time.advance(0);
  expect(second.saga.status().fired).toBe(JOURNEYS - MOVED - done);
  await expectEachTimedOutOnce(second);
});

it('started again on a read model that had not seen its timeouts, it repeats none of them', async () => {
  const first = await run();
  first.project();
  await waitingJourneys(first);
  await first.stopProjecting();
  first.saga.start();
  await time.advance(0);
  expect(first.saga.status().fired).toBe(JOURNEYS - MOVED);
  await first.stop();

  const second = await run();
  second.saga.start();
  await time.advance(0);
  // The read model still shows them as due, and each is told that it has happened.
  expect(second.execute).toHaveBeenCalledTimes(JOURNEYS - MOVED);
  await time.advance(5_000);
  expect(second.execute).toHaveBeenCalledTimes(JOURNEYS - MOVED);
  await expectEachTimedOutOnce(second);
  second.project();
  await second.projected();
  await time.advance(1_000);
  expect(second.saga.status()).toMatchObject({ due: 0, awaitingProjection: 0 });
});

it('is told stale where a journey moved on that the read model has not seen moving', async () => {
  const server = await run();
  server.project();
  await waitingJourneys(server);
  await server.stopProjecting();
  time.set('2026-01-31T12:01:59.999Z');
  const reply = await server.handling.move('s20', 'PAY');
  expect(reply.outcome).toBe('ADVANCED');
  await time.advance(1);
  server.saga.start();
  await time.advance(0);
  expect(server.saga.status()).toMatchObject({ fired: JOURNEYS - MOVED - 1, stale: 1, failed: 0 });
  expect((await server.handling.journey('s20')).map(({ type }) => type)).toEqual([
    'JourneyStarted',
    'JourneyTransitioned',
  ]);
  expect(await server.queries.awaitPosition(position(reply.journey?.position ?? ''), 0)).toBe(false);
});
