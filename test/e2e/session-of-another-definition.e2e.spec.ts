import { RunningLedger } from '../support/running-ledger';

const CODE = 'SESSION_OF_ANOTHER_DEFINITION';
const BELONGS = { definitionId: 'CustomerJourneyState', definitionVersion: 2 };
const RESET = {
  id: 'PasswordReset',
  version: 1,
  initial: 'ASK',
  states: { ASK: { transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
};
const NEWER = { ...RESET, id: 'Twice' };

/** What a start claims about a session that runs CustomerJourneyState version 2. */
const CLAIMS: readonly [string, object][] = [
  ['another definition', { definitionId: 'PasswordReset' }],
  ['a definition that is not published', { definitionId: 'Nowhere' }],
  ['a version that is not published', { definitionId: 'CustomerJourneyState', definitionVersion: 99 }],
];

describe('a session that belongs to another definition', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
    for (const document of [RESET, NEWER, { ...NEWER, version: 2, upgrade: { when: 'never' } }]) {
      expect((await ledger.post('/v1/definitions', document)).status).toBe(201);
    }
    await ledger.begin('taken', { context: { fraudScore: 7 } });
    await ledger.move('taken', { targetStateId: 'IDENTIFY' });
  });
  afterAll(async () => {
    const { revision, stateId } = (await ledger.get('/v1/journeys/taken')).json();
    expect({ revision, stateId }).toEqual({ revision: 1, stateId: 'IDENTIFY' });
    await ledger.remove();
  });

  it.each(CLAIMS)('is 409 for POST /v1/journeys with %s, and shows nothing of the journey', async (_, claim) => {
    const reply = await ledger.post('/v1/journeys', { sessionId: 'taken', ...claim });
    expect(reply.status).toBe(409);
    expect(reply.json()).toMatchObject({ code: CODE, outcome: 'CONFLICT', sessionId: 'taken', ...BELONGS });
    expect(reply.text).not.toMatch(/fraudScore|IDENTIFY/);
  });

  it.each(CLAIMS)('is CONFLICT for ensure with %s, and does not show its state', async (_, claim) => {
    const reply = await ledger.post('/v1/flow/ensure', { sessionId: 'taken', ...claim });
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ outcome: 'CONFLICT', reasonCode: CODE, stateId: '', ...BELONGS });
    expect(reply.json()).not.toHaveProperty('ctx_fraudScore');
  });

  it.each(CLAIMS)('is CONFLICT for a line of POST /v1/commands with %s', async (_, claim) => {
    const reply = await ledger.send('POST', '/v1/commands', {
      body: `${JSON.stringify({ command: 'start', sessionId: 'taken', ...claim })}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(reply.json()).toMatchObject({ outcome: 'CONFLICT', code: CODE, sessionId: 'taken' });
    expect(reply.json()).not.toHaveProperty('stateId');
  });

  it.each(['PasswordReset', 'Nowhere'])('is 409 for the datastore %s, on POST and on PUT', async (datastore) => {
    const records = `/api/v2/datastores/${datastore}/records`;
    const created = await ledger.post(records, { key: 'taken', value: { stateId: 'ASK' } });
    const updated = await ledger.send('PUT', `${records}/taken`, { body: { value: { stateId: 'DONE' } } });
    for (const reply of [created, updated]) {
      expect(reply.status).toBe(409);
      expect(reply.json()).toMatchObject({ code: CODE, outcome: 'CONFLICT', sessionId: 'taken', ...BELONGS });
      expect(reply.json()).not.toHaveProperty('record');
    }
    expect((await ledger.get(`${records}/taken`)).status).toBe(404);
  });

  it('is recorded as refused: one attempt for each', async () => {
    await ledger.begin('tried');
    await ledger.post('/v1/journeys', { sessionId: 'tried', definitionId: 'PasswordReset', commandId: 'c-1' });
    const [, attempt] = await ledger.timelineWith('tried', 2);
    expect(attempt).toMatchObject({ type: 'CommandRejected', code: CODE, commandId: 'c-1' });
  });

  it('resumes as it stands if a start names another published version of the same definition', async () => {
    await ledger.post('/v1/journeys', { sessionId: 'older', definitionId: 'Twice', definitionVersion: 1 });
    const resumed = await ledger.post('/v1/journeys', {
      sessionId: 'older',
      definitionId: 'Twice',
      definitionVersion: 2,
    });
    expect(resumed.status).toBe(200);
    expect(resumed.json()).toMatchObject({ outcome: 'RESUMED', definitionVersion: 1 });
    const ensured = await ledger.post('/v1/flow/ensure', { sessionId: 'older', definitionId: 'Twice' });
    expect(ensured.json()).toMatchObject({ outcome: 'RESUMED', definitionId: 'Twice', definitionVersion: 1 });
  });
});
