import { runCli } from '../support/cli';
import { RunningLedger, StandingClock } from '../support/running-ledger';

const CALL = {
  id: 'AliasCall',
  version: 1,
  initial: 'WELCOME',
  resume: 'always',
  states: { WELCOME: { timeout: { after: 'P1D' }, transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
};

describe('aliases', () => {
  const clock = new StandingClock('2026-11-02T09:00:00.000Z');
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' }, { clock });
    expect((await ledger.post('/v1/definitions', CALL)).status).toBe(201);
  });
  afterAll(() => ledger.remove());

  const start = (body: object) => ledger.post('/v1/journeys', { definitionId: CALL.id, ...body });

  it('lead a start on the resource face to the open journey', async () => {
    const created = await start({ sessionId: 'r-1', aliases: ['genesys:r', 'crm:r'] });
    expect(created.status).toBe(201);
    expect(created.json()).toMatchObject({ sessionId: 'r-1', aliases: ['genesys:r', 'crm:r'] });
    const resumed = await start({ sessionId: 'r-2', aliases: ['crm:r'], commandId: 'c-1' });
    expect(resumed.status).toBe(200);
    expect(resumed.json()).toMatchObject({ outcome: 'RESUMED', sessionId: 'r-1', resumedBy: 'alias', replayed: false });
    const again = await start({ sessionId: 'r-2', aliases: ['crm:r'], commandId: 'c-1' });
    expect(again.json()).toEqual({ ...resumed.json(), replayed: true });
    const bySession = await start({ sessionId: 'r-1', aliases: ['crm:r', 'nice:r'], commandId: 'c-2' });
    expect(bySession.json()).toMatchObject({ resumedBy: 'session', aliasesNotAdded: ['nice:r'] });
    expect(resumed.json()).not.toHaveProperty('aliasesNotAdded');
    expect((await ledger.get('/v1/journeys/r-1')).json()).toMatchObject({ aliases: ['genesys:r', 'crm:r'] });
    expect((await ledger.get('/v1/journeys/r-2')).status).toBe(404);
  });

  it('are added and removed with a reason, which stands in the event', async () => {
    await start({ sessionId: 'why-1' });
    await ledger.post('/v1/journeys/why-1/aliases', { alias: 'crm:why', reason: 'Called from another number' });
    const wrong = encodeURIComponent('The wrong customer');
    const removed = await ledger.send('DELETE', `/v1/journeys/why-1/aliases/crm:why?reason=${wrong}`, {
      headers: { 'idempotency-key': 'why-removal' },
    });
    expect(removed.json()).toMatchObject({
      events: [{ type: 'AliasRemoved', data: { alias: 'crm:why', reason: 'The wrong customer' } }],
    });
    const other = await ledger.send('DELETE', '/v1/journeys/why-1/aliases/crm:why?reason=Another', {
      headers: { 'idempotency-key': 'why-removal' },
    });
    expect(other.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const cli = await runCli(ledger, ['alias', 'why-1', 'crm:why', '--reason', 'It was right', '--json']);
    expect(JSON.parse(cli.out)).toMatchObject({ events: [{ data: { alias: 'crm:why', reason: 'It was right' } }] });
  });

  it('make a session id where there is none, the same for the same command', async () => {
    const body = { aliases: ['genesys:none'], commandId: 'start' };
    const created = await start(body);
    expect(created.status).toBe(201);
    const { sessionId } = created.json();
    expect(created.headers['location']).toBe(`/v1/journeys/${sessionId as string}`);
    expect((await start(body)).json()).toMatchObject({ outcome: 'CREATED', replayed: true, sessionId });
    // Other customers may come under the same command id.
    const other = await start({ ...body, aliases: ['genesys:other'] });
    expect(other.status).toBe(201);
    expect(other.json()['sessionId']).not.toBe(sessionId);
  });

  it('lead a new record to the open journey, whose key it has then', async () => {
    const records = `/api/v2/datastores/${CALL.id}/records`;
    const record = (key: string) => ({ key, value: { stateId: 'WELCOME', aliases: ['nice:1'] } });
    expect((await ledger.post(records, record('n-1'))).status).toBe(201);
    const resumed = await ledger.post(records, record('n-2'));
    expect(resumed.status).toBe(200);
    expect(resumed.json()).toMatchObject({ key: 'n-1', value: { sessionId: 'n-1', aliases: ['nice:1'] } });
    const whole = { ...resumed.json(), value: { ...(resumed.json()['value'] as object), stateId: 'DONE' } };
    expect((await ledger.send('PUT', `${records}/n-1`, { body: whole })).status).toBe(200);
    expect((await ledger.post(records, record('n-2'))).status).toBe(201);
  });

  it('lead a flow to the open journey, in the flat answer', async () => {
    const ensure = async (conversationId: string, alias = 'crm:flow') =>
      (await ledger.post('/v1/flow/ensure', { conversationId, alias, definitionId: CALL.id })).json();
    expect(await ensure('f-1')).toMatchObject({ outcome: 'CREATED', resumedBy: '', sessionId: 'f-1' });
    expect(await ensure('f-2')).toMatchObject({ outcome: 'RESUMED', resumedBy: 'alias', sessionId: 'f-1' });
    expect(await ensure('f-1')).toMatchObject({
      ...{ outcome: 'RESUMED', resumedBy: 'session', sessionId: 'f-1', aliasNotAdded: false },
    });
    expect(await ensure('f-1', 'nice:f')).toMatchObject({ outcome: 'RESUMED', sessionId: 'f-1', aliasNotAdded: true });
  });

  it('are added and removed by calls and by lines', async () => {
    await start({ sessionId: 'a-1' });
    const added = await ledger.post('/v1/journeys/a-1/aliases', { alias: 'twilio:a/1?x', commandId: 'c-1' });
    expect(added.json()).toMatchObject({ outcome: 'ADVANCED', aliases: ['twilio:a/1?x'] });
    await start({ sessionId: 'a-2' });
    const taken = await ledger.post('/v1/journeys/a-2/aliases', { alias: 'twilio:a/1?x' });
    expect(taken.status).toBe(409);
    expect(taken.json()).toMatchObject({ code: 'ALIAS_TAKEN', outcome: 'REJECTED', sessionId: 'a-2' });
    const path = `/v1/journeys/a-1/aliases/${encodeURIComponent('twilio:a/1?x')}`;
    const removed = await ledger.send('DELETE', path, { headers: { 'if-match': '"1"', 'idempotency-key': 'c-2' } });
    expect(removed.status).toBe(200);
    expect(removed.json()).toMatchObject({ outcome: 'ADVANCED', revision: 2 });
    expect(removed.json()).not.toHaveProperty('aliases');
    const lines = [
      { command: 'addAlias', sessionId: 'a-2', alias: 'twilio:a/1?x' },
      { command: 'start', sessionId: 'a-3', definitionId: CALL.id, aliases: ['twilio:a/1?x'] },
      { command: 'removeAlias', sessionId: 'a-2', alias: 'twilio:a/1?x' },
      { command: 'removeAlias', sessionId: 'a-2', alias: 'twilio' },
    ];
    const reply = await ledger.post('/v1/commands', lines.map((line) => JSON.stringify(line)).join('\n'), {
      'content-type': 'application/x-ndjson',
    });
    const outcomes = reply.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(outcomes[0]).toMatchObject({ outcome: 'ADVANCED', sessionId: 'a-2' });
    expect(outcomes[2]).toMatchObject({ outcome: 'ADVANCED', sessionId: 'a-2' });
    expect(outcomes[3]).toMatchObject({ outcome: 'REJECTED', code: 'VALIDATION_FAILED' });
  });

  it('find their journeys in the read model, as a customer finds all of them', async () => {
    const customerId = 'Ann / 93 %';
    const first = await start({ sessionId: 's-1', customerId, aliases: ['crm:s'] });
    expect(first.status).toBe(201);
    await ledger.post('/v1/journeys', { sessionId: 's-2', customerId, definitionId: 'CustomerJourneyState' });
    await start({ sessionId: 's-3', customerId: 'Bob', aliases: ['crm:t'] });
    const last = await ledger.post('/v1/journeys/s-3/aliases', { alias: 'crm:u' });
    const atLeast = `atLeast=${String(last.json()['position'])}`;
    const sessions = async (path: string): Promise<unknown> => {
      const reply = await ledger.get(path);
      expect(reply.status).toBe(200);
      return (reply.json()['journeys'] as { sessionId: string }[]).map(({ sessionId }) => sessionId);
    };
    expect(await sessions(`/v1/journeys?alias=crm%3As&${atLeast}`)).toEqual(['s-1']);
    expect(await sessions('/v1/journeys?alias=crm%3Au')).toEqual(['s-3']);
    expect(await sessions('/v1/journeys?alias=crm%3Au&customerId=Ann')).toEqual([]);
    expect((await ledger.get('/v1/journeys?alias=crm')).status).toBe(400);

    const ofAnn = `/v1/customers/${encodeURIComponent(customerId)}/journeys`;
    expect(await sessions(ofAnn)).toEqual(['s-2', 's-1']);
    expect(await sessions(`${ofAnn}?status=COMPLETED`)).toEqual([]);
    const page = (await ledger.get(`${ofAnn}?limit=1&fields=sessionId`)).json();
    expect(page['journeys']).toEqual([{ sessionId: 's-2' }]);
    expect(await sessions(`${ofAnn}?limit=1&fields=sessionId&cursor=${String(page['nextCursor'])}`)).toEqual(['s-1']);
    expect(await sessions('/v1/customers/unknown/journeys')).toEqual([]);
    expect((await ledger.get(`/v1/customers/${'x'.repeat(129)}/journeys`)).status).toBe(400);
    expect((await ledger.get(`${ofAnn}?state=WELCOME`)).status).toBe(400);

    const cli = async (...args: string[]): Promise<string> => {
      const { exitCode, out } = await runCli(ledger, args);
      expect(exitCode).toBe(0);
      return out;
    };
    expect(await cli('customer', customerId)).toMatch(/s-2[^]*s-1/);
    expect(await cli('search', '--alias', 'crm:u')).toContain('s-3');
    expect(await cli('search', '--alias', 'crm:u', '--started-before', '2020-01-01')).toContain('No journey matches.');
    expect(await cli('search', '--alias', 'crm:u', '--started-from', '2020-01-01', '--outcome', 'open')).toContain(
      's-3',
    );
    expect(await cli('search', '--alias', 'crm:u', '--refusal-code', 'GUARD_FAILED')).toContain('No journey matches.');
    expect(await cli('search', '--refused-after', '2100-01-01')).toContain('No journey matches.');
    expect(await cli('alias', 's-1', 'nice:s')).toContain('ADVANCED: AliasAdded at revision 1');
    expect(await cli('start', 's-9', '-d', CALL.id, '--alias', 'nice:s')).toContain('RESUMED by alias');
    expect(await cli('alias', 's-1', 'nice:s', '--remove', '--expect', '1')).toContain('AliasRemoved at revision 2');
    expect(await cli('show', 's-1')).toMatch(/aliases +crm:s\n/);
  });

  it.each([
    ['no platform', { aliases: ['contact-93'] }],
    ['a space', { aliases: ['crm:contact 93'] }],
    ['a template', { aliases: ['crm:${contact.id}'] }],
    ['an unset variable', { aliases: ['crm:undefined'] }],
    ['one twice', { aliases: ['crm:1', 'crm:1'] }],
    ['a text', { aliases: 'crm:1' }],
    ['too many', { aliases: Array.from({ length: 21 }, (_, n) => `crm:${n}`) }],
  ])('are refused with %s', async (_, body) => {
    const reply = await start({ sessionId: 'bad', ...body });
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await ledger.get('/v1/journeys/bad')).status).toBe(404);
  });

  it('are refused in the path as in a body', async () => {
    expect((await ledger.send('DELETE', '/v1/journeys/a-1/aliases/nothing')).status).toBe(400);
    expect((await ledger.send('DELETE', '/v1/journeys/none/aliases/crm%3A1')).status).toBe(404);
  });
});
