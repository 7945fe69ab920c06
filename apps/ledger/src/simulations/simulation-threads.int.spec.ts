import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import { openPostgresReadModels, openSqliteReadModels, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, postgresForTests, projectAll } from '@ledger/projections/testing';
import type { SimulationJob, SimulationMessage } from './simulation-protocol';
import { SimulationThreads } from './simulation-threads';
import { wholeTenant } from '@ledger/projections';

const now = '2026-05-01T12:00:00.000Z';
const JOURNEYS = 300;

describe('the threads of simulations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'));
  const job: SimulationJob = {
    readModels: { path: join(folder, 'read-models.db') },
    plan: { candidate: { ...paymentCallDocument, version: 2 }, published: [paymentCallDocument], at: now },
    filter: { sight: wholeTenant('default'), definitionId: paymentCall.id },
    sample: undefined,
  };
  const postgres = postgresForTests();

  async function fill(database: ReadModelDatabase): Promise<void> {
    const store = new InMemoryEventStore();
    const script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    for (let index = 0; index < JOURNEYS; index += 1) {
      await script.run(paymentCall, { type: 'StartJourney', sessionId: `s${index}`, now });
    }
    await projectAll(store, database);
    await database.close();
  }
  beforeAll(async () => fill(await openSqliteReadModels({ path: join(folder, 'read-models.db') })));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function all(messages: AsyncIterable<SimulationMessage>): Promise<readonly SimulationMessage[]> {
    const found: SimulationMessage[] = [];
    for await (const message of messages) found.push(message);
    return found;
  }
  const running = (): AbortSignal => new AbortController().signal;

  it('say how far they are, and report, while this thread continues', async () => {
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const messages = await all(new SimulationThreads().start(job, running()));
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);
    const total = { journeys: JOURNEYS, events: JOURNEYS };
    expect(messages[0]).toEqual({ kind: 'progress', progress: { journeys: 0, events: 0, total } });
    expect(messages.at(-1)).toMatchObject({ kind: 'report', every: 1, report: { journeys: JOURNEYS, same: JOURNEYS } });
  });

  it('are one at a time, and end at once with their caller', async () => {
    const threads = new SimulationThreads();
    const leaving = new AbortController();
    const first = threads.start(job, leaving.signal);
    expect((await first.next()).value).toMatchObject({ kind: 'progress' });
    expect(() => threads.start(job, running())).toThrow('A simulation is running');
    leaving.abort();
    expect((await all(first)).some(({ kind }) => kind === 'report')).toBe(false);
    const left = threads.start(job, running());
    await left.next();
    await left.return(undefined);
    expect((await all(threads.start(job, running()))).at(-1)).toMatchObject({ kind: 'report' });
  });

  it('read a PostgreSQL server likewise', async () => {
    const url = await postgres.server.createDatabase();
    await fill(await openPostgresReadModels({ url }));
    const messages = await all(new SimulationThreads().start({ ...job, readModels: { url } }, running()));
    expect(messages.at(-1)).toMatchObject({ kind: 'report', report: { journeys: JOURNEYS, same: JOURNEYS } });
  });

  it('say that the read models cannot be read', async () => {
    const path = join(folder, 'other.db');
    writeFileSync(path, 'no database '.repeat(500));
    const messages = await all(new SimulationThreads().start({ ...job, readModels: { path } }, running()));
    expect(messages).toEqual([{ kind: 'unavailable', reason: expect.any(String) as string }]);
  });
});
