import { RunningLedger } from '../support/running-ledger';

const RECORDS = '/api/v2/datastores/Chatty/records';

/** Voice and chat meet here: who decided on an old revision starts again. */
const CHATTY = {
  id: 'Chatty',
  version: 1,
  initial: 'HELLO',
  states: {
    HELLO: { transitions: [{ target: 'ASK' }] },
    ASK: {
      transitions: [
        { target: 'PAY', onConflict: 'restart' },
        { target: 'HELLO', onConflict: 'restart' },
      ],
    },
    PAY: { final: true },
  },
};

describe('a journey that was restarted instead of moved', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
    expect((await ledger.post('/v1/definitions', CHATTY)).status).toBe(201);
  });
  afterAll(() => ledger.remove());

  /** A journey in ASK at revision 2, whose context another channel changed after revision 1. */
  async function asked(sessionId: string): Promise<void> {
    await ledger.post('/v1/journeys', { sessionId, definitionId: 'Chatty' });
    await ledger.post(`/v1/journeys/${sessionId}/transitions`, { targetStateId: 'ASK' });
    await ledger.send('PATCH', `/v1/journeys/${sessionId}/context`, { body: { note: 'by chat' } });
  }

  it('is RESTARTED on the resource face, and again for a repeat', async () => {
    await asked('resource');
    const body = { targetStateId: 'PAY', expectedRevision: 1, commandId: 'pay' };
    const first = await ledger.post('/v1/journeys/resource/transitions', body);
    expect(first.status).toBe(200);
    expect(first.json()).toMatchObject({ outcome: 'RESTARTED', stateId: 'HELLO', revision: 3, replayed: false });
    const again = await ledger.post('/v1/journeys/resource/transitions', body);
    expect(again.json()).toEqual({ ...first.json(), replayed: true });
  });

  it('is RESTARTED by an operator', async () => {
    await asked('operator');
    const reply = await ledger.post('/v1/journeys/operator/restart', { reason: 'Wrong number' });
    expect(reply.json()).toMatchObject({ outcome: 'RESTARTED', stateId: 'HELLO' });
  });

  it('is RESTARTED on the flow face, which is not refused', async () => {
    await asked('flow');
    const body = { sessionId: 'flow', targetStateId: 'PAY', expectedRevision: 1 };
    const reply = await ledger.post('/v1/flow/transition', body);
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ outcome: 'RESTARTED', reasonCode: '', stateId: 'HELLO', revision: 3 });
  });

  it('is RESTARTED in a batch of commands', async () => {
    await asked('batch');
    const line = { command: 'transition', sessionId: 'batch', targetStateId: 'PAY', expectedRevision: 1 };
    const reply = await ledger.send('POST', '/v1/commands', {
      body: `${JSON.stringify(line)}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(JSON.parse(reply.text.split('\n', 1)[0] ?? '')).toMatchObject({ outcome: 'RESTARTED', stateId: 'HELLO' });
  });

  it('is a conflict with the record on the record face, also for a repeat', async () => {
    await asked('record');
    const update = { body: { value: { stateId: 'PAY', version: 2 } }, headers: { 'idempotency-key': 'pay' } };
    for (const replayed of [false, true]) {
      const reply = await ledger.send('PUT', `${RECORDS}/record`, update);
      expect(reply.status).toBe(409);
      expect(reply.json()).toMatchObject({
        ...{ code: 'REVISION_CONFLICT', outcome: 'RESTARTED', replayed, stateId: 'HELLO', revision: 3 },
        record: { key: 'record', value: { stateId: 'HELLO', version: 4 } },
      });
    }
  });

  it('is the record itself if the initial state was asked for', async () => {
    await asked('home');
    const reply = await ledger.send('PUT', `${RECORDS}/home`, { body: { value: { stateId: 'HELLO', version: 2 } } });
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ value: { stateId: 'HELLO', version: 4 } });
  });
});
