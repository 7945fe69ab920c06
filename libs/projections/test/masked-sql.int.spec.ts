import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { compileDefinition, type Context } from '@ledger/journey';
import {
  openPostgresReadModels,
  openSqliteReadModels,
  queryReadModels,
  SqlRefusedError,
  type ReadModelDatabase,
} from '@ledger/projections';
import { LedgerScript, postgresForTests, projectAll } from '@ledger/projections/testing';

const PLANT = 'Zebra-4711';
const PERSONAL = { type: 'string', 'x-personal': true };
const now = '2026-05-01T12:00:00.000Z';

function definition(id: string, context: object) {
  const document = {
    ...{ id, version: 1, initial: 'A' },
    states: {
      A: { transitions: [{ target: 'B', guard: "context.phone != ''" }] },
      B: { final: true },
    },
    context: { type: 'object', ...context },
  };
  return compileDefinition(document);
}

const LISTED = definition('Listed', {
  properties: {
    phone: PERSONAL,
    "o'clock": PERSONAL,
    customer: { type: 'object', properties: { email: PERSONAL } },
    verified: { type: 'boolean' },
  },
});
const UNLISTED = definition('Unlisted', { properties: { phone: {} }, patternProperties: { '^x': PERSONAL } });
const PLAIN = definition('Plain', { properties: { phone: {}, verified: {} } });

async function filled(database: ReadModelDatabase): Promise<void> {
  const store = new InMemoryEventStore({ now: () => new Date(now) });
  const script = new LedgerScript(store);
  for (const each of [LISTED, UNLISTED, PLAIN]) {
    await script.publish(each, now);
    const context = { phone: each === LISTED ? PLANT : 'plain', verified: true };
    const more: Context = each === LISTED ? { "o'clock": PLANT, customer: { email: PLANT } } : {};
    const others: Context = each === UNLISTED ? { x1: PLANT } : {};
    const start = {
      type: 'StartJourney',
      sessionId: each.id,
      now,
      context: { ...context, ...more, ...others },
    } as const;
    await script.run(each, start);
    await script.run(each, { type: 'TransitionJourney', sessionId: each.id, now, targetStateId: 'B' });
  }
  await projectAll(store, database);
}

const JOURNEYS = 'select session_id, context, masked from journeys order by session_id';
const TIMELINE = 'select session_id, data, masked from timeline order by entry_position';

const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

/** What both databases show to all who ask in SQL. */
function expectMasked(journeys: readonly (readonly unknown[])[], timeline: readonly (readonly unknown[])[]): void {
  expect(JSON.stringify([journeys, timeline])).not.toContain(PLANT);
  expect(journeys.map(([id, context, masked]) => [id, parsed(context), sorted(parsed(masked))])).toEqual([
    ['Listed', { verified: true }, ['customer', "o'clock", 'phone']],
    ['Plain', { phone: 'plain', verified: true }, null],
    ['Unlisted', {}, ['*']],
  ]);
  const payloads = timeline.map(([id, data]) => [id, parsed(data) as Record<string, unknown>] as const);
  expect(payloads.filter(([id]) => id === 'Listed').map(([, { context, guard }]) => context ?? guard)).toEqual([
    { verified: true },
    { expression: "context.phone != ''" },
  ]);
  expect(payloads.filter(([id]) => id === 'Plain').map(([, { context, guard }]) => context ?? guard)).toEqual([
    { phone: 'plain', verified: true },
    { expression: "context.phone != ''", inputs: { 'context.phone': 'plain' } },
  ]);
}

function sorted(names: unknown): unknown {
  return Array.isArray(names) ? [...(names as string[])].sort() : names;
}

describe('personal data in the embedded file', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'masked-sql-'));
    path = join(folder, 'read-models.db');
    const database = await openSqliteReadModels({ path });
    await filled(database);
    await database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is left out of the views and named, unless it is asked for', async () => {
    expectMasked((await queryReadModels({ path }, JOURNEYS)).rows, (await queryReadModels({ path }, TIMELINE)).rows);
    const whole = await queryReadModels({ path }, JOURNEYS, { personal: true });
    expect(JSON.stringify(whole.rows)).toContain(PLANT);
    expect((await queryReadModels({ path }, 'select 1 from main.journeys', { personal: true })).rows).toHaveLength(3);
  });

  it.each([
    'select context from main.journeys',
    `select context from "main"."journeys"`,
    `select context from 'main'.journeys`,
    'select context from [main].journeys',
    'select data from MAIN . timeline',
  ])('is not reached past them: %s', async (text) => {
    const asking = queryReadModels({ path }, text);
    await expect(asking).rejects.toBeInstanceOf(SqlRefusedError);
    await expect(asking).rejects.toThrow(/--personal/);
  });

  it('is not reached by the tables under them', async () => {
    const { rows } = await queryReadModels({ path }, "select name from sqlite_schema where type = 'table'");
    const tables = rows.map(([name]) => String(name)).filter((name) => /^(journeys|timeline|operations)_/.test(name));
    expect(tables.length).toBeGreaterThan(2);
    for (const table of tables) {
      await expect(queryReadModels({ path }, `select * from ${table}`)).rejects.toBeInstanceOf(SqlRefusedError);
    }
  });
});

describe('personal data in PostgreSQL', () => {
  const postgres = postgresForTests();
  let url: string;
  beforeAll(async () => {
    url = await postgres.server.createDatabase();
    const database = await openPostgresReadModels({ url });
    await filled(database);
    await database.close();
  });

  it('is left out of the views for analysts and named', async () => {
    expectMasked((await queryReadModels({ url }, JOURNEYS)).rows, (await queryReadModels({ url }, TIMELINE)).rows);
  });

  it('is not shown there to those who ask for it', async () => {
    await expect(queryReadModels({ url }, JOURNEYS, { personal: true })).rejects.toThrow(/owner of the tables/);
  });
});
