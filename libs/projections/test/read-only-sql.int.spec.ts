import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    ['with a as (select 1) insert into projection_checkpoints (name) values (1) returning name', /cannot be run/],
    ['select 1; delete from projection_checkpoints', /one statement/],
    ["attach database '/tmp/other.db' as other", /Only queries/],
    ["vacuum into '/tmp/copy.db'", /Only queries/],
    ['pragma query_only = 0', /Only queries/],
    ['explain delete from nowhere', /cannot be run/],
    ['select * from nowhere', /no such table/],
    ['selec', /Only queries/],
    ['', /an empty text/],
  ])('refuses %j', async (text, sentence) => {
    await expect(queryReadModels({ path }, text)).rejects.toThrow(sentence);
    await expect(queryReadModels({ path }, text)).rejects.toBeInstanceOf(SqlRefusedError);
    const { rows } = await queryReadModels({ path }, 'select count(*) from projection_checkpoints');
    expect(rows).not.toEqual([[0]]);
  });

  it('says that a file is not a database', async () => {
    await expect(queryReadModels({ path: folder }, 'select 1')).rejects.toBeInstanceOf(ReadModelsUnavailableError);
  });
});
