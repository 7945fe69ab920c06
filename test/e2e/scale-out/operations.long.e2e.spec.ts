import { LedgerHttp, type CommandAnswer } from '../crash/ledger-http';
import { buildLedger, pause } from '../../support/ledger-process';
import { ofThisRun } from '../../support/of-this-run';
import { Cluster } from './cluster';

const JOURNEYS = 120;
const PATIENCE_MS = 90_000;

/** Each run waits in journeys of its own: what an operator does to a definition stays. */
const DRILL = {
  id: ofThisRun('Drill'),
  version: 1,
  initial: 'WAITING',
  states: {
    WAITING: { timeout: { after: 'PT1H' }, transitions: [{ target: 'DESK' }] },
    DESK: { transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
};
const CUSTOMER = ofThisRun('batch');

interface Operation {
  readonly operationId: string;
  readonly status: string;
  readonly done: number;
  readonly selected: number;
  readonly counts: Readonly<Record<string, number>>;
}

describe('what operators do on a ledger of several processes', () => {
  let cluster: Cluster;
  let one: LedgerHttp;
  let two: LedgerHttp;

  beforeAll(async () => {
    buildLedger();
    cluster = await Cluster.start();
    [one, two] = [new LedgerHttp(cluster.url('api-1')), new LedgerHttp(cluster.url('api-2'))];
    expect((await one.post('/v1/definitions', DRILL)).status).toBe(201);
  });
  afterAll(() => cluster.stop());

  async function eventually(
    ask: () => Promise<Operation>,
    satisfies: (operation: Operation) => boolean,
  ): Promise<Operation> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const operation = await ask();
      if (satisfies(operation) || performance.now() > giveUpAt) return operation;
      await pause(20);
    }
  }

  it('is a batch operation that one is asked for, another shows, and the process that is left resumes', async () => {
    const ids = Array.from({ length: JOURNEYS }, (_, n) => ofThisRun(`batch-${String(n).padStart(3, '0')}`));
    let position = '';
    for (const sessionId of ids) {
      const body = { sessionId, definitionId: DRILL.id, customerId: CUSTOMER };
      position = (await one.post<CommandAnswer>('/v1/journeys', body)).body.position;
    }
    await two.get(`/v1/journeys?limit=1&atLeast=${position}`);
    const asked = {
      ...{ kind: 'move', filter: { customerId: CUSTOMER }, target: { stateId: 'DESK' }, reason: 'Drill' },
    };
    const shown = await one.post<{ journeys: number; token: string }>('/v1/operations', asked);
    expect(shown).toMatchObject({ status: 200, body: { journeys: JOURNEYS, outcomes: { changed: JOURNEYS } } });
    const started = await two.post<Operation>('/v1/operations', {
      ...{ ...asked, token: shown.body.token, dryRun: false, ratePerSecond: 40, commandId: ofThisRun('drill') },
    });
    expect(started.status).toBe(202);
    const ask = () => one.get<Operation>(`/v1/operations/${started.body.operationId}`);
    const halfway = await eventually(ask, ({ done }) => done > 10);
    expect(halfway.done).toBeLessThan(JOURNEYS);
    const killed = await cluster.killOwner('operations/0');
    const ended = await eventually(ask, ({ status }) => status === 'COMPLETED');
    expect(ended).toMatchObject({
      status: 'COMPLETED',
      selected: JOURNEYS,
      done: JOURNEYS,
      counts: { changed: JOURNEYS },
    });
    for (const id of ids) {
      const types = (await cluster.events(`journey.default-${id}`)).map(({ type }) => type);
      expect([id, types]).toEqual([id, ['JourneyStarted', 'JourneyMoved']]);
    }
    await cluster.revive(killed);
  });

  it('is an override by one process, by which another decides and a third times out', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => ofThisRun(`retimed-${n}`));
    let position = '';
    for (const sessionId of ids) {
      const body = { sessionId, definitionId: DRILL.id };
      position = (await one.post<CommandAnswer>('/v1/journeys', body)).body.position;
    }
    const path = `/v1/definitions/${DRILL.id}/timeouts/WAITING`;
    const body = { after: 'PT0.001S', applyTo: 'waiting', reason: 'Drill', confirmAborting: 20 };
    await two.get(`/v1/journeys?limit=1&atLeast=${position}`);
    const preview = await two.send<{ readonly moved: number }>('PUT', `${path}?preview=true`, body);
    expect(preview).toMatchObject({ status: 200, body: { waiting: 20, moved: 20, abortingAtOnce: 20 } });
    expect(await two.send('PUT', path, body)).toMatchObject({ status: 200, body: { outcome: 'CHANGED' } });
    for (const id of ids) {
      const giveUpAt = performance.now() + PATIENCE_MS;
      while ((await one.journey(id)).status !== 'TIMED_OUT' && performance.now() < giveUpAt) await pause(20);
      const events = await cluster.events(`journey.default-${id}`);
      expect([id, events.map(({ type }) => type)]).toEqual([id, ['JourneyStarted', 'ABORT_TIMEOUT']]);
    }
    for (const id of ids) await two.get(`/v1/journeys?limit=1&atLeast=${(await one.journey(id)).position}`);
    const counted = await cluster.postgres.query(
      `select count(*)::int as n from analytics.timeouts where state_id = 'WAITING' and definition_id = '${DRILL.id}' and policy = 'override'`,
      cluster.databaseUrl,
    );
    expect(Number(counted[0]?.['n'])).toBe(20);
  });
});
