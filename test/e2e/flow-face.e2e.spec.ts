import { RunningLedger, StandingClock } from '../support/running-ledger';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('the flow face', () => {
  const clock = new StandingClock('2026-11-02T09:00:00.000Z');
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api,projector' }, { clock })));
  afterAll(() => ledger.remove());

  const flow = async (call: string, body: unknown, headers = {}) => {
    const reply = await ledger.post(`/v1/flow/${call}`, body, headers);
    expect({ status: reply.status, text: reply.status === 200 ? '' : reply.text }).toEqual({ status: 200, text: '' });
    expect(Buffer.byteLength(reply.text)).toBeLessThanOrEqual(8192);
    const answer = reply.json();
    for (const value of Object.values(answer)) expect(['string', 'number', 'boolean']).toContain(typeof value);
    return answer;
  };
  const ensure = (sessionId: string, more: object = {}) =>
    flow('ensure', { sessionId, definitionId: 'CustomerJourneyState', ...more });

  it('answers in the published shape', async () => {
    await ensure('shape', { channel: 'voice' });
    const answer = await flow('transition', {
      sessionId: 'shape',
      targetStateId: 'PAYMENT_COLLECTOR',
      commandId: 'c-1',
    });
    expect(answer).toEqual({
      contract: '2026-11',
      outcome: 'ADVANCED',
      replayed: false,
      sessionId: 'shape',
      resumedBy: '',
      aliasNotAdded: false,
      commandId: 'c-1',
      definitionId: 'CustomerJourneyState',
      definitionVersion: 2,
      stateId: 'PAYMENT_COLLECTOR',
      previousStateId: 'INTRO_WELCOME',
      status: 'ACTIVE',
      revision: 1,
      version: 2,
      allowedTargets: 'COMPLETED,AGENT_ESCALATION',
      deadline: '2026-11-02T09:10:00.000Z',
      overdue: false,
      reasonCode: '',
      reasonText: '',
      position: expect.stringMatching(/^\d+$/) as string,
      upgradeTo: 0,
      masked: '',
      omitted: '',
      ctx_verified: false,
      ctx_fraudScore: 0,
    });
  });

  it('repeats the command id that it was given with every outcome, and no other', async () => {
    const given = { commandId: 'repeats-1' };
    expect(await ensure('repeats', given)).toMatchObject({ outcome: 'CREATED', ...given });
    expect(await ensure('repeats', given)).toMatchObject({ outcome: 'CREATED', replayed: true, ...given });
    const move = (more: object, headers = {}) => flow('transition', { sessionId: 'repeats', ...more }, headers);
    expect(await move({ targetStateId: 'IDENTIFY' }, { 'idempotency-key': 'key-1' })).toMatchObject({
      ...{ outcome: 'ADVANCED', commandId: 'key-1' },
    });
    expect(await move({ targetStateId: 'COMPLETED', commandId: 'no' })).toMatchObject({
      ...{ outcome: 'REJECTED', commandId: 'no' },
    });
    expect(await flow('context', { sessionId: 'none', commandId: 'none-1' })).toMatchObject({
      ...{ outcome: 'NOT_FOUND', commandId: 'none-1' },
    });
    expect(await move({ targetStateId: 'PAYMENT_COLLECTOR' })).toMatchObject({ commandId: '' });
    expect(await flow('status', { sessionId: 'repeats' })).toMatchObject({ outcome: 'UNCHANGED', commandId: '' });
  });

  it('starts once and resumes afterwards', async () => {
    expect(await ensure('twice', { ctx_verified: true })).toMatchObject({ outcome: 'CREATED', ctx_verified: true });
    expect(await ensure('twice')).toMatchObject({ outcome: 'RESUMED', revision: 0, ctx_verified: true });
  });

  it('takes the conversation for the session where none is given', async () => {
    const body = { definitionId: 'CustomerJourneyState', conversationId: 'conv-7', sessionId: '', customerId: null };
    expect(await flow('ensure', body)).toMatchObject({ outcome: 'CREATED', sessionId: 'conv-7' });
  });

  it('gives the first outcome again for the same command id', async () => {
    await ensure('repeat');
    const move = () => flow('transition', { sessionId: 'repeat', targetStateId: 'IDENTIFY', commandId: 'r-1' });
    const first = await move();
    await flow('context', { sessionId: 'repeat', ctx_fraudScore: 5 });
    expect(await move()).toEqual({ ...first, replayed: true });
  });

  it('answers 200 for every refusal, with its code', async () => {
    await ensure('refused');
    const move = (more: object) => flow('transition', { sessionId: 'refused', ...more });
    expect(await move({ targetStateId: 'COMPLETED' })).toMatchObject({
      outcome: 'REJECTED',
      reasonCode: 'TRANSITION_NOT_ALLOWED',
      reasonText: expect.stringContaining('COMPLETED') as string,
      stateId: 'INTRO_WELCOME',
      revision: 0,
    });
    expect(await move({ targetStateId: 'IDENTIFY', expectedRevision: '4' })).toMatchObject({
      outcome: 'CONFLICT',
      reasonCode: 'REVISION_CONFLICT',
    });
    expect(await move({ targetStateId: 'INTRO_WELCOME' })).toMatchObject({ outcome: 'UNCHANGED', reasonCode: '' });
    await move({ targetStateId: 'IDENTIFY' });
    expect(await move({ targetStateId: 'PAYMENT_COLLECTOR' })).toMatchObject({ reasonCode: 'GUARD_FAILED' });
    expect(await flow('context', { sessionId: 'refused', ctx_verified: 'perhaps' })).toMatchObject({
      outcome: 'REJECTED',
      reasonCode: 'CONTEXT_INVALID',
    });
    expect(await flow('ensure', { sessionId: 'new', definitionId: 'Nope' })).toMatchObject({
      outcome: 'NOT_FOUND',
      reasonCode: 'DEFINITION_NOT_FOUND',
      revision: -1,
      version: 0,
    });
    for (const call of ['transition', 'context', 'status']) {
      const target = call === 'transition' ? { targetStateId: 'IDENTIFY' } : {};
      expect(await flow(call, { sessionId: 'unknown', ...target })).toMatchObject({
        outcome: 'NOT_FOUND',
        reasonCode: 'JOURNEY_NOT_FOUND',
        sessionId: 'unknown',
        stateId: '',
      });
    }
  });

  it('says EXPIRED where the deadline had passed', async () => {
    await ensure('late');
    clock.forward(3 * 60_000);
    expect(await flow('transition', { sessionId: 'late', targetStateId: 'IDENTIFY' })).toMatchObject({
      outcome: 'EXPIRED',
      reasonCode: 'JOURNEY_EXPIRED',
      stateId: 'ABORT_TIMEOUT',
      status: 'TIMED_OUT',
    });
  });

  it('takes forms in UTF-8, and replaces no byte of another encoding', async () => {
    await ensure('encoded');
    const body = 'sessionId=encoded&ctx_channel=M%FCller';
    const latin1 = await ledger.send('POST', '/v1/flow/context', { body, headers: FORM });
    expect([latin1.status, latin1.json()]).toMatchObject([400, { detail: 'The form is not UTF-8 text.' }]);
    expect(await flow('context', 'sessionId=encoded&ctx_channel=M%C3%BCller', FORM)).toMatchObject({
      ctx_channel: 'Müller',
    });
  });

  it('takes forms, with the types that the definition declares', async () => {
    await flow(
      'ensure',
      'sessionId=form&definitionId=CustomerJourneyState&ctx_verified=true&ctx_fraudScore=2.5&ctx_channel=7',
      FORM,
    );
    expect((await ledger.get('/v1/journeys/form')).json()['context']).toEqual({
      verified: true,
      fraudScore: 2.5,
      channel: '7',
    });
    expect(await flow('context', 'sessionId=form&ctx_verified=false', FORM)).toMatchObject({ ctx_verified: false });
    expect(
      await flow('transition', 'sessionId=form&targetStateId=IDENTIFY&expectedRevision=1&ctx_fraudScore=1', FORM),
    ).toMatchObject({
      outcome: 'ADVANCED',
      ctx_fraudScore: 1,
    });
    expect(await flow('status', 'sessionId=form', FORM)).toMatchObject({ stateId: 'IDENTIFY', outcome: 'UNCHANGED' });
  });

  it('takes texts of JSON by the types that the definition declares, and refuses what does not read as one', async () => {
    const texts = { ctx_verified: 'true', ctx_fraudScore: '12.50', ctx_channel: '7' };
    await flow('ensure', { sessionId: 'texts', definitionId: 'CustomerJourneyState', ...texts });
    expect((await ledger.get('/v1/journeys/texts')).json()['context']).toEqual({
      ...{ verified: true, fraudScore: 12.5, channel: '7' },
    });
    expect(await flow('context', { sessionId: 'texts', ctx_verified: 'false' })).toMatchObject({ ctx_verified: false });
    const moved = { sessionId: 'texts', targetStateId: 'IDENTIFY', ctx_fraudScore: '3' };
    expect(await flow('transition', moved)).toMatchObject({ outcome: 'ADVANCED', ctx_fraudScore: 3 });
    expect(await flow('context', { sessionId: 'texts', ctx_fraudScore: 'high' })).toMatchObject({
      ...{ outcome: 'REJECTED', reasonCode: 'CONTEXT_INVALID' },
    });
  });

  it('says what to send where a platform sends GET', async () => {
    const reply = await ledger.get('/v1/flow/ensure?sessionId=x');
    expect([reply.status, reply.headers['allow']]).toEqual([405, 'POST']);
  });

  it('leaves out what does not fit into 8 KB, and says so', async () => {
    await ledger.begin('large', {
      definitionVersion: 1,
      context: { small: 'x', nested: { a: [1] }, big: 'ü'.repeat(6000), tail: 'end' },
    });
    const answer = await flow('status', { sessionId: 'large' });
    expect(answer).toMatchObject({ ctx_small: 'x', ctx_nested: '{"a":[1]}', ctx_tail: 'end', omitted: 'ctx_big' });
    expect(answer).not.toHaveProperty('ctx_big');
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`property_${n}`, 'v'.repeat(40)]));
    await ledger.begin('many', { definitionVersion: 1, context: many });
    expect((await flow('status', { sessionId: 'many' }))['omitted']).toMatch(/^\d+ fields$/);
  });

  it('answers UNAVAILABLE within the time that the flow will wait', async () => {
    await ensure('slow');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        flow('transition', { sessionId: 'slow', targetStateId: 'IDENTIFY' }, { 'x-deadline-ms': '1' }),
      ),
    );
    for (const answer of answers) {
      expect(['UNAVAILABLE', 'ADVANCED', 'UNCHANGED']).toContain(answer['outcome']);
      if (answer['outcome'] === 'UNAVAILABLE')
        expect(answer).toMatchObject({ reasonCode: 'UNAVAILABLE', sessionId: 'slow' });
    }
  });

  it('answers HTTP errors only where the domain has no outcome', async () => {
    expect((await ledger.post('/v1/flow/ensure', '{')).status).toBe(400);
    expect((await ledger.post('/v1/flow/ensure', { definitionId: 'X', sessionId: 'a/b' })).status).toBe(400);
    expect((await ledger.post('/v1/flow/ensure', 'x'.repeat(70_000))).status).toBe(413);
    expect((await ledger.post('/v1/flow/ensure', 'x', { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await ledger.post('/v1/flow/ensure', 'sessionId=a&sessionId=b', FORM)).status).toBe(400);
  });
});
