import { LedgerHttp, type CommandAnswer } from '../crash/ledger-http';
import { buildLedger, pause } from '../support/ledger-process';
import { Cluster } from './cluster';

const JOURNEYS = 120;
const PATIENCE_MS = 90_000;

interface Operation {
  readonly operationId: string;
  readonly status: string;
  readonly done: number;
  readonly selected: number;
  readonly counts: Readonly<Record<string, number>>;
}

describe('a batch operation on a ledger of several processes', () => {
  let cluster: Cluster;
  let one: LedgerHttp;
  let two: LedgerHttp;

  beforeAll(async () => {
    buildLedger();
    cluster = await Cluster.start();
    [one, two] = [new LedgerHttp(cluster.url('api-1')), new LedgerHttp(cluster.url('api-2'))];
  }, 240_000);
  afterAll(() => cluster.stop(), 60_000);

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

  it('is asked for in one, shown by another, and gone on with by whoever is left', async () => {
    const ids = Array.from({ length: JOURNEYS }, (_, n) => `batch-${String(n).padStart(3, '0')}`);
    let position = '';
    for (const sessionId of ids) {
      const body = { sessionId, definitionId: 'CustomerJourneyState', customerId: 'batch' };
      position = (await one.post<CommandAnswer>('/v1/journeys', body)).body.position;
    }
    await two.get(`/v1/journeys?limit=1&atLeast=${position}`);
    const asked = {
      ...{ kind: 'move', filter: { customerId: 'batch' }, target: { stateId: 'AGENT_ESCALATION' }, reason: 'Drill' },
    };
    const shown = await one.post<{ journeys: number; token: string }>('/v1/operations', asked);
    expect(shown).toMatchObject({ status: 200, body: { journeys: JOURNEYS, outcomes: { changed: JOURNEYS } } });
    const started = await two.post<Operation>('/v1/operations', {
      ...{ ...asked, token: shown.body.token, dryRun: false, ratePerSecond: 40, commandId: 'drill' },
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
      const types = cluster.eventStore.events(`journey.default-${id}`).map(({ type }) => type);
      expect([id, types]).toEqual([id, ['JourneyStarted', 'JourneyMoved']]);
    }
    await cluster.revive(killed);
  }, 240_000);
});
