import { sql } from 'kysely';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { definitionStream } from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import { KyselyReadModelQueries, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, postgresForTests, projectAll } from '@ledger/projections/testing';

const START = Date.parse('2026-05-01T12:00:00.000Z');
const WAITING = 30_000;
const TABLE = 'open_deadlines_v3';

const postgres = postgresForTests();

const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

describe('an override of most waiting journeys, on PostgreSQL', () => {
  let database: ReadModelDatabase;
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);

  beforeAll(async () => (database = await postgres.readModels.open()));
  afterAll(() => postgres.readModels.dispose(database));

  /** Journeys that wait, each in its own tenth of a second; every tenth one in another state. */
  async function fill(): Promise<void> {
    await sql`
      insert into ${sql.table(TABLE)} (tenant, session_id, definition_id, state_id, entered_revision, entered_ms,
        since_ms, own_ms, own_policy, due_ms, is_frozen, override_revision)
      select 'default', 'session-' || n, ${paymentCall.id}, case when n % 10 = 0 then 'IDENTIFY' else 'WELCOME' end, 0,
        ${START}::bigint + n * 100, ${START}::bigint + n * 100, ${START}::bigint + n * 100 + 120000, 'definition',
        ${START}::bigint + n * 100 + 120000, 0, null
      from generate_series(1::bigint, ${WAITING}::bigint) as numbers(n)`.execute(database.db);
  }

  async function figures(): Promise<unknown> {
    const { rows } = await sql`
      select state_id, count(*)::int as waits, count(override_revision)::int as overridden,
        (min(due_ms - entered_ms))::int as least, (max(due_ms - entered_ms))::int as most
      from open_deadlines group by state_id order by state_id`.execute(database.db);
    return rows;
  }

  async function objects(): Promise<unknown> {
    const { rows } = await sql`
      select c.relname as name, c.relkind as kind from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relname like 'open_deadlines%' order by 1`.execute(
      database.db,
    );
    return rows;
  }

  it('rewrites the table, with its indexes, behind the same view', async () => {
    await script.publish(paymentCall, at(0));
    await projectAll(store, database);
    const before = await objects();
    await fill();
    const data = {
      definitionId: paymentCall.id,
      stateId: 'WELCOME',
      after: 'PT1H',
      applyTo: 'waiting',
      reason: 'test',
    };
    await script.append(definitionStream('default', paymentCall.id), 'TimeoutOverridden', data, at(4_000));
    const { rows: old } = await sql<{ oid: string }>`select ${TABLE}::regclass::oid::text as oid`.execute(database.db);
    await projectAll(store, database);
    const { rows: now } = await sql<{ oid: string }>`select ${TABLE}::regclass::oid::text as oid`.execute(database.db);
    expect(now).not.toEqual(old);
    expect(await objects()).toEqual(before);
    expect(await figures()).toEqual([
      { state_id: 'IDENTIFY', waits: 3_000, overridden: 0, least: 120_000, most: 120_000 },
      { state_id: 'WELCOME', waits: 27_000, overridden: 27_000, least: 3_600_000, most: 3_600_000 },
    ]);
    const { rows } = await new KyselyReadModelQueries(database).deadlines({
      sight: undefined,
      limit: 1,
      dueBy: at(4_000),
    });
    expect(rows).toMatchObject([{ sessionId: 'session-10', stateId: 'IDENTIFY', deadline: at(121) }]);
    expect(
      (
        await sql`select count(*)::int as n from analytics.open_deadlines where policy = 'override'`.execute(
          database.db,
        )
      ).rows,
    ).toEqual([{ n: 27_000 }]);
  });

  it('continues from there: an undo restores every deadline, and new journeys come in', async () => {
    const data = { definitionId: paymentCall.id, stateId: 'WELCOME', overrideRevision: 1, reason: 'test' };
    await script.append(definitionStream('default', paymentCall.id), 'TimeoutOverrideRemoved', data, at(4_010));
    const start = { type: 'StartJourney', sessionId: 'late', now: at(4_020), channel: 'voice' } as const;
    await script.run(paymentCall, start);
    await projectAll(store, database);
    expect(await figures()).toEqual([
      { state_id: 'IDENTIFY', waits: 3_000, overridden: 0, least: 120_000, most: 120_000 },
      { state_id: 'WELCOME', waits: 27_001, overridden: 0, least: 120_000, most: 120_000 },
    ]);
  });
});
