import { RunningLedger, type Reply } from '../support/running-ledger';

const CODE = 'IDEMPOTENCY_KEY_REUSED';
const TIMEOUTS = '/v1/definitions/CustomerJourneyState/timeouts';
const RECORDS = '/api/v2/datastores/CustomerJourneyState/records';

describe('a command id that stands for another command', () => {
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start()));
  afterAll(() => ledger.remove());

  const isRefused = (reply: Reply): void => {
    expect(reply.json()).toMatchObject({ code: CODE });
    expect(reply.status).toBe(422);
    expect(reply.headers).not.toHaveProperty('idempotency-replayed');
  };

  it('is refused on the resource face, whether it comes in the body or as a header', async () => {
    await ledger.begin('resource');
    await ledger.move('resource', { targetStateId: 'IDENTIFY', commandId: 'c-1' });
    isRefused(await ledger.move('resource', { targetStateId: 'AGENT_ESCALATION', commandId: 'c-1' }));
    isRefused(await ledger.move('resource', { targetStateId: 'AGENT_ESCALATION' }, { 'idempotency-key': 'c-1' }));
    isRefused(await ledger.post('/v1/journeys/resource/restart', { commandId: 'c-1' }));
    const again = await ledger.move('resource', { targetStateId: 'IDENTIFY', commandId: 'c-1' });
    expect(again.json()).toMatchObject({ outcome: 'ADVANCED', stateId: 'IDENTIFY', replayed: true });
    const attempts = (await ledger.timelineWith('resource', 5)).slice(2);
    expect(attempts).toEqual(Array(3).fill(expect.objectContaining({ type: 'CommandRejected', code: CODE })));
    expect((await ledger.get('/v1/journeys/resource')).json()).toMatchObject({ revision: 1 });
  });

  it('is refused for a second start of the same id, with or without a session', async () => {
    await ledger.begin('start', { commandId: 'c-1' });
    isRefused(await ledger.begin('start', { commandId: 'c-1', customerId: 'another' }));
    const start = { definitionId: 'CustomerJourneyState', commandId: 'c-2' };
    const { sessionId } = (await ledger.post('/v1/journeys', start)).json();
    isRefused(await ledger.post('/v1/journeys', { ...start, channel: 'chat' }));
    const again = await ledger.post('/v1/journeys', start);
    expect(again.json()).toMatchObject({ sessionId, replayed: true });
  });

  it('is the same command sent again where If-Match lists several tags', async () => {
    await ledger.begin('tags');
    const move = () => ledger.move('tags', { targetStateId: 'IDENTIFY', commandId: 'c-1' }, { 'if-match': '"0", "1"' });
    expect((await move()).json()).toMatchObject({ outcome: 'ADVANCED', replayed: false });
    expect((await move()).json()).toMatchObject({ outcome: 'ADVANCED', replayed: true });
  });

  it('is REJECTED on the flow face', async () => {
    await ledger.begin('flow');
    const flow = (call: string, more: object) =>
      ledger.post(`/v1/flow/${call}`, { sessionId: 'flow', commandId: 'c-1', ...more });
    await flow('context', { ctx_fraudScore: 1 });
    for (const reply of [
      await flow('context', { ctx_fraudScore: 2 }),
      await flow('transition', { targetStateId: 'IDENTIFY' }),
    ]) {
      expect(reply.status).toBe(200);
      expect(reply.json()).toMatchObject({ outcome: 'REJECTED', reasonCode: CODE, replayed: false, ctx_fraudScore: 1 });
    }
  });

  it('is refused on the record face', async () => {
    await ledger.begin('record');
    const put = (stateId: string) =>
      ledger.send('PUT', `${RECORDS}/record`, { body: { value: { stateId } }, headers: { 'idempotency-key': 'c-1' } });
    expect((await put('IDENTIFY')).status).toBe(200);
    isRefused(await put('AGENT_ESCALATION'));
    expect((await ledger.get(`${RECORDS}/record`)).json()).toMatchObject({ value: { stateId: 'IDENTIFY' } });
  });

  it('is refused in a batch of commands', async () => {
    const line = (more: object) => `${JSON.stringify({ sessionId: 'lines', commandId: 'c-1', ...more })}\n`;
    const body =
      line({ command: 'start', definitionId: 'CustomerJourneyState' }) +
      line({ command: 'transition', targetStateId: 'IDENTIFY' });
    const reply = await ledger.send('POST', '/v1/commands', {
      body,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const [, second] = reply.text.split('\n');
    expect(JSON.parse(second ?? '')).toMatchObject({ outcome: 'REJECTED', code: CODE, stateId: 'INTRO_WELCOME' });
  });

  it('is refused for a resume under the id of a pause', async () => {
    const tell = (what: string, reason = 'Outage') =>
      ledger.post(`/v1/timeouts/${what}`, { reason, commandId: 'ops-1' });
    expect((await tell('pause')).status).toBe(200);
    isRefused(await tell('resume'));
    isRefused(await tell('pause', 'Another outage'));
    expect((await tell('pause')).headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect((await ledger.post('/v1/timeouts/resume', { reason: 'Over', commandId: 'ops-2' })).status).toBe(200);
  });

  it('is refused for the override of another state, and for its removal', async () => {
    const put = (stateId: string, after = 'PT5M') =>
      ledger.send('PUT', `${TIMEOUTS}/${stateId}`, {
        body: { after, applyTo: 'new', reason: 'x', commandId: 'ops-3' },
      });
    expect((await put('IDENTIFY')).json()).toMatchObject({ outcome: 'CHANGED' });
    isRefused(await put('INTRO_WELCOME'));
    isRefused(await put('IDENTIFY', 'PT6M'));
    isRefused(await ledger.send('DELETE', `${TIMEOUTS}/IDENTIFY?reason=x&commandId=ops-3`));
    const again = await put('IDENTIFY');
    expect(again.json()).toMatchObject({ change: { stateId: 'IDENTIFY', after: 'PT5M' } });
    expect(again.json()).not.toHaveProperty('change.fingerprint');
  });

  it('is refused for a batch move under the id of an abort', async () => {
    const ask = (more: object) =>
      ledger.post('/v1/operations', {
        ...{ filter: { state: 'NOWHERE' }, reason: 'Outage', dryRun: false, commandId: 'ops-4' },
        ...more,
      });
    expect((await ask({ kind: 'abort' })).status).toBe(202);
    isRefused(await ask({ kind: 'move', target: { stateId: 'IDENTIFY' } }));
    isRefused(await ask({ kind: 'abort', filter: { state: 'ELSEWHERE' } }));
    const again = await ask({ kind: 'abort' });
    expect(again.status).toBe(202);
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
  });

  it.each([' ', '${input.commandId}', 'step-${n}', '$!{input.id}', '{{flow.data.id}}', '$.Attributes.id', 'undefined'])(
    'is refused by name where it is not filled in: %j',
    async (commandId) => {
      await ledger.begin('blank');
      const reply = await ledger.move('blank', { targetStateId: 'IDENTIFY', commandId });
      expect(reply.status).toBe(400);
      const detail = expect.stringMatching(/commandId must be .* filled in/) as string;
      expect(reply.json()).toMatchObject({ code: 'VALIDATION_FAILED', detail });
      const header = await ledger.move('blank', { targetStateId: 'IDENTIFY' }, { 'idempotency-key': `"${commandId}"` });
      expect(header.status).toBe(400);
      const flow = { sessionId: 'blank', targetStateId: 'IDENTIFY', commandId };
      expect((await ledger.post('/v1/flow/transition', flow)).status).toBe(400);
      expect((await ledger.get('/v1/journeys/blank')).json()).toMatchObject({ revision: 0 });
    },
  );
});
