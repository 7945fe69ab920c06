import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLANTED_CARD } from '../support/secrets/planted-secrets';
import { RunningLedger } from '../support/running-ledger';

const CARD = PLANTED_CARD;
const DIGITS = CARD.replaceAll(' ', '');
const RECORD = '/api/v2/datastores/CustomerJourneyState/records/paying';
/** The version whose context takes any property. */
const OPEN = { definitionVersion: 1 };

describe('card data that a caller sends', () => {
  let ledger: RunningLedger;
  const answers: string[] = [];

  beforeAll(async () => {
    ledger = await RunningLedger.start();
    await ledger.begin('paying', OPEN);
  });
  afterAll(() => ledger.remove());

  const refused = (reply: { readonly status: number; readonly text: string; json(): unknown }): unknown => {
    answers.push(reply.text);
    return [reply.status, (reply.json() as { code?: string; reasonCode?: string }).code];
  };
  const post = (path: string, body: object) => ledger.post(path, body);

  it('is refused by the resource face, in contexts, names and reasons', async () => {
    const journey = '/v1/journeys/paying';
    for (const reply of [
      await ledger.begin('another', { ...OPEN, context: { note: `Card ${CARD}` } }),
      await ledger.send('PATCH', `${journey}/context`, { body: { card: Number(DIGITS) } }),
      await ledger.send('PATCH', `${journey}/context`, { body: { cvv: '123' } }),
      await ledger.send('PATCH', `${journey}/context`, { body: { [DIGITS]: true } }),
      await ledger.move('paying', { targetStateId: DIGITS }),
      await post(`${journey}/restart`, { reason: `Card ${CARD}` }),
      await post(`${journey}/deadline`, { deadline: null, reason: `Card ${CARD}` }),
    ]) {
      expect(refused(reply)).toEqual([422, 'CARD_DATA_REFUSED']);
    }
  });

  it('is refused in the reasons of operators', async () => {
    const body = { command: { type: 'move', targetStateId: 'IDENTIFY' }, filter: {}, reason: `Card ${CARD}` };
    expect(refused(await post('/v1/operations', body))).toEqual([422, 'CARD_DATA_REFUSED']);
    const pause = { definitionId: 'CustomerJourneyState', reason: `Card ${CARD}` };
    expect(refused(await post('/v1/timeouts/pause', pause))).toEqual([422, 'CARD_DATA_REFUSED']);
  });

  it('is refused by the record face', async () => {
    const value = { stateId: 'IDENTIFY', metadata: { note: CARD } };
    expect(refused(await ledger.send('PUT', RECORD, { body: { value } }))).toEqual([422, 'CARD_DATA_REFUSED']);
  });

  it('is refused by the flow face, with a reason to branch on', async () => {
    const reply = await post('/v1/flow/transition', { sessionId: 'paying', targetStateId: 'IDENTIFY', ctx_note: CARD });
    answers.push(reply.text);
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ outcome: 'REJECTED', reasonCode: 'CARD_DATA_REFUSED' });
  });

  it('is refused line by line', async () => {
    const line = { command: 'transition', sessionId: 'paying', targetStateId: 'IDENTIFY', context: { note: CARD } };
    const reply = await ledger.post('/v1/commands', `${JSON.stringify(line)}\n`, {
      'content-type': 'application/x-ndjson',
    });
    answers.push(reply.text);
    expect(reply.text).toContain('"code":"CARD_DATA_REFUSED"');
  });

  it('may be corrected under the same command id', async () => {
    const commandId = 'paying-step-2';
    const wrong = await ledger.move('paying', { targetStateId: 'IDENTIFY', context: { note: CARD }, commandId });
    expect(refused(wrong)).toEqual([422, 'CARD_DATA_REFUSED']);
    const right = await ledger.move('paying', { targetStateId: 'IDENTIFY', context: { note: 'by card' }, commandId });
    expect(right.status).toBe(200);
  });

  it('is in no answer, in the timeline only as a refusal, and in no file', async () => {
    const { position } = (await ledger.get('/v1/journeys/paying')).json();
    const timeline = await ledger.get(`/v1/journeys/paying/timeline?atLeast=${String(position)}`);
    expect(timeline.text).toContain('CARD_DATA_REFUSED');
    const files = readdirSync(ledger.dataDir).map((name) => readFileSync(join(ledger.dataDir, name), 'latin1'));
    expect(files.length).toBeGreaterThan(1);
    for (const text of [...answers, timeline.text, ...files]) {
      expect(text.includes(DIGITS) || text.includes(CARD)).toBe(false);
    }
  });
});
