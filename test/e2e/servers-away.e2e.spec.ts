import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { ownPostgresForTests } from '@ledger/projections/testing';
import { ConfigurationError } from '../../apps/ledger/src/config/configuration.error';
import { RunningLedger, type Reply } from '../support/running-ledger';
import { until } from '../support/until';

/** What a process writes to its standard output meanwhile, line by line. */
async function logOf<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(
      ...String(text)
        .split('\n')
        .filter((line) => line !== ''),
    );
    return true;
  });
  try {
    return { result: await work(), lines };
  } finally {
    write.mockRestore();
  }
}

function untilStatus(status: number, ask: () => Promise<Reply>): Promise<Reply> {
  return until(ask, (reply) => reply.status === status);
}

const start = (ledger: RunningLedger, sessionId: string): Promise<Reply> =>
  ledger.post('/v1/journeys', { sessionId, definitionId: 'CustomerJourneyState' });

describe('a process of the API', () => {
  const postgres = ownPostgresForTests();

  it('starts while the event store is away, answers 503 in a sentence, and serves once it is there', async () => {
    const double = await EventStoreDbDouble.start();
    await double.stop();
    const EVENT_STORE_URL = `${double.url}&defaultDeadline=200`;
    const ledger = await RunningLedger.start({ ROLES: 'api', EVENT_STORE_URL });
    expect((await ledger.get('/health/live')).status).toBe(200);
    expect((await ledger.get('/health/ready')).status).toBe(503);
    expect((await start(ledger, 'a')).json()).toMatchObject({
      ...{
        status: 503,
        code: 'UNAVAILABLE',
        detail: expect.stringMatching(/^The event store is unavailable\./) as string,
      },
    });
    expect((await ledger.get('/v1/journeys')).status).toBe(200);
    await double.start();
    expect((await untilStatus(201, () => start(ledger, 'a'))).json()).toMatchObject({ outcome: 'CREATED' });
    expect((await ledger.get('/health/ready')).status).toBe(200);
    await ledger.remove();
    await double.close();
  });

  it('starts while PostgreSQL is away: commands are served, and queries once it is there', async () => {
    const { server } = postgres;
    const url = await server.createDatabase();
    await server.stop();
    const ledger = await RunningLedger.start({ ROLES: 'api', DATABASE_URL: url });
    expect((await start(ledger, 'a')).status).toBe(201);
    expect((await ledger.get('/v1/journeys')).json()).toMatchObject({
      ...{ status: 503, code: 'UNAVAILABLE', detail: 'The read models are unavailable. Retry.' },
    });
    const metrics = await ledger.get('/metrics');
    expect([metrics.status, metrics.text]).toEqual([200, expect.stringContaining('attempts_waiting 0\n')]);
    expect(metrics.text).toContain('journey_commands_total{command="StartJourney",outcome="CREATED"} 1\n');
    expect(metrics.text).not.toMatch(/^projection_running/m);
    await server.start();
    expect((await untilStatus(200, () => ledger.get('/v1/journeys'))).json()).toEqual({ journeys: [] });
    await ledger.remove();
  });

  it('says in one line that it waits', async () => {
    const url = 'postgres://postgres@127.0.0.1:1/nothing';
    const settings = { ROLES: 'api', DATABASE_URL: url, LOG_LEVEL: 'warn' };
    const { lines } = await logOf(async () => (await RunningLedger.start(settings)).remove());
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: expect.stringMatching(/^The read models in .* do not answer .* The ledger waits for them/) as string,
    });
  });

  it('does not wait where its settings are wrong', async () => {
    const nowhere = postgres.server.url('no_such_database');
    const refusal = RunningLedger.start({ ROLES: 'api', DATABASE_URL: nowhere });
    await expect(refusal).rejects.toThrow(ConfigurationError);
    await expect(refusal).rejects.toThrow(/database "no_such_database" does not exist/);
  });
});
