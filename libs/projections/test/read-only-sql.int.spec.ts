import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import {
  openSqliteReadModels,
  queryReadModels,
  ReadModelsUnavailableError,
  SqlRefusedError,
} from '@ledger/projections';
import type { ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { describedColumns } from './described-columns.test-support';

let folder: string;
let path: string;
let database: ReadModelDatabase;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sql-'));
  path = join(folder, 'read-models.db');
  database = await openSqliteReadModels({ path });
  const store = new InMemoryEventStore({ now: () => new Date('2026-05-01T12:00:00.000Z') });
  const script = new LedgerScript(store);
  await script.publish(paymentCall, '2026-05-01T00:00:00.000Z');
  for (const sessionId of ['a', 'b']) {
    await script.run(paymentCall, { type: 'StartJourney', sessionId, now: '2026-05-01T00:00:00.000Z' });
  }
  await projectAll(store, database);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('SQL on the embedded read models', () => {
  it('answers while they are open elsewhere, by the plain names of the tables', async () => {
    const answer = await queryReadModels(
      { path },
      `-- how many?\nwith found as (select state_id from journeys) select state_id, count(*) as "n;m" from found group by 1;`,
    );
    expect(answer).toEqual({ columns: ['state_id', 'n;m'], rows: [['WELCOME', 2]] });
    expect((await queryReadModels({ path }, "select ';' as semicolon")).rows).toEqual([[';']]);
  });

  it('shows each visit of a state with its journey and the visits beside it', async () => {
    const { columns, rows } = await queryReadModels({ path }, 'select * from state_visits order by session_id');
    const [first] = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
    expect(rows).toHaveLength(2);
    expect(first).toMatchObject({
      ...{ tenant: 'default', session_id: 'a', definition_id: 'PaymentCall', definition_version: 1, sequence: 1 },
      ...{ state_id: 'WELCOME', visit_number: 1, previous_state: null, next_state: null, entered_by: 'start' },
      ...{ entered_at: '2026-05-01T00:00:00.000Z', left_at: null, dwell_ms: null, left_by: null, customer_id: null },
      ...{ channel: null, actor_kind: 'caller', left_position: null },
    });
  });

  it('lists where nothing is asked what the documentation describes, column by column', async () => {
    const { columns, rows } = await queryReadModels({ path });
    expect(columns).toEqual(['table', 'column', 'type']);
    expect(rows.map(([table, column]) => `${String(table)}.${String(column)}`).sort()).toEqual(describedColumns());
  });

  it('has the columns of PostgreSQL, with times and JSON as texts', async () => {
    const text = `
      select j.session_id, j.journey_position = v.journey_position as same, v.entered_at, j.context
      from journeys j join visits v on v.journey_position = j.journey_position order by 1 limit 1`;
    const { rows } = await queryReadModels({ path }, text);
    expect(rows).toEqual([['a', 1, '2026-05-01T00:00:00.000Z', expect.stringMatching(/^\{/) as string]]);
    const entries = 'select refused, refusal_code, actor_kind, actor_subject from timeline limit 1';
    expect((await queryReadModels({ path }, entries)).rows).toEqual([[0, null, 'caller', 'flow']]);
    expect((await queryReadModels({ path }, 'select distinct state from projections')).rows).toEqual([['stopped']]);
  });

  it.each([
    ['delete from journeys', /Only queries/],
    ['/* select */ drop table journeys', /Only queries/],
    ['with a as (select 1) delete from projection_checkpoints', /gives no rows/],
    ['with a as (select 1) insert into projection_checkpoints (name) values (1) returning name', /writes/],
    ['select 1; delete from projection_checkpoints', /one statement/],
    ["attach database '/tmp/other.db' as other", /Only queries/],
    ["vacuum into '/tmp/copy.db'", /Only queries/],
    ['pragma query_only = 0', /Only queries/],
    ['explain delete from nowhere', /cannot be run/],
    ['select * from nowhere', /no such table/],
    ["select writefile('{file}', 'gone')", /writefile cannot be called/],
    [`select "writefile"('{file}', 'gone')`, /writefile cannot be called/],
    ["-- explain\nselect writefile('{file}', 'gone')", /writefile cannot be called/],
    ["select * from journeys where session_id = 'a' or writefile('{file}', 'gone')", /writefile/],
    ["select state_id from journeys order by (select writefile('{file}', 'gone'))", /writefile/],
    ["with a(x) as (select writefile('{file}', 'gone')) select json_group_array(x) from a", /writefile/],
    ["values (writefile('{file}', 'gone'))", /writefile/],
    ["select value from json_each((select json_array(readfile('/etc/passwd'))))", /readfile/],
    ["select load_extension('/tmp/own.so')", /cannot be (run|called)/],
    ["select fts3_tokenizer('simple')", /fts3_tokenizer/],
    ["select name, data from fsdir('/etc')", /json_each/],
    ["select name from fsdir where path = '/etc'", /json_each/],
    ['select data from sqlite_dbpage', /json_each/],
    ["select * from pragma_journal_mode('delete')", /cannot be run|json_each/],
    ["select * from pragma_table_info('journeys')", /json_each/],
    ['with a as (select 1) insert into temp.journeys select 1 returning 1', /cannot be run/],
    ['with a as (select 1) update main.projection_checkpoints set name = 1 returning 1', /writes|cannot be run/],
    ['selec', /Only queries/],
    ['', /an empty text/],
  ])('refuses %j', async (pattern, sentence) => {
    const file = join(folder, 'victim');
    writeFileSync(file, 'whole');
    const text = pattern.replace('{file}', file);
    const refusal: unknown = await queryReadModels({ path }, text).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SqlRefusedError);
    expect((refusal as SqlRefusedError).message).toMatch(sentence);
    const kept = await database.db.selectFrom('projection_checkpoints').select('name').execute();
    expect(kept).not.toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('whole');
  });

  it.each([
    "select json_extract('[1]', '$[0]'), count(distinct upper(state_id)), max(strftime('%Y', started_at)) from journeys",
    'select row_number() over (order by session_id), lag(state_id) over (order by session_id) from journeys',
    "select key, value from journeys, json_each(journeys.context) where state_id like 'W%'",
    'with recursive n(i) as (select 1 union all select i + 1 from n limit 3) select sum(i), median(i) from n',
    'select value from generate_series(1, 3)',
    'explain query plan select * from state_visits',
    'explain select 1',
    "select 'writefile(1)' as text -- writefile('x', 'y')",
  ])('runs %j', async (text) => {
    expect((await queryReadModels({ path }, text)).columns).toEqual(expect.arrayContaining([expect.any(String)]));
  });

  it('stops a query at its time limit', async () => {
    const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n';
    await expect(queryReadModels({ path }, endless, { timeLimitMs: 300 })).rejects.toThrow(/stopped after 0\.3 s/);
  });

  it('makes no file where there is none', async () => {
    const none = join(folder, 'none.db');
    await expect(queryReadModels({ path: none }, 'select 1')).rejects.toBeInstanceOf(ReadModelsUnavailableError);
    expect(existsSync(none)).toBe(false);
  });

  it('lets the log shrink again after a long query', async () => {
    const { rows } = await sql<{ journal_size_limit: number }>`pragma journal_size_limit`.execute(database.db);
    expect(rows).toEqual([{ journal_size_limit: 64 * 1024 * 1024 }]);
  });

  it('says that a file is not a database', async () => {
    await expect(queryReadModels({ path: folder }, 'select 1')).rejects.toBeInstanceOf(ReadModelsUnavailableError);
  });
});
