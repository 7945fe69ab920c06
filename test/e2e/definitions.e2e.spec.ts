import { definitionOfMachine } from '@ledger/exchange';
import { RunningLedger } from '../support/running-ledger';

const DOCUMENT = {
  id: 'Callback',
  version: 1,
  title: 'A customer asks to be called back',
  initial: 'REQUESTED',
  states: {
    REQUESTED: { timeout: { after: 'PT2H' }, transitions: [{ target: 'CALLED', event: 'CALL' }] },
    CALLED: { final: true },
  },
};

const YAML = `
id: CallbackYaml
version: 1
initial: REQUESTED
states:
  REQUESTED:
    timeout: { after: PT2H }
    transitions: [{ target: CALLED, event: CALL }]
  CALLED: { final: true }
`;

describe('definitions', () => {
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api' })));
  afterAll(() => ledger.remove());

  it('refuses timeouts that lead round, and stores nothing of it', async () => {
    const states = {
      REQUESTED: { timeout: { after: 'PT2H', target: 'RETRY' }, transitions: [{ target: 'CALLED' }] },
      RETRY: { timeout: { after: 'PT1H', target: 'REQUESTED' } },
      CALLED: { final: true },
    };
    const looping = { ...DOCUMENT, id: 'Looping', states };
    const found = { code: 'TIMEOUT_LOOP', path: '/states/REQUESTED/timeout/target', message: expect.any(String) };
    const checked = await ledger.post('/v1/definitions/check', looping);
    expect(checked.json()).toMatchObject({ valid: false, errors: [found], bound: null });
    const published = await ledger.post('/v1/definitions', looping);
    expect(published.json()).toMatchObject({ status: 422, code: 'DEFINITION_INVALID', errors: [found] });
    expect((await ledger.get('/v1/definitions/Looping/versions/1')).status).toBe(404);
  });

  it('ships the payment call, published before the first request', async () => {
    const { definitions } = (await ledger.get('/v1/definitions')).json();
    expect(definitions).toContainEqual(
      expect.objectContaining({ id: 'CustomerJourneyState', title: 'Inbound payment call' }),
    );
  });

  it('refuses patterns that cost too much together, and answers others while it finds out', async () => {
    const patterns = Array.from({ length: 900 }, (_, i) => [`p${i}`, { pattern: `^(?:[a-z]{700}|${i})$` }] as const);
    const context = { type: 'object', properties: Object.fromEntries(patterns) };
    const answered: string[] = [];
    const costly = ledger.post('/v1/definitions', { ...DOCUMENT, id: 'Costly', context });
    const other = ledger.post('/v1/flow/status', { sessionId: 'none' });
    await Promise.all([costly.then(() => answered.push('costly')), other.then(() => answered.push('other'))]);
    expect(answered).toEqual(['other', 'costly']);
    expect((await costly).json()).toMatchObject({
      status: 422,
      code: 'DEFINITION_INVALID',
      errors: [{ code: 'CONTEXT_SCHEMA_INVALID', message: expect.stringMatching(/50,000 is the limit/) }],
    });
    expect((await ledger.get('/v1/definitions/Costly/versions/1')).status).toBe(404);
    expect((await ledger.post('/v1/flow/status', { sessionId: 'none' })).json()).toMatchObject({
      outcome: 'NOT_FOUND',
    });
  });

  it('publishes a version once, and says so afterwards', async () => {
    const first = await ledger.post('/v1/definitions', DOCUMENT);
    expect(first.status).toBe(201);
    expect(first.headers['location']).toBe('/v1/definitions/Callback/versions/1');
    expect(first.json()).toMatchObject({ id: 'Callback', version: 1, valid: true, errors: [], warnings: [] });
    expect(first.json()['bound']).toMatchObject({ longestBounded: { iso: 'PT2H' } });
    const again = await ledger.post('/v1/definitions', DOCUMENT);
    expect([again.status, again.json()]).toEqual([200, first.json()]);
  });

  it('refuses another content under the same version', async () => {
    await ledger.post('/v1/definitions', DOCUMENT);
    const reply = await ledger.post('/v1/definitions', { ...DOCUMENT, title: 'Changed' });
    expect(reply.status).toBe(409);
    expect(reply.json()).toMatchObject({ code: 'DEFINITION_VERSION_TAKEN' });
    const next = await ledger.post('/v1/definitions', { ...DOCUMENT, version: 2, title: 'Changed' });
    expect(next.status).toBe(201);
    const versions = (await ledger.get('/v1/definitions/Callback')).json();
    expect(versions).toMatchObject({ id: 'Callback', title: 'Changed', versions: [{ version: 1 }, { version: 2 }] });
  });

  it('takes YAML', async () => {
    const reply = await ledger.post('/v1/definitions', YAML, { 'content-type': 'application/yaml' });
    expect(reply.status).toBe(201);
    const read = (await ledger.get('/v1/definitions/CallbackYaml/versions/1')).json();
    expect(read).toMatchObject({ id: 'CallbackYaml', version: 1, document: { initial: 'REQUESTED' } });
    expect(read['hash']).toBe(reply.json()['hash']);
  });

  it('names line and column of what is wrong in YAML', async () => {
    const broken = YAML.replace('target: CALLED', 'target: CALED');
    const reply = await ledger.post('/v1/definitions', broken, { 'content-type': 'application/yaml' });
    expect(reply.json()).toMatchObject({
      code: 'DEFINITION_INVALID',
      errors: [
        { code: 'TARGET_UNKNOWN', path: '/states/REQUESTED/transitions/0/target', line: 8, column: 29 },
        { code: 'STATE_UNREACHABLE', path: '/states/CALLED', line: 9, column: 3 },
      ],
    });
  });

  it('checks without publishing, and lists every error with its place', async () => {
    const broken = {
      ...DOCUMENT,
      id: 'Broken',
      states: { ...DOCUMENT.states, LOST: { transitions: [{ target: 'NOWHERE' }] } },
    };
    const checked = await ledger.post('/v1/definitions/check', broken);
    expect(checked.status).toBe(200);
    const { valid, errors } = checked.json() as {
      valid: boolean;
      errors: { code: string; path: string; message: string }[];
    };
    expect(valid).toBe(false);
    expect(errors.map(({ code }) => code)).toEqual(expect.arrayContaining(['TARGET_UNKNOWN', 'STATE_UNREACHABLE']));
    const published = await ledger.post('/v1/definitions', broken);
    expect(published.status).toBe(422);
    expect(published.json()).toMatchObject({ code: 'DEFINITION_INVALID', errors });
    expect((await ledger.get('/v1/definitions/Broken')).json()).toMatchObject({
      status: 404,
      code: 'DEFINITION_NOT_FOUND',
    });
  });

  it.each([
    ['Loops', '^(a+)+$', `${'a'.repeat(60)}!`],
    [
      'Emails',
      String.raw`^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$`,
      'a'.repeat(60),
    ],
  ])('answers whatever a pattern of a context meets: %s', async (id, pattern, text) => {
    const withField = (field: object): object => ({ ...DOCUMENT, id, context: { properties: { a: field } } });
    const checked = await ledger.post('/v1/definitions/check', withField({ pattern, default: text }));
    expect(checked.json()).toMatchObject({ errors: [{ code: 'CONTEXT_DEFAULT_INVALID' }] });
    expect((await ledger.post('/v1/definitions', withField({ pattern }))).status).toBe(201);
    const begun = await ledger.post('/v1/journeys', { sessionId: id, definitionId: id, context: { a: text } });
    expect([begun.status, begun.json()['code']]).toEqual([422, 'CONTEXT_INVALID']);
  });

  it('draws a version', async () => {
    await ledger.post('/v1/definitions', DOCUMENT);
    const reply = await ledger.get('/v1/definitions/Callback/versions/1/diagram');
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.text).toMatch(/^stateDiagram-v2/);
    expect(reply.text).toContain('CALLED');
  });

  it('gives a version to XState and as SCXML', async () => {
    await ledger.post('/v1/definitions', DOCUMENT);
    const machine = await ledger.get('/v1/definitions/Callback/versions/1/xstate');
    expect(machine.json()).toMatchObject({
      id: 'Callback',
      states: { REQUESTED: { on: { CALL: [{ target: 'CALLED' }] } } },
    });
    expect(definitionOfMachine(machine.json())).toEqual({ ok: true, document: DOCUMENT, leftOut: [] });
    const scxml = await ledger.get('/v1/definitions/Callback/versions/1/scxml');
    expect(scxml.headers['content-type']).toBe('application/scxml+xml; charset=utf-8');
    expect(scxml.text).toContain('<scxml xmlns="http://www.w3.org/2005/07/scxml"');
    expect((await ledger.get('/v1/definitions/Callback/versions/9/xstate')).status).toBe(404);
  });

  it('moves journeys by the events that it declares', async () => {
    await ledger.post('/v1/definitions', { ...DOCUMENT, id: 'Called' });
    await ledger.post('/v1/journeys', { sessionId: 'called', definitionId: 'Called' });
    const reply = await ledger.move('called', { event: 'CALL' });
    expect(reply.json()).toMatchObject({
      stateId: 'CALLED',
      status: 'COMPLETED',
      events: [{ data: { trigger: 'CALL' } }],
    });
  });

  it('counts a guard that throws as one that does not hold', async () => {
    const guarded = {
      ...DOCUMENT,
      id: 'Throwing',
      states: {
        REQUESTED: { transitions: [{ target: 'CALLED', guard: 'context.list[9] == 1' }] },
        CALLED: { final: true },
      },
      context: { type: 'object', properties: { list: { type: 'array', default: [1] } } },
    };
    expect((await ledger.post('/v1/definitions', guarded)).status).toBe(201);
    await ledger.post('/v1/journeys', { sessionId: 'throwing', definitionId: 'Throwing' });
    const reply = await ledger.move('throwing', { targetStateId: 'CALLED' });
    expect(reply.status).toBe(422);
    expect(reply.json()).toMatchObject({ code: 'GUARD_FAILED', guard: { error: expect.any(String) as string } });
    expect((await ledger.get('/v1/journeys/throwing')).json()).toMatchObject({ revision: 0 });
  });
});
