import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import { openPostgresReadModels, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, ownPostgresForTests, projectAll } from '@ledger/projections/testing';
import { sql } from 'kysely';
import { describedColumns } from './described-columns.test-support';

const now = '2026-05-01T12:00:00.000Z';
const postgres = ownPostgresForTests();
let database: ReadModelDatabase;
let name: string;

beforeEach(async () => {
  database = await postgres.readModels.open();
  name = new URL(database.name).pathname.slice(1);
  await postgres.server.query('alter role analyst login');
});

afterEach(() => postgres.readModels.dispose(database));

function asAnalyst(text: string): Promise<readonly Record<string, unknown>[]> {
  return postgres.server.query(text, postgres.server.url(name, 'analyst'));
}

async function project(sessionId = 'a', channel = 'voice'): Promise<void> {
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);
  await script.publish(paymentCall, now);
  await script.run(paymentCall, { type: 'StartJourney', sessionId, now, channel });
  const later = '2026-05-01T12:00:30.000Z';
  await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: later, targetStateId: 'IDENTIFY' });
  await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: later, targetStateId: 'DONE' });
  await projectAll(store, database);
}

describe('the views for analysts', () => {
  it('show journeys, timelines, deadlines and definitions with types that can be counted with', async () => {
    await project();
    expect(
      await asAnalyst(`
        select status, state_id, context ->> 'verified' as verified, entered_at - started_at as waited,
               pg_typeof(started_at)::text as type from analytics.journeys`),
    ).toMatchObject([
      { status: 'ACTIVE', state_id: 'IDENTIFY', type: 'timestamp with time zone', waited: { seconds: 30 } },
    ]);
    expect(
      await asAnalyst(`
        select type, refused, refusal_code, from_state, to_state, dwell_ms, actor_kind, actor_subject
        from analytics.timeline order by entry_position`),
    ).toMatchObject([
      { type: 'JourneyStarted', refused: false, refusal_code: null, to_state: 'WELCOME', actor_subject: 'flow' },
      { type: 'JourneyTransitioned', refused: false, from_state: 'WELCOME', dwell_ms: '30000', actor_kind: 'caller' },
      { type: 'CommandRejected', refused: true, refusal_code: 'TRANSITION_NOT_ALLOWED' },
    ]);
    expect(await asAnalyst(`select deadline > entered_at as is_later from analytics.open_deadlines`)).toEqual([
      { is_later: true },
    ]);
    expect(await asAnalyst(`select document ->> 'id' as id, retired_at from analytics.definitions`)).toEqual([
      { id: 'PaymentCall', retired_at: null },
    ]);
  });

  it('are all that the role can read, and it can write nothing', async () => {
    await project();
    await asAnalyst('select * from analytics.projections');
    const open = await postgres.server.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
       and has_table_privilege('analyst', oid, 'select, insert, update, delete, truncate')`,
      postgres.server.url(name),
    );
    expect(open).toEqual([]);
    for (const forbidden of [
      'select * from projection_checkpoints',
      'select * from leases',
      'delete from analytics.journeys',
      `update analytics.timeline set type = 'x'`,
      `insert into analytics.open_deadlines (tenant) values ('x')`,
      'create table mine (a int)',
      'create view analytics.mine as select 1',
      'begin read write; create table analytics.mine (a int)',
      'drop view analytics.journeys',
    ]) {
      await expect(asAnalyst(forbidden)).rejects.toThrow(/permission denied|must be owner|read-only transaction/);
    }
  });

  it('stay readable whatever one event holds', async () => {
    await project('odd', 'a\0b \ud800');
    expect(await asAnalyst('select * from analytics.timeline')).toHaveLength(3);
    expect(await asAnalyst('select refusal_code from analytics.timeline where refused')).toHaveLength(1);
    expect(await asAnalyst('select * from analytics.journeys')).toHaveLength(1);
    const field = (document: string): string => `select analytics.field('${document}', 'a') as value`;
    expect(await asAnalyst(field('{"a":"b"}'))).toEqual([{ value: 'b' }]);
    expect(await asAnalyst(field('{"a":"b","c":"\\u0000"}'))).toEqual([{ value: null }]);
    expect(await asAnalyst(field('{"a":"b","c":"\\ud800"}'))).toEqual([{ value: null }]);
    expect(await asAnalyst(`select analytics.instant('+012026-05-01T12:00:00.000Z') as value`)).toEqual([
      { value: null },
    ]);
  });

  it('stand while the read models are built from zero again', async () => {
    await project();
    await database.slot(0).recreate();
    expect(await asAnalyst('select * from analytics.journeys')).toEqual([]);
  });

  it('are left as they are when nothing has changed, and leave alone what others have built on them', async () => {
    await sql`create view analytics.mine as select count(*) as n from analytics.journeys`.execute(database.db);
    await sql`comment on schema analytics is 'views of another version'`.execute(database.db);
    const notices: string[] = [];
    const open = async (): Promise<void> => {
      const again = await openPostgresReadModels({
        url: postgres.server.url(name),
        onNotice: (text) => notices.push(text),
      });
      await again.close();
    };
    await open();
    expect(notices).toEqual([expect.stringMatching(/stay as they were.*depend/)]);
    expect(await asAnalyst('select count(*) from analytics.journeys')).toEqual([{ count: '0' }]);
    await sql`drop view analytics.mine`.execute(database.db);
    await open();
    await open();
    expect(notices).toHaveLength(1);
  });

  it('are described column by column in the documentation', async () => {
    const rows = await postgres.server.query(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'analytics'`,
      postgres.server.url(name),
    );
    expect(describedColumns()).toEqual(rows.map((row) => row.name).sort());
  });
});

describe('a user with few rights', () => {
  it('keeps read models all the same, and says what is missing', async () => {
    await postgres.server.query('create role humble login');
    const url = await postgres.server.createDatabase();
    const own = new URL(url).pathname.slice(1);
    await postgres.server.query('grant all on schema public to humble', url);
    const notices: string[] = [];
    const open = (): Promise<ReadModelDatabase> =>
      openPostgresReadModels({ url: postgres.server.url(own, 'humble'), onNotice: (text) => notices.push(text) });
    const humble = await open();
    await projectAll(new InMemoryEventStore(), humble);
    await humble.close();
    expect(notices).toEqual([expect.stringContaining('GRANT CREATE ON DATABASE')]);
    await postgres.server.query(
      `grant create on database ${own} to humble; alter role analyst rename to analyst_away`,
      url,
    );
    notices.length = 0;
    await (await open()).close();
    expect(notices).toEqual([expect.stringContaining('CREATE ROLE analyst NOLOGIN')]);
    await postgres.server.query('alter role analyst_away rename to analyst', url);
    await (await open()).close();
    expect(
      await postgres.server.query('select * from analytics.journeys', postgres.server.url(own, 'analyst')),
    ).toEqual([]);
    await postgres.server.dropDatabase(url);
  });

  it('is told in a sentence where it may not even create tables', async () => {
    const url = await postgres.server.createDatabase();
    await postgres.server.query('create role helpless login', url);
    const refused = openPostgresReadModels({ url: postgres.server.url(new URL(url).pathname.slice(1), 'helpless') });
    await expect(refused).rejects.toMatchObject({
      code: 'READ_MODELS_UNAVAILABLE',
      message: expect.stringContaining('permission denied'),
    });
  });
});
