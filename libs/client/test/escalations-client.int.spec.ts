import { LedgerClient, LedgerProblem } from '../src/index';
import { fakeLedger, json, type FakeLedger } from './fake-ledger.test-support';

const ESCALATION = { escalationId: 'call-1:2', status: 'claimed', outcome: 'ADVANCED', replayed: false };

let ledger: FakeLedger;
let client: LedgerClient;

beforeEach(async () => {
  ledger = await fakeLedger();
  client = new LedgerClient({ url: ledger.url, sleep: () => Promise.resolve(), random: () => 0.5 });
});
afterEach(() => ledger.close());

describe('escalations', () => {
  it('are listed by what is asked for, page by page', async () => {
    ledger.answers(json(200, { escalations: [ESCALATION], nextCursor: 'next' }));
    const page = await client.escalations.list({ status: 'open', queue: 'retention', limit: 5 });
    expect(page.nextCursor).toBe('next');
    expect(ledger.seen[0]).toMatchObject({
      method: 'GET',
      url: '/v1/escalations?status=open&queue=retention&limit=5',
    });
  });

  it.each([
    ['get', () => client.escalations.get('call 1:2'), 'GET', '/v1/escalations/call%201%3A2'],
    ['claim', () => client.escalations.claim('x:2', { leaseSeconds: 60 }), 'POST', '/v1/escalations/x%3A2/claim'],
    ['release', () => client.escalations.release('x:2'), 'POST', '/v1/escalations/x%3A2/release'],
    ['complete', () => client.escalations.complete('x:2', { outcome: 'o' }), 'POST', '/v1/escalations/x%3A2/complete'],
    ['replay', () => client.escalations.replay('x:2'), 'POST', '/v1/escalations/x%3A2/replay'],
  ])('%s goes to its own path', async (_, call, method, url) => {
    ledger.answers(json(200, ESCALATION));
    expect(await call()).toEqual(ESCALATION);
    expect(ledger.seen[0]).toMatchObject({ method, url });
  });

  it('say why a claim is refused', async () => {
    ledger.answers(json(409, { code: 'ESCALATION_CLAIMED', status: 409, detail: 'ann has it.' }));
    const claiming = client.escalations.claim('x:2', { claimant: 'bob' });
    await expect(claiming).rejects.toThrow(LedgerProblem);
    await expect(claiming).rejects.toMatchObject({ code: 'ESCALATION_CLAIMED', detail: 'ann has it.' });
  });

  it('are sent again by themselves only under a command id', async () => {
    const unavailable = json(503, { code: 'UNAVAILABLE', status: 503, detail: 'The ledger is busy.' });
    ledger.answers(unavailable);
    await expect(client.escalations.claim('x:2')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(ledger.seen).toHaveLength(1);
    ledger.answers(unavailable, json(200, ESCALATION));
    await expect(client.escalations.claim('x:2', { commandId: 'c-1' })).resolves.toEqual(ESCALATION);
    expect(ledger.seen).toHaveLength(3);
  });
});
