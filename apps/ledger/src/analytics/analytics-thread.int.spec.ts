import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import { openSqliteReadModels, ReadModelsUnavailableError } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { AnalyticsThread } from './analytics-thread';
import { wholeTenant } from '@ledger/projections';

const now = '2026-05-01T12:00:00.000Z';
const tenant = { sight: wholeTenant('default') };

describe('AnalyticsThread', () => {
  let folder: string;
  let path: string;
  let thread: AnalyticsThread;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'analytics-'));
    path = join(folder, 'read-models.db');
    thread = new AnalyticsThread({ readModelsPath: path });
  });
  afterEach(async () => {
    await thread.onApplicationShutdown();
    rmSync(folder, { recursive: true });
  });

  async function oneJourney(): Promise<void> {
    const store = new InMemoryEventStore();
    const script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    await script.run(paymentCall, { type: 'StartJourney', sessionId: 'a', now });
    await script.run(paymentCall, { type: 'TransitionJourney', sessionId: 'a', now, targetStateId: 'IDENTIFY' });
    const database = await openSqliteReadModels({ path });
    await projectAll(store, database);
    await database.close();
  }

  it('answers queries at once, each with its own answer, while this thread continues', async () => {
    await oneJourney();
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    const period = { interval: 'day', timeZone: 'UTC', from: now, to: '2026-05-02T00:00:00.000Z' } as const;
    const [transitions, states, funnel, variants, timeouts, cases, series, groups] = await Promise.all([
      thread.transitions(tenant),
      thread.states(tenant),
      thread.funnel(tenant, ['WELCOME', 'IDENTIFY']),
      thread.variants(tenant, 5),
      thread.timeouts(tenant),
      thread.cases(tenant),
      thread.series(tenant, period),
      thread.groups(tenant, 'outcome', 'journeys', 5),
    ]);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);
    expect(transitions).toMatchObject([{ from: 'WELCOME', to: 'IDENTIFY', count: 1 }]);
    expect(states.map(({ state }) => state)).toEqual(['IDENTIFY', 'WELCOME']);
    expect(funnel.steps.map(({ reached }) => reached)).toEqual([1, 1]);
    expect(variants).toMatchObject({ total: 1, rows: [{ states: ['WELCOME', 'IDENTIFY'] }] });
    expect(cases).toMatchObject({ journeys: 1, outcomes: { open: 1 } });
    expect(series).toMatchObject([{ started: 1, transitions: 1 }]);
    expect(groups).toEqual({ total: 1, values: ['open'] });
    expect(timeouts).toEqual({ count: 0, escalated: 0, answered: 0, rows: [] });
  });

  it('says that the read models are away where they are, and asks again next time', async () => {
    writeFileSync(path, 'no database at all. '.repeat(500));
    await expect(thread.states(tenant)).rejects.toThrow(ReadModelsUnavailableError);
    rmSync(path);
    await oneJourney();
    expect(await thread.states(tenant)).toHaveLength(2);
  });

  it('has nothing to end if there was no query', async () => {
    await thread.onApplicationShutdown();
    await expect(thread.onApplicationShutdown()).resolves.toBeUndefined();
  });
});
