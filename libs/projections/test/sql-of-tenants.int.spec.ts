import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import { openSqliteReadModels, queryReadModels, SqlRefusedError, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, ownPostgresForTests, projectAll } from '@ledger/projections/testing';

const NOW = '2026-05-01T12:00:00.000Z';
const TENANTS = ['default', 'acme', 'Other_1'] as const;

/** The same in each tenant: a journey that moved, one that timed out, and a refused command. */
async function project(database: ReadModelDatabase): Promise<void> {
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);
  for (const tenant of TENANTS) {
    const of = { tenant };
    await script.publish(paymentCall, NOW, tenant);
    for (const sessionId of ['same', 'late']) {
      await script.run(paymentCall, { type: 'StartJourney', sessionId, now: NOW, aliases: ['crm:same'] }, of);
    }
    const move = { type: 'TransitionJourney', sessionId: 'same', now: NOW } as const;
    await script.run(paymentCall, { ...move, targetStateId: 'IDENTIFY' }, of);
    await script.run(paymentCall, { ...move, targetStateId: 'DONE' }, of);
    const later = '2026-05-01T13:00:00.000Z';
    await script.run(paymentCall, { type: 'AbortOnTimeout', sessionId: 'late', enteredRevision: 0n, now: later }, of);
  }
  await projectAll(store, database);
}

type Ask = (query?: string) => Promise<readonly (readonly unknown[])[]>;

/** How many rows each view has of each tenant that it shows. */
async function shownBy(ask: Ask): Promise<Record<string, Record<string, number>>> {
  const views = (await ask()).filter(([, column]) => column === 'tenant').map(([view]) => String(view));
  expect(views).toEqual(expect.arrayContaining(['journeys', 'timeline', 'state_visits', 'visits', 'definitions']));
  // One query for all of them: each takes a process of its own.
  const counted = views.map((view) => `select '${view}' as shown, tenant, count(*) as n from ${view} group by tenant`);
  const counts: Record<string, Record<string, number>> = {};
  for (const [view, tenant, n] of await ask(counted.join(' union all '))) {
    (counts[String(view)] ??= {})[String(tenant)] = Number(n);
  }
  return counts;
}

describe('SQL on the read models of several tenants', () => {
  describe('in a file', () => {
    let folder: string;
    let path: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'sql-tenants-'));
      path = join(folder, 'read-models.db');
      const database = await openSqliteReadModels({ path });
      await project(database);
      await database.close();
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const askAs =
      (tenant?: string, personal = false): Ask =>
      async (query) =>
        (await queryReadModels({ path }, query, { personal, ...(tenant !== undefined && { tenant }) })).rows;

    it.each(TENANTS)('shows %s its own rows alone, in every view', async (tenant) => {
      const shown = await shownBy(askAs(tenant));
      expect(shown['journeys']).toEqual({ [tenant]: 2 });
      expect(Object.keys(shown).length).toBeGreaterThan(6);
      for (const of of Object.values(shown)) expect(Object.keys(of)).toEqual([tenant]);
      expect(await shownBy(askAs(tenant, true))).toEqual(shown);
    });

    it('shows the tenant default where none is named, and of one that is not there nothing', async () => {
      expect(await shownBy(askAs())).toEqual(await shownBy(askAs('default')));
      expect(await shownBy(askAs('nowhere'))).toEqual({});
      expect(await shownBy(askAs("' or '1' = '1"))).toEqual({});
    });
  });

  describe('in PostgreSQL', () => {
    const postgres = ownPostgresForTests();
    let database: ReadModelDatabase;
    let name: string;
    beforeAll(async () => {
      database = await postgres.readModels.open();
      name = new URL(database.name).pathname.slice(1);
      await project(database);
      const { query } = postgres.server;
      const run = (text: string) => query.call(postgres.server, text);
      for (const tenant of ['acme', 'default']) await run(`create role "analyst_${tenant}" nologin in role analyst`);
      await run('create role ann login in role analyst');
      await run('create role bob login in role analyst_acme');
      await run('create role carol login in role analyst_acme, analyst_default');
      await run('create role mallory login');
    });
    const LISTING = `select table_name, column_name from information_schema.columns
      where table_schema = 'analytics' and column_name = 'tenant'`;

    const askAs =
      (user: string): Ask =>
      async (query) => {
        const text = (query ?? LISTING).replaceAll(/ from (\w+) group/g, ' from analytics.$1 group');
        return (await postgres.server.query(text, postgres.server.url(name, user))).map((row) => Object.values(row));
      };

    it.each([
      ['ann', ['default']],
      ['bob', ['acme']],
      ['carol', ['acme', 'default']],
    ])('shows %s, by the roles that she has, the tenants %j', async (user, tenants) => {
      const shown = await shownBy(askAs(user));
      expect(Object.keys(shown['journeys'] ?? {}).sort()).toEqual(tenants);
      for (const of of Object.values(shown)) expect(Object.keys(of).sort()).toEqual(tenants);
      expect(shown['journeys']?.[tenants[0] ?? '']).toBe(2);
    });

    it('shows nothing to users without such a role', async () => {
      await expect(askAs('mallory')('select tenant from analytics.journeys')).rejects.toThrow(/permission denied/);
    });

    it('is asked by the command line as the role of the tenant that it names', async () => {
      const ask = async (tenant?: string) =>
        (
          await queryReadModels({ url: postgres.server.url(name) }, 'select distinct tenant from journeys', {
            ...(tenant && { tenant }),
          })
        ).rows;
      expect(await ask()).toEqual([['default']]);
      expect(await ask('default')).toEqual([['default']]);
      expect(await ask('acme')).toEqual([['acme']]);
      const refused = ask('Other_1');
      await expect(refused).rejects.toBeInstanceOf(SqlRefusedError);
      await expect(refused).rejects.toThrow(/CREATE ROLE "analyst_Other_1" NOLOGIN IN ROLE analyst/);
    });
  });
});
