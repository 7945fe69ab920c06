import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import {
  KyselyEscalationQueries,
  KyselyReadModelQueries,
  openSqliteReadModels,
  createProcessor,
  type ReadModelDatabase,
  ReadModelsNewerError,
  ReadModelsUnavailableError,
} from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { sql } from 'kysely';
import { wholeTimeline } from '../src/testing';
import { wholeTenant } from '../src/queries/sight';

const now = '2026-05-01T12:00:00.000Z';
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-models-'));
  path = join(folder, 'deeper', 'read-models.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

async function ledger(): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);
  await script.publish(paymentCall, now);
  await script.run(paymentCall, { type: 'StartJourney', sessionId: 'a', now });
  return store;
}

describe('the database of the read models', () => {
  it('is created if it is missing, kept when it is closed, and built from zero when it was deleted', async () => {
    const store = await ledger();
    const notices: string[] = [];
    const journeys = async (): Promise<number> => {
      const database = await openSqliteReadModels({ path });
      await projectAll(store, database, { onNotice: ({ kind }) => notices.push(kind) });
      const { rows } = await new KyselyReadModelQueries(database).searchJourneys({
        sight: wholeTenant('default'),
        now,
        limit: 9,
      });
      await database.close();
      return rows.length;
    };
    expect(await journeys()).toBe(1);
    expect(await journeys()).toBe(1);
    expect(notices).toEqual(['rebuilding']);
    rmSync(path);
    expect(await journeys()).toBe(1);
    expect(notices).toEqual(['rebuilding', 'rebuilding']);
  });

  it('is read by others while one writes', async () => {
    const store = await ledger();
    const writing = await openSqliteReadModels({ path });
    const reading = await openSqliteReadModels({ path });
    await projectAll(store, writing);
    const queries = new KyselyReadModelQueries(reading);
    const last = await store.lastPosition();
    expect(last !== undefined && (await queries.awaitPosition(last, 10_000))).toBe(true);
    expect(await wholeTimeline(queries, 'default', 'a')).toHaveLength(1);
    await Promise.all([writing.close(), reading.close()]);
  });

  it('is refused in one sentence where a later version has written it', async () => {
    const database = await openSqliteReadModels({ path });
    await sql`insert into kysely_migration values ('0002-of-tomorrow', ${now})`.execute(database.db);
    await database.close();
    const refusal = openSqliteReadModels({ path });
    await expect(refusal).rejects.toThrow(ReadModelsNewerError);
    await expect(refusal).rejects.toMatchObject({
      code: 'READ_MODELS_NEWER',
      retryable: false,
      migration: '0002-of-tomorrow',
      message: expect.stringContaining(path),
    });
  });

  it('is refused in one sentence where the file is none of its kind', async () => {
    path = join(folder, 'read-models.db');
    writeFileSync(path, 'no database at all. '.repeat(500));
    const refusal = openSqliteReadModels({ path });
    await expect(refusal).rejects.toThrow(ReadModelsUnavailableError);
    await expect(refusal).rejects.toMatchObject({
      code: 'READ_MODELS_UNAVAILABLE',
      retryable: true,
      message: expect.stringContaining('You can delete them'),
    });
  });

  it('says that it is unavailable once it is closed', async () => {
    const database = await openSqliteReadModels({ path });
    const queries = new KyselyReadModelQueries(database);
    await database.close();
    for (const query of [
      wholeTimeline(queries, 'default', 'a'),
      queries.searchJourneys({ sight: wholeTenant('default'), now, limit: 1 }),
      queries.deadlines({ sight: undefined, limit: 1 }),
      queries.projectionStatus(),
      queries.awaitPosition('1' as never, 1_000),
    ]) {
      await expect(query).rejects.toThrow(ReadModelsUnavailableError);
    }
  });

  it('stops a processor for good when it is closed under it, with the reason in its status', async () => {
    const store = await ledger();
    const database = await openSqliteReadModels({ path });
    await database.close();
    const processor = createProcessor({ store, database, mode: 'rebuild' });
    await processor.run();
    expect(processor.status()[0]).toMatchObject({ state: 'stopped', lastError: expect.stringContaining(path) });
  });
});

