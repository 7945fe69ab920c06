import { CarefulDesk, DESK_SECRET } from '../crash/careful-desk';
import { LedgerHttp } from '../crash/ledger-http';
import { buildLedger, pause } from '../../support/ledger-process';
import { ofThisRun } from '../../support/of-this-run';
import { Random } from '../../support/random';
import { Cluster } from './cluster';

const JOURNEYS = 60;
const PATIENCE_MS = 120_000;

/** Entering `DESK` sends a webhook. */
const CALLS = {
  id: ofThisRun('ClusterCalls'),
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'DESK' }] },
    DESK: { escalation: 'desk', transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  escalations: { desk: { kind: 'webhook', target: 'desk' } },
} as const;

describe('webhooks of a ledger of several processes', () => {
  const desk = new CarefulDesk(new Random(7));
  let cluster: Cluster;

  beforeAll(async () => {
    buildLedger();
    const targets = [{ name: 'desk', url: await desk.listen(), secrets: [DESK_SECRET], allowPrivate: true }];
    cluster = await Cluster.start({ WEBHOOK_TARGETS: JSON.stringify(targets), WEBHOOK_FIRST_PAUSE_MS: '50' });
  });
  afterAll(async () => {
    await cluster.stop();
    await desk.close();
  });

  const delivered = async (id: string): Promise<number> =>
    (await cluster.events(`escalation.default-${id}`)).filter(({ type }) => type === 'EscalationDelivered').length;

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (!(await holds()) && performance.now() < giveUpAt) await pause(10);
  }

  it('reach a desk at the end of a bad line once for each id, although their sender is killed', async () => {
    const [one, two] = [new LedgerHttp(cluster.url('api-1')), new LedgerHttp(cluster.url('api-2'))];
    expect((await one.post('/v1/definitions', CALLS)).status).toBe(201);
    const sessions = Array.from({ length: JOURNEYS }, (_, n) => ofThisRun(`escalated-${n}`));
    const ids = sessions.map((sessionId) => `${sessionId}:1`);
    const call = async (called: readonly string[]): Promise<void> => {
      for (const sessionId of called) {
        await one.post('/v1/journeys', { sessionId, definitionId: CALLS.id });
        await two.post(`/v1/journeys/${sessionId}/transitions`, { targetStateId: 'DESK' });
      }
    };

    await call(sessions.slice(0, JOURNEYS / 2));
    await until(() => desk.acted.size >= 10);
    const killed = await cluster.killOwner('escalations/0');
    expect(desk.acted.size).toBeLessThan(JOURNEYS);
    await call(sessions.slice(JOURNEYS / 2));
    for (const id of ids) await until(async () => (await delivered(id)) > 0);
    await cluster.revive(killed);

    expect([...desk.acted.keys()].toSorted()).toEqual(ids.toSorted());
    for (const id of ids) expect([id, await delivered(id)]).toEqual([id, 1]);
    for (const [id, { escalationId, journeyEventId }] of desk.acted) {
      const asking = (await cluster.events(`journey.default-${id.slice(0, -2)}`))[1];
      expect([escalationId, journeyEventId]).toEqual([id, asking?.id]);
    }
    expect(desk.messages).toBeGreaterThan(JOURNEYS);
    expect(desk.unverified).toBe(0);
  });
});
