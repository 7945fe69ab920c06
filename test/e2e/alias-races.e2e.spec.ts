import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { RunningLedger } from '../support/running-ledger';

const CALL = {
  id: 'RacedCall',
  version: 1,
  initial: 'WELCOME',
  resume: 'always',
  states: { WELCOME: { timeout: { after: 'P1D' }, transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
};
const PARALLEL = 30;

/** Who serves the callers: one process on the embedded ledger, or two that share a store. */
describe.each([
  ['the embedded ledger', 1],
  ['EventStoreDB', 2],
])('starts at once with one alias, on %s', (_, processes) => {
  const ledgers: RunningLedger[] = [];
  let store: EventStoreDbDouble | undefined;
  beforeAll(async () => {
    store = processes === 1 ? undefined : await EventStoreDbDouble.start();
    const shared: Record<string, string> = store === undefined ? {} : { EVENT_STORE_URL: store.url };
    for (let n = 0; n < processes; n++) ledgers.push(await RunningLedger.start({ ROLES: 'api', ...shared }));
    expect((await ledgers[0]?.post('/v1/definitions', CALL))?.status).toBe(201);
  });
  afterAll(async () => {
    for (const ledger of ledgers) await ledger.remove();
    await store?.stop();
  });

  const ensure = async (n: number, aliases: readonly string[], sessionId = `call-${n}`) => {
    const body = { definitionId: CALL.id, aliases, sessionId, commandId: `ensure-${n}` };
    const reply = await (ledgers[n % processes] as RunningLedger).post('/v1/journeys', body);
    expect([200, 201]).toContain(reply.status);
    return reply.json();
  };

  it('begin one journey, and all others resume it', async () => {
    for (const [round, alias] of ['crm:race-1', 'crm:race~"%2F'].entries()) {
      const session = (n: number): string => `round-${round}-${n}`;
      const replies = await Promise.all(Array.from({ length: PARALLEL }, (_, n) => ensure(n, [alias], session(n))));
      const [created, ...others] = replies.filter(({ outcome }) => outcome === 'CREATED');
      expect(others).toEqual([]);
      expect(new Set(replies.map(({ sessionId }) => sessionId))).toEqual(new Set([created?.['sessionId']]));
      const again = await ensure(3, [alias], session(3));
      expect(again).toMatchObject({ outcome: replies[3]?.['outcome'], sessionId: created?.['sessionId'] });
      expect(
        (
          await ledgers[0]?.post(`/v1/journeys/${String(created?.['sessionId'])}/transitions`, {
            targetStateId: 'DONE',
          })
        )?.status,
      ).toBe(200);
    }
  });

  it('give each alias to one journey if they come with several, in any order', async () => {
    const pairs = [
      ['a:1', 'b:1'],
      ['b:1', 'a:1'],
      ['b:1', 'c:1'],
      ['c:1', 'a:1'],
    ];
    const replies = await Promise.all(pairs.map((aliases, n) => ensure(100 + n, aliases)));
    const sessions = [...new Set(replies.map(({ sessionId }) => String(sessionId)))];
    const held = await Promise.all(
      sessions.map(
        async (session) => (await ledgers[0]?.get(`/v1/journeys/${session}`))?.json()['aliases'] as string[],
      ),
    );
    expect(held.flat().length).toBe(new Set(held.flat()).size);
  });
});
