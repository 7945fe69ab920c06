import fc from 'fast-check';
import type { EventStore, SubscribeOptions } from '@ledger/event-store';
import type { PostgresLeases } from '@ledger/leases';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import {
  type HeldProjector,
  holdProjector,
  KyselyReadModelQueries,
  openPostgresReadModels,
  openSqliteReadModels,
  openPostgresLeases,
  type Projection,
  projectionDigest,
  type ReadModelDatabase,
  readModelProjections,
} from '@ledger/projections';
import { eventually, LedgerScript, postgresForTests, projectAll } from '@ledger/projections/testing';
import { sql } from 'kysely';

const now = '2026-05-01T12:00:00.000Z';
const postgres = postgresForTests();
const closing: (() => Promise<unknown>)[] = [];
let database: ReadModelDatabase;

beforeEach(async () => {
  database = await postgres.readModels.open();
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await postgres.readModels.dispose(database);
});

const url = (): string => postgres.server.url(new URL(database.name).pathname.slice(1));

function leasesOf(owner: string): PostgresLeases {
  const leases = openPostgresLeases({ url: url(), owner });
  closing.push(() => leases.close());
  return leases;
}

/** As if the time-to-live had passed without a renewal; on a connection of its own, since a test may break the others. */
async function runOut(name: string): Promise<void> {
  const expired = `clock_timestamp() - interval '1 ms'`;
  await postgres.server.query(`update leases set expires_at = ${expired} where name = '${name}'`, url());
}

/** Counts how often each event is applied: a row that is there already would be a second time. */
const counting: Projection = {
  name: 'counting',
  version: 1,
  categories: ['journey'],
  tables: [],
  async apply(batch, tx) {
    for (const { order } of batch.events) await sql`insert into applied values (${order})`.execute(tx.sql);
  },
};

