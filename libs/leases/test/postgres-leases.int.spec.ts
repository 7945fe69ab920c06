import { LeaseLostError, type PostgresLeases } from '@ledger/leases';
import { openPostgresLeases, type ReadModelDatabase } from '@ledger/projections';
import { eventually, postgresForTests } from '@ledger/projections/testing';
import { sql } from 'kysely';

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

/** As if the time-to-live had passed without a renewal. */
async function runOut(name: string): Promise<void> {
  await sql`update leases set expires_at = clock_timestamp() - interval '1 ms' where name = ${name}`.execute(
    database.db,
  );
}

describe('leases in PostgreSQL', () => {
  it('go to one of many that request them at the same time', async () => {
    const grants = await Promise.all(
      Array.from({ length: 20 }, (_, i) => leasesOf(`owner${i % 4}`).acquire('projector')),
    );
    expect(grants.filter((grant) => grant !== undefined)).toHaveLength(1);
  });

  it('are each their own', async () => {
    const leases = leasesOf('one');
    expect(await leases.acquire('saga/0')).toMatchObject({ name: 'saga/0', owner: 'one', token: 1n });
    expect(await leases.acquire('saga/1')).toMatchObject({ name: 'saga/1', token: 1n });
    expect(await leases.acquire('saga/0')).toBeUndefined();
  });

  it('go to the next one when they have run out, with a higher token, and are lost to the first', async () => {
    const [first, second] = [leasesOf('first'), leasesOf('second')];
    const lost = await first.acquire('projector');
    if (lost === undefined) throw new Error('The lease should be free.');
    expect(await second.acquire('projector')).toBeUndefined();
    await runOut('projector');
    const taken = await second.acquire('projector');
    expect(taken).toMatchObject({ owner: 'second', token: 2n });
    expect(await first.renew(lost)).toBe(false);
    await first.release(lost);
    expect(await first.acquire('projector')).toBeUndefined();
  });

  it('last as long as they are renewed, and longer if no other process wants them', async () => {
    const [first, second] = [leasesOf('first'), leasesOf('second')];
    const grant = await first.acquire('projector');
    if (grant === undefined) throw new Error('The lease should be free.');
    await runOut('projector');
    expect(await first.renew(grant)).toBe(true);
    expect(await second.acquire('projector')).toBeUndefined();
  });

  it('are free at once when they are released', async () => {
    const [first, second] = [leasesOf('first'), leasesOf('second')];
    const grant = await first.acquire('projector');
    if (grant === undefined) throw new Error('The lease should be free.');
    await first.release(grant);
    expect(await second.acquire('projector')).toMatchObject({ token: 2n });
  });

  it('refuse in their fence all owners but the last to have raised it', async () => {
    const [first, second] = [leasesOf('first'), leasesOf('second')];
    const before = await first.acquire('projector');
    await runOut('projector');
    const after = await second.acquire('projector');
    const within = (work: (tx: never) => Promise<void> | undefined): Promise<unknown> =>
      database.db.transaction().execute(async (tx) => work(tx as never));
    await within((tx) => before?.fence?.raise(tx));
    await within((tx) => before?.fence?.check(tx));
    await within((tx) => after?.fence?.raise(tx));
    await within((tx) => after?.fence?.check(tx));
    await expect(within((tx) => before?.fence?.check(tx))).rejects.toThrow(LeaseLostError);
    await expect(within((tx) => before?.fence?.raise(tx))).rejects.toThrow(LeaseLostError);
  });

  it('raise their fence only once the transactions of the owner before have ended', async () => {
    const [first, second] = [leasesOf('first'), leasesOf('second')];
    const before = await first.acquire('projector');
    await database.db.transaction().execute(async (tx) => before?.fence?.raise(tx));
    await runOut('projector');
    const after = await second.acquire('projector');
    let isRaised = false;
    let raising: Promise<void> = Promise.resolve();
    await database.db.transaction().execute(async (tx) => {
      await before?.fence?.check(tx);
      raising = database.db
        .transaction()
        .execute(async (other) => after?.fence?.raise(other))
        .then(() => void (isRaised = true));
      await eventually(async () => {
        const waiting = await postgres.server.query(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = '${new URL(url()).pathname.slice(1)}'`,
        );
        return waiting.length === 1;
      });
      expect(isRaised).toBe(false);
    });
    await raising;
    expect(isRaised).toBe(true);
  });
});