describe('the plan of a query', () => {
  let database: ReadModelDatabase;

  beforeEach(async () => {
    database = await openSqliteReadModels({ path });
    await projectAll(await ledger(), database);
  });

  afterEach(() => database.close());

  /** SQLite's own account of how it runs the queries of `ask`. */
  async function planOf(ask: (queries: KyselyReadModelQueries) => Promise<unknown>): Promise<string> {
    const spy = jest.spyOn(
      database.db.getExecutor().constructor.prototype as { executeQuery: unknown },
      'executeQuery' as never,
    );
    await ask(new KyselyReadModelQueries(database));
    const compiled = spy.mock.calls.map((call: readonly unknown[]) => call[0] as { readonly sql: string });
    spy.mockRestore();
    const details: string[] = [];
    for (const query of compiled) {
      const explained = { ...query, sql: `explain query plan ${query.sql}` } as never;
      const { rows } = await database.db.executeQuery<{ detail: string }>(explained);
      details.push(...rows.map(({ detail }) => detail));
    }
    return details.join('\n');
  }

  const search = { sight: wholeTenant('default'), now, limit: 10 };
  it.each([
    ['no filter', {}, 'started_position'],
    ['state', { stateId: 'WELCOME' }, 'state_id_started_position'],
    ['definition', { definitionId: 'PaymentCall' }, 'definition_id_started_position'],
    ['status', { status: 'ACTIVE' }, 'status_started_position'],
    ['customer', { customerId: 'ann' }, 'customer_id_started_position'],
    ['channel', { channel: 'voice' }, 'channel_started_position'],
    ['entry', { enteredBefore: now }, 'entered_at_session_id'],
  ] as const)('finds journeys by %s through its index, in the order of the page', async (_name, filter, index) => {
    const plan = await planOf((queries) => queries.searchJourneys({ ...search, ...filter }));
    expect(plan).toContain(`SEARCH journeys_v7 USING INDEX journeys_v7_by_tenant_${index} `);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY/);
  });

  it('finds overdue journeys through the index of the deadlines, in the order of the page', async () => {
    const plan = await planOf((queries) => queries.searchJourneys({ ...search, overdue: true }));
    expect(plan).toContain('SEARCH open_deadlines_v3 USING COVERING INDEX open_deadlines_v3_by_due_ms');
    expect(plan).toContain('SEARCH journeys_v7 USING INDEX journeys_v7_key');
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY/);
  });

  it.each([
    ['newest first', {}],
    ['overdue', { overdue: true }],
  ] as const)('finds journeys by alias, %s, from the few that have it', async (_name, filter) => {
    const plan = await planOf((queries) => queries.searchJourneys({ ...search, alias: 'crm:1', ...filter }));
    expect(plan).toContain(
      'SEARCH journey_aliases_v1 USING COVERING INDEX journey_aliases_v1_by_tenant_alias_session_id',
    );
    expect(plan).toContain('SEARCH journeys_v7 USING INDEX journeys_v7_key');
    expect(plan).not.toContain('SCAN');
  });

  it('finds a timeline and deadlines through indexes, already in order', async () => {
    const timeline = await planOf((queries) => wholeTimeline(queries, 'default', 'a'));
    expect(timeline).toContain('SEARCH journeys_v7 USING INDEX journeys_v7_key');
    expect(timeline).toContain('SEARCH timeline_v2 USING INDEX timeline_v2_key');
    expect(timeline).toContain('SEARCH escalation_steps_v2 USING INDEX escalation_steps_v2_key');
    expect(timeline).not.toMatch(/SCAN|TEMP/);
    for (const options of [
      {},
      { sight: wholeTenant('default') },
      { dueBy: now },
      { sight: wholeTenant('default'), dueBy: now },
    ]) {
      const plan = await planOf((queries) => queries.deadlines({ sight: undefined, ...options, limit: 5 }));
      expect(plan).toContain('USING INDEX open_deadlines_v3_by_due_ms');
      expect(plan).not.toContain('TEMP');
    }
  });

  it('finds escalations through indexes', async () => {
    const escalations = new KyselyEscalationQueries(database);
    const page = { sight: wholeTenant('default'), now, limit: 5 };
    expect(await planOf(() => escalations.escalations(page))).toContain('escalations_v2_by_tenant_due_order');
    const open = await planOf(() => escalations.escalations({ ...page, status: 'delivering' }));
    expect(open).toContain('escalations_v2_by_tenant_status_due_order');
    expect(open).not.toContain('TEMP');
    const due = await planOf(() => escalations.dueDeliveries({ target: 'desk', dueBy: now, limit: 5 }));
    expect(due).toContain('escalations_v2_by_target_next_attempt_at');
    expect(due).not.toContain('TEMP');
    expect(await planOf(() => escalations.escalationFigures())).not.toContain('SCAN');
  });
});
