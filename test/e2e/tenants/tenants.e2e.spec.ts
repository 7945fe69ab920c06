import { hashOfKey, SCOPES } from '@ledger/access';
import { RunningLedger } from '../../support/running-ledger';

const ROOT = { 'x-api-key': 'root' };
/** Found in no answer to another tenant. */
const SECRET = 'zebra-4711';
const definition = (id: string) => ({
  id,
  version: 1,
  initial: 'WELCOME',
  states: { WELCOME: { transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
  context: { type: 'object', properties: { note: { type: 'string' } } },
});

describe('the tenants of a ledger', () => {
  let ledger: RunningLedger;
  let acme: Record<string, string>;
  const ids: string[] = [];
  beforeAll(async () => {
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key', API_KEYS: `root:${hashOfKey('root')}:admin` });
    const key = { name: 'acme-lead', owner: 'Acme', scopes: [...SCOPES] };
    acme = { 'x-api-key': (await ledger.post('/v1/keys?tenant=acme', key, ROOT)).json()['secret'] as string };
    for (const headers of [ROOT, acme]) {
      expect((await ledger.post('/v1/definitions', definition('Desk'), headers)).status).toBe(201);
    }
    expect((await ledger.post('/v1/definitions', definition('Zebra'), ROOT)).status).toBe(201);
    const started = {
      sessionId: SECRET,
      definitionId: 'Zebra',
      customerId: SECRET,
      aliases: [`crm:${SECRET}`],
      context: { note: SECRET },
      commandId: `${SECRET}-start`,
    };
    const reply = (await ledger.post('/v1/journeys', started, ROOT)).json();
    const [event] = reply['events'] as { id: string }[];
    ids.push(event?.id ?? '', reply['position'] as string, `${SECRET}-start`);
    expect((await ledger.get(`/v1/journeys?atLeast=${reply['position'] as string}`, ROOT)).text).toContain(SECRET);
  });
  afterAll(() => ledger.remove());

  it('have journeys, definitions and keys of the same names, each its own', async () => {
    for (const [headers, channel] of [
      [ROOT, 'voice'],
      [acme, 'chat'],
    ] as const) {
      expect(
        (await ledger.post('/v1/journeys', { sessionId: 'same', definitionId: 'Desk', channel }, headers)).status,
      ).toBe(201);
    }
    expect((await ledger.get('/v1/journeys/same', acme)).json()).toMatchObject({ channel: 'chat', revision: 0 });
    expect((await ledger.move('same', { targetStateId: 'DONE' }, acme)).status).toBe(200);
    expect((await ledger.get('/v1/journeys/same', ROOT)).json()).toMatchObject({
      channel: 'voice',
      stateId: 'WELCOME',
    });
    const [event] = await ledger.events('/v1/events?after=start&category=journey,definition,access', 1, acme);
    expect(event?.data).toMatchObject({ type: 'KeyCreated' });
  });

  it('begin with the definitions that ship with the ledger', async () => {
    const begun = { sessionId: 'shipped', definitionId: 'CustomerJourneyState' };
    expect((await ledger.post('/v1/journeys', begun, acme)).status).toBe(201);
    expect((await ledger.get('/v1/journeys/shipped', ROOT)).status).toBe(404);
  });

  it('find nothing of each other by what a text names', async () => {
    for (const text of [...ids, SECRET, `crm:${SECRET}`, 'Zebra']) {
      const found = await ledger.get(`/v1/lookup?q=${encodeURIComponent(text)}`, acme);
      expect([text, found.json()]).toMatchObject([
        text,
        { journeys: [], events: [], escalationId: null, definitionId: null },
      ]);
      const own = (await ledger.get(`/v1/lookup?q=${encodeURIComponent(text)}`, ROOT)).json() as Record<
        string,
        unknown[]
      >;
      expect([text, own['journeys']?.length || own['events']?.length || own['definitionId']]).not.toEqual([text, null]);
    }
  });

  it('are told apart where figures are of all of them: those of another are refused', async () => {
    for (const path of ['/v1/live/counts', '/v1/projections']) {
      const reply = await ledger.get(path, acme);
      expect([path, reply.status, reply.json()['detail']]).toEqual([
        path,
        403,
        expect.stringContaining('of the tenant acme'),
      ]);
    }
    expect((await ledger.get('/v1/projections', ROOT)).status).toBe(200);
  });
});