/** A ledger whose subscribers hear nothing more while they are held up: a process that is frozen between two batches. */
function freezable(store: InMemoryEventStore): { store: EventStore; freeze: () => void; thaw: () => void } {
  let gate: Promise<void> = Promise.resolve();
  let open: () => void = () => undefined;
  const subscribe = async function* (options: SubscribeOptions): ReturnType<EventStore['subscribe']> & AsyncGenerator {
    for await (const message of store.subscribe(options)) {
      await gate;
      yield message;
    }
  };
  const frozen = new Proxy<EventStore>(store, {
    get: (target, name) => {
      if (name === 'subscribe') return subscribe;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  return {
    store: frozen,
    freeze: () => {
      gate = new Promise((resolve) => (open = resolve));
    },
    thaw: () => open(),
  };
}

describe('projectors with a lease', () => {
  let store: InMemoryEventStore;
  let script: LedgerScript;

  beforeEach(async () => {
    store = new InMemoryEventStore();
    script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    await sql`create table applied (entry_position text primary key)`.execute(database.db);
    // Whatever the software says of itself: the database notes each checkpoint that goes back.
    await sql`create table went_back (position text)`.execute(database.db);
    await sql`
      create function note_step_back() returns trigger language plpgsql as $$ begin
        if new.position::bigint < old.position::bigint or (new.position is null and old.position is not null) then
          insert into went_back values (new.position);
        end if;
        return new;
      end $$`.execute(database.db);
    await sql`
      create trigger step_back after update on projection_checkpoints
      for each row execute function note_step_back()`.execute(database.db);
  });

  function start(sessionId: string): Promise<unknown> {
    return script.run(paymentCall, { type: 'StartJourney', sessionId, now });
  }

  /** A process of its own as far as the database is concerned: its connections, its lease. */
  async function projector(owner: string, from: EventStore = store): Promise<HeldProjector> {
    const projections = [...readModelProjections, counting];
    const own = await openPostgresReadModels({ url: url(), projections });
    closing.push(() => own.close());
    const held = holdProjector({
      store: from,
      database: own,
      leases: leasesOf(owner),
      liveSpacingMs: 0,
      holding: { everyMs: 20, restartMs: 20 },
      failurePolicy: { maxAttempts: 3, firstPauseMs: 5, longestPauseMs: 20 },
    });
    closing.push(() => held.stop());
    return held;
  }

  async function assertAppliedOnce(): Promise<void> {
    const last = await store.lastPosition();
    const queries = new KyselyReadModelQueries(database);
    expect(last !== undefined && (await queries.awaitPosition(last, 25_000))).toBe(true);
    const { rows } = await sql<{ n: string }>`select count(*) as n from applied`.execute(database.db);
    expect(Number(rows[0]?.n)).toBe(store.ledger.events.length);
    const expected = await openSqliteReadModels({ path: ':memory:' });
    await projectAll(store, expected);
    for (const { name } of readModelProjections) {
      expect([name, await projectionDigest(database, name)]).toEqual([name, await projectionDigest(expected, name)]);
    }
    await expected.close();
    expect((await sql`select * from went_back`.execute(database.db)).rows).toEqual([]);
  }

  async function ownerOf(name: string): Promise<unknown> {
    const { rows } = await sql<{ owner: string }>`select owner from leases where name = ${name}`.execute(database.db);
    return rows[0]?.owner;
  }

  it('project one at a time, and the next takes over at once where one stops', async () => {
    const first = await projector('first');
    await eventually(() => first.isHeld);
    const second = await projector('second');
    for (let i = 0; i < 5; i++) await start(`a${i}`);
    await assertAppliedOnce();
    expect([first.isHeld, second.isHeld, await ownerOf('projector')]).toEqual([true, false, 'first']);
    expect([first.status()?.[0]?.name, second.status()]).toEqual(['definitions', undefined]);
    await first.stop();
    await eventually(() => second.isHeld);
    for (let i = 0; i < 5; i++) await start(`b${i}`);
    await assertAppliedOnce();
  });

  it('take over from one that is frozen, which applies nothing when it wakes up', async () => {
    const { store: frozen, freeze, thaw } = freezable(store);
    const first = await projector('first', frozen);
    await start('a');
    await assertAppliedOnce();
    freeze();
    await start('b');
    const second = await projector('second');
    await runOut('projector');
    // The first one renews every 20 ms as if nothing had happened: the faster one has it.
    await eventually(async () => {
      if (!second.isHeld) await runOut('projector');
      return second.isHeld;
    });
    await start('c');
    await assertAppliedOnce();
    thaw();
    await eventually(() => first.status() === undefined);
    await start('d');
    await assertAppliedOnce();
    expect([first.isHeld, second.isHeld]).toEqual([false, true]);
  });

  it('take over from one that is frozen in the middle of a transaction, which is rolled back', async () => {
    let unfreeze: () => void = () => undefined;
    let isInside = false;
    const freezing: Projection = {
      ...counting,
      async apply(batch, tx) {
        await counting.apply(batch, tx);
        isInside = true;
        await new Promise<void>((resolve) => (unfreeze = resolve));
      },
    };
    const own = await openPostgresReadModels({ url: url(), projections: [...readModelProjections, freezing] });
    const first = holdProjector({ store, database: own, leases: leasesOf('first'), holding: { everyMs: 3_600_000 } });
    await start('a');
    await eventually(() => isInside);
    await runOut('projector');
    await projector('second');
    // The server itself ends a transaction that is idle for some seconds, and then the second one can continue.
    await start('b');
    await assertAppliedOnce();
    unfreeze();
    await first.stop();
    await own.close();
    await assertAppliedOnce();
  });

  it('apply each event once however often the lease changes hands', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant('start' as const) },
      { weight: 2, arbitrary: fc.constant('move' as const) },
      { weight: 3, arbitrary: fc.constant('run out' as const) },
      { weight: 1, arbitrary: fc.constant('break connections' as const) },
    );
    await projector('first');
    await projector('second');
    let session = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        for (const kind of steps) {
          if (kind === 'start') await start(`s${++session}`);
          if (kind === 'move' && session > 0) {
            const sessionId = `s${session}`;
            await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now, targetStateId: 'IDENTIFY' });
          }
          if (kind === 'run out') await runOut('projector');
          if (kind === 'break connections') {
            await postgres.server.query(
              `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(url()).pathname.slice(1)}'`,
            );
          }
        }
        await eventually(
          async () => (await database.db.selectFrom('journeys').select('revision').execute()).length >= 0,
        );
        await assertAppliedOnce();
      }),
      { numRuns: 8 },
    );
  });
});
