import { watchWriterThreads } from '@ledger/event-store-sqlite/testing';
import { RunningLedger, type Reply } from '../support/running-ledger';

const JOURNEYS = 20;
const CHANGES = 10;
const KILLS = 3;

describe('a ledger whose writer ends under load', () => {
  const threads = watchWriterThreads();
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api' })));
  afterAll(async () => {
    await ledger.remove();
    threads.release();
  });

  it('recovers by itself, and has exactly what it acknowledged, once', async () => {
    let unavailable = 0;
    const untilAnswered = async (send: () => Promise<Reply>): Promise<Reply> => {
      for (;;) {
        const reply = await send();
        if (reply.status !== 503) return reply;
        expect(reply.json()).toMatchObject({ code: 'UNAVAILABLE', commandId: expect.any(String) as string });
        unavailable++;
      }
    };
    let sent = 0;
    let kills = 0;
    const killNowAndThen = async (): Promise<void> => {
      if (++sent % ((JOURNEYS * CHANGES) / (KILLS + 1)) !== 0 || kills === KILLS) return;
      kills++;
      await threads.kill();
    };
    await Promise.all(
      Array.from({ length: JOURNEYS }, async (_, journey) => {
        const id = `lost-${journey}`;
        const begun = await untilAnswered(() => ledger.begin(id, { commandId: `${id}-start` }));
        expect([200, 201]).toContain(begun.status);
        for (let change = 1; change <= CHANGES; change++) {
          const body = { amount: change };
          const headers = { 'if-match': `"${change - 1}"`, 'idempotency-key': `${id}-${change}` };
          const changing = untilAnswered(() => ledger.send('PATCH', `/v1/journeys/${id}/context`, { body, headers }));
          await Promise.all([killNowAndThen(), changing]);
          const reply = await changing;
          expect([reply.status, reply.json()]).toMatchObject([200, { revision: change }]);
        }
      }),
    );
    expect([kills, unavailable > 0]).toEqual([KILLS, true]);
    for (let journey = 0; journey < JOURNEYS; journey++) {
      expect((await ledger.get(`/v1/journeys/lost-${journey}`)).json()).toMatchObject({
        revision: CHANGES,
        context: { amount: CHANGES },
      });
    }
    expect((await ledger.get('/health/ready')).status).toBe(200);
    expect((await ledger.get('/health/live')).status).toBe(200);
  });
});
