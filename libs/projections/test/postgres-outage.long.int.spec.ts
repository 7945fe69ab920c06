import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import {
  KyselyReadModelQueries,
  openPostgresReadModels,
  openSqliteReadModels,
  createProcessor,
  type ProcessorNotice,
  type Projection,
  projectionDigest,
  type ReadModelDatabase,
  readModelProjections,
  ReadModelsNewerError,
  ReadModelsUnavailableError,
} from '@ledger/projections';
import { eventually, LedgerScript, ownPostgresForTests, projectAll } from '@ledger/projections/testing';
import { sql } from 'kysely';
import { wholeTimeline } from '../src/testing';
import { wholeTenant } from '../src/queries/sight';

const now = '2026-05-01T12:00:00.000Z';
const postgres = ownPostgresForTests();
let store: InMemoryEventStore;
let script: LedgerScript;

beforeEach(async () => {
  store = new InMemoryEventStore();
  script = new LedgerScript(store);
  await script.publish(paymentCall, now);
});

function start(sessionId: string, more: { channel?: string; customerId?: string } = {}): Promise<unknown> {
  return script.run(paymentCall, { type: 'StartJourney', sessionId, now, ...more });
}

async function assertLikeSqlite(database: ReadModelDatabase): Promise<void> {
  const expected = await openSqliteReadModels({ path: ':memory:' });
  await projectAll(store, expected);
  for (const { name } of readModelProjections) {
    expect([name, await projectionDigest(database, name)]).toEqual([name, await projectionDigest(expected, name)]);
  }
  await expected.close();
}

describe('read models in PostgreSQL', () => {
  it('say that they are unavailable while the server is away, and catch up by themselves when it is back', async () => {
    const database = await postgres.readModels.open();
    const queries = new KyselyReadModelQueries(database);
    const notices: ProcessorNotice[] = [];
    const failurePolicy = { maxAttempts: 2, firstPauseMs: 10, longestPauseMs: 50 };
    const processor = createProcessor({ store, database, failurePolicy, onNotice: (notice) => notices.push(notice) });
    void processor.run();
    await start('before');
    await eventually(async () => (await wholeTimeline(queries, 'default', 'before'))?.length === 1);

    await postgres.server.stop();
    await start('meanwhile');
    const asked = [
      wholeTimeline(queries, 'default', 'before'),
      queries.searchJourneys({ sight: wholeTenant('default'), now, limit: 1 }),
      queries.deadlines({ sight: undefined, limit: 1 }),
      queries.projectionStatus(),
      queries.awaitPosition('1' as never, 5_000),
    ];
    await Promise.all(asked.map((query) => expect(query).rejects.toThrow(ReadModelsUnavailableError)));
    await eventually(() => notices.filter(({ kind }) => kind === 'failed').length > 5);
    expect(notices.filter(({ kind }) => kind === 'failed')).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ retryInMs: null })]),
    );
    expect(processor.status()[0]).toMatchObject({ state: 'catching-up', lastError: expect.stringContaining('answer') });

    await postgres.server.start();
    await start('after');
    const last = await store.lastPosition();
    await eventually(async () => last !== undefined && (await queries.awaitPosition(last, 1_000)));
    await eventually(async () => (await queries.projectionStatus())[0]?.state === 'live');
    expect((await queries.projectionStatus())[0]?.lastError).toBeNull();
    await processor.stop();
    await assertLikeSqlite(database);
    await postgres.readModels.dispose(database);
  });

  it('roll a batch back as a whole when the connection breaks in the middle, and apply it once', async () => {
    const database = await postgres.readModels.open();
    const name = new URL(database.name).pathname.slice(1);
    let isBroken = false;
    const breaking: Projection = {
      name: 'breaking',
      version: 1,
      categories: ['journey'],
      tables: [],
      async apply(_batch, tx) {
        if (isBroken) return;
        isBroken = true;
        expect((await tx.sql.selectFrom('journeys').select('session_id').execute()).length).toBe(3);
        await postgres.server.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
      },
    };
    const own = await openPostgresReadModels({
      url: postgres.server.url(name),
      projections: [...readModelProjections, breaking],
    });
    for (const session of ['a', 'b', 'c']) await start(session);
    const processor = createProcessor({
      store,
      database: own,
      failurePolicy: { maxAttempts: 1, firstPauseMs: 5, longestPauseMs: 5 },
    });
    void processor.run();
    await eventually(() => processor.status()[0]?.state === 'live');
    await processor.stop();
    expect(isBroken).toBe(true);
    await assertLikeSqlite(own);
    await own.close();
    await postgres.readModels.dispose(database);
  });

  it('are opened by many at the same time, the first time too', async () => {
    const url = await postgres.server.createDatabase();
    const opened = await Promise.all(Array.from({ length: 5 }, () => openPostgresReadModels({ url })));
    const [one, other] = opened;
    if (one === undefined || other === undefined) throw new Error('Five were opened.');
    await start('a');
    await projectAll(store, one);
    const last = await store.lastPosition();
    expect(last !== undefined && (await new KyselyReadModelQueries(other).awaitPosition(last, 10_000))).toBe(true);
    await Promise.all(opened.map((database) => database.close()));
  });

  it('wait for the position that a processor on other connections applies', async () => {
    const here = await postgres.readModels.open();
    // By another name of the same server, nothing that is said within this process is heard: as from another process.
    const elsewhere = await openPostgresReadModels({
      url: here.name.replace('//', '//postgres@').replace('127.0.0.1', 'localhost'),
    });
    const processor = createProcessor({ store, database: elsewhere });
    const queries = new KyselyReadModelQueries(here);
    await start('a');
    const last = await store.lastPosition();
    const waiting = queries.awaitPosition(last as never, 20_000);
    void processor.run();
    expect(await waiting).toBe(true);
    await eventually(async () => (await queries.projectionStatus()).every(({ state }) => state === 'live'));
    await processor.stop();
    expect((await queries.projectionStatus()).map(({ state }) => state)).toEqual(here.projections.map(() => 'stopped'));
    await elsewhere.close();
    await postgres.readModels.dispose(here);
  });

  it('keep what PostgreSQL has no text for: the character U+0000', async () => {
    const database = await postgres.readModels.open();
    const queries = new KyselyReadModelQueries(database);
    await start('a', { channel: 'vo\0ice', customerId: 'an"n\\{},' });
    await start('b', { customerId: 'NULL' });
    await projectAll(store, database);
    const found = async (filter: { channel: string } | { customerId: string }): Promise<readonly string[]> =>
      (await queries.searchJourneys({ sight: wholeTenant('default'), now, limit: 9, ...filter })).rows.map(
        (row) => row.sessionId,
      );
    expect(await found({ channel: 'vo\0ice' })).toEqual(['a']);
    expect(await found({ customerId: 'an"n\\{},' })).toEqual(['a']);
    expect(await found({ customerId: 'NULL' })).toEqual(['b']);
    expect(await wholeTimeline(queries, 'default', 'a\0')).toBeUndefined();
    expect((await wholeTimeline(queries, 'default', 'a'))?.[0]?.data).toMatchObject({ channel: 'vo\0ice' });
    await postgres.readModels.dispose(database);
  });

  it('are refused in one sentence if the port is closed, the server is silent, or there is no such database', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port: closedPort } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    for (const url of [
      `postgres://ledger:secret@127.0.0.1:${port}/ledger`,
      `postgres://ledger:secret@127.0.0.1:${closedPort}/ledger`,
      postgres.server.url('nowhere', 'postgres:secret'),
    ]) {
      const refusal: unknown = await openPostgresReadModels({ url, limits: { connectTimeoutMs: 100 } }).catch(
        (error: unknown) => error,
      );
      expect(refusal).toBeInstanceOf(ReadModelsUnavailableError);
      expect(refusal).toMatchObject({ retryable: true, message: expect.not.stringContaining('secret') });
    }
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('give up a statement that takes too long, and continue with the next', async () => {
    const database = await postgres.readModels.open();
    const impatient = await openPostgresReadModels({
      url: postgres.server.url(new URL(database.name).pathname.slice(1)),
      limits: { statementTimeoutMs: 50, connections: 1 },
    });
    await expect(impatient.attempt((db) => sql`select pg_sleep(20)`.execute(db))).rejects.toThrow(
      ReadModelsUnavailableError,
    );
    expect(await wholeTimeline(new KyselyReadModelQueries(impatient), 'default', 'a')).toBeUndefined();
    await impatient.close();
    await postgres.readModels.dispose(database);
  });

  it('are refused where a later version has written them, and unavailable once they are closed', async () => {
    const database = await postgres.readModels.open();
    await sql`insert into kysely_migration values ('9999-of-tomorrow', ${now})`.execute(database.db);
    const url = postgres.server.url(new URL(database.name).pathname.slice(1));
    await expect(openPostgresReadModels({ url })).rejects.toThrow(ReadModelsNewerError);
    await database.close();
    await expect(new KyselyReadModelQueries(database).projectionStatus()).rejects.toThrow(ReadModelsUnavailableError);
    await postgres.server.dropDatabase(url);
  });
});
