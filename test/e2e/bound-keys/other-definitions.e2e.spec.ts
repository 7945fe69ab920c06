import type { Reply } from '../../support/running-ledger';
import { addressOf, CALLS, exampleOf, isStream, wayOf, type Call } from './documented-calls';
import { OTHER, OWN, ROOT, TwoDefinitions, type Headers } from './two-definitions';
import { until } from '../../support/until';

/** Parameters of addresses that name something of a definition, and what no ledger has in its place. */
const MISSING: Readonly<Record<string, string>> = {
  sessionId: 'Nobodys-broken',
  escalationId: 'Nobodys-broken:9',
  operationId: '00000000-0000-4000-8000-000000000000',
};

/** Calls that name such a thing, once for each. */
const NAMING: readonly { readonly call: Call; readonly parameter: string }[] = CALLS.filter(
  (call) => wayOf(call) === 'checked' && !isStream(call),
).flatMap((call) =>
  Object.keys(MISSING)
    .filter((parameter) => call.template.includes(`{${parameter}}`))
    .map((parameter) => ({ call, parameter })),
);

const DESK = { id: OTHER, initial: 'A', states: { A: { transitions: [{ target: 'B' }] }, B: { final: true } } };

describe('what is of another definition, to credentials for one', () => {
  let both: TwoDefinitions;
  beforeAll(async () => {
    both = await TwoDefinitions.start();
  });
  afterAll(() => both.ledger.remove());

  const sent = (call: Call, ids: Readonly<Record<string, string>>, headers: Headers = both.key): Promise<Reply> => {
    const { body, type } = exampleOf(call);
    return both.ledger.send(call.method, addressOf(call, ids), {
      headers: { ...headers, ...(type !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    });
  };

  it('is answered as what does not exist, by every call that names a journey, an escalation or a batch operation', async () => {
    const reads = [
      '/v1/journeys?definitionId=',
      '/v1/escalations?definitionId=',
      '/v1/policies/violations?definitionId=',
    ];
    const state = () => Promise.all(reads.map(async (read) => (await both.ledger.get(read + OTHER, ROOT)).text));
    const before = await state();
    for (const { call, parameter } of NAMING) {
      const theirs = both.ids[OTHER][parameter] ?? '';
      const missing = MISSING[parameter] ?? '';
      const ids = { ...both.ids[OWN], alias: 'crm:x' };
      for (const headers of [both.key, both.token]) {
        const told = ({ status, text }: Reply) => [call.name, status, text.replaceAll(missing, theirs)];
        const reply = await sent(call, { ...ids, [parameter]: theirs }, headers);
        expect(told(reply)).toEqual(told(await sent(call, { ...ids, [parameter]: missing }, headers)));
        expect([call.name, reply.status]).toEqual([call.name, 404]);
      }
    }
    expect(NAMING.length).toBeGreaterThan(22);
    expect(await state()).toEqual(before);
  });

  it('is refused where an address names the definition, whether or not there is one', async () => {
    const named = CALLS.filter((call) => wayOf(call) === 'path');
    expect(named.length).toBeGreaterThan(12);
    for (const call of named) {
      for (const definitionId of [OTHER, 'Nowhere']) {
        const reply = await sent(call, { ...both.ids[OWN], definitionId, datastoreId: definitionId });
        expect([call.name, reply.status, reply.json()['detail']]).toEqual([
          ...[call.name, 403, expect.stringContaining('are for the definition Heron alone')],
        ]);
      }
    }
  });

  it.each([
    ['start', '/v1/journeys', (definitionId: string) => ({ sessionId: 'new', definitionId })],
    [
      'start of a flow',
      '/v1/flow/ensure',
      (definitionId: string) => ({ sessionId: 'new', definitionId, channel: 'voice' }),
    ],
    ['document', '/v1/definitions', (id: string) => ({ ...DESK, id })],
    ['document to simulate', '/v1/definitions/simulate', (id: string) => ({ ...DESK, id })],
    ['document to compare', `/v1/definitions/${OWN}/diff?from=1`, (id: string) => ({ ...DESK, id })],
    ['sandbox', '/v1/sandboxes', (definitionId: string) => ({ definitionId })],
    ['draft to try', '/v1/sandboxes', (id: string) => ({ definition: { ...DESK, id } })],
    [
      'batch operation',
      '/v1/operations',
      (definitionId: string) => ({ kind: 'abort', filter: { definitionId }, reason: 'x', dryRun: false }),
    ],
  ])('is refused where a body names the definition, whether or not there is one: a %s', async (_, path, bodyOf) => {
    const [theirs, missing] = await Promise.all(
      [OTHER, 'Nowhere'].map((id) => both.ledger.post(path, bodyOf(id), both.key)),
    );
    expect([theirs?.status, theirs?.json()['code']]).toEqual([403, 'FORBIDDEN']);
    expect(theirs?.text).toBe(missing?.text);
  });

  it('stays out of batch operations, which are over the one definition', async () => {
    const { ledger, key } = both;
    const asked = { kind: 'abort', filter: { status: 'ACTIVE' }, reason: 'Drill' };
    const dryRun = (await ledger.post('/v1/operations', asked, key)).json();
    expect(dryRun).toMatchObject({ dryRun: true, journeys: 3 });
    expect(JSON.stringify(dryRun)).not.toContain(OTHER);
    const started = await ledger.post('/v1/operations', { ...asked, token: dryRun['token'], dryRun: false }, key);
    expect([started.status, started.json()['filter']]).toEqual([202, { status: 'ACTIVE', definitionId: OWN }]);
    const path = `/v1/operations/${String(started.json()['operationId'])}`;
    await until(async () => (await ledger.get(path, key)).text.includes('"COMPLETED"'));
    const { journeys } = (await ledger.get(`${path}/journeys`, key)).json() as { journeys: { sessionId: string }[] };
    expect(journeys.map(({ sessionId }) => sessionId).sort()).toEqual(['Heron-broken', 'Heron-open', 'Heron-orphan']);
    expect((await ledger.get(`/v1/journeys/${OTHER}-open`, ROOT)).json()).toMatchObject({ status: 'ACTIVE' });
    // An id that stands for an operation over the other one tells nothing of it.
    const theirs = { kind: 'restart', filter: { definitionId: OTHER, state: 'NONE' }, reason: 'x', dryRun: false };
    expect((await ledger.post('/v1/operations', { ...theirs, commandId: 'their-op' }, ROOT)).status).toBe(202);
    const reused = await ledger.post('/v1/operations', { ...asked, dryRun: false, commandId: 'their-op' }, key);
    expect(reused.json()).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      detail: 'This commandId stands for another request; send a new id with a new request.',
    });
    // For several definitions one has to be named.
    const terms = { name: 'two', owner: 'Desk', scopes: ['operations.write'], definitions: [OWN, OTHER] };
    const { secret } = (await ledger.post('/v1/keys', terms, ROOT)).json();
    const unnamed = await ledger.post('/v1/operations', asked, { 'x-api-key': String(secret) });
    expect([unnamed.status, unnamed.json()['detail']]).toEqual([
      400,
      expect.stringContaining('filter.definitionId is missing'),
    ]);
  });

  it('shares aliases without telling so, and keeps its session, of which is told no more than that it is taken', async () => {
    const { ledger, key } = both;
    const start = { sessionId: 'by-alias', definitionId: OWN, aliases: ['crm:far'] };
    const far = { sessionId: 'far', definitionId: OTHER, aliases: ['crm:far'] };
    expect((await ledger.post('/v1/journeys', far, ROOT)).status).toBe(201);
    const reply = await ledger.post('/v1/journeys', start, key);
    expect(reply.json()).toMatchObject({ outcome: 'CREATED', sessionId: 'by-alias' });
    expect(reply.text).not.toContain('"far"');
    const taken = await ledger.post('/v1/journeys', { sessionId: 'far', definitionId: OWN }, key);
    expect([taken.status, taken.json()['code']]).toEqual([409, 'SESSION_OF_ANOTHER_DEFINITION']);
    expect(taken.text).not.toContain(OTHER);
  });

  it('is found neither by the flow face nor by lines', async () => {
    const flow = (call: string, body: object) => both.ledger.post(`/v1/flow/${call}`, body, both.key);
    const asked = { sessionId: `${OTHER}-open` };
    for (const reply of [
      await flow('status', asked),
      await flow('transition', { ...asked, targetStateId: 'ZEBRA_DONE' }),
      await flow('context', { ...asked, ctx_note: 'x' }),
    ]) {
      expect([reply.status, reply.json()['outcome']]).toEqual([200, 'NOT_FOUND']);
    }
    const lines = [
      { command: 'transition', ...asked, targetStateId: 'ZEBRA_DONE' },
      { command: 'start', sessionId: 'new', definitionId: OTHER },
      { command: 'start', sessionId: 'by-line', definitionId: OWN },
    ];
    const reply = await both.ledger.post('/v1/commands', lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
      ...both.key,
      'content-type': 'application/x-ndjson',
    });
    const outcomes = reply.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { outcome: string; code?: string });
    expect(outcomes.map(({ outcome, code = outcome }) => code)).toEqual(['JOURNEY_NOT_FOUND', 'FORBIDDEN', 'CREATED']);
  });

  it('is found by nothing that a text names of it', async () => {
    const { ledger, key } = both;
    const ids = both.ids[OTHER];
    const { position, events } = (
      await ledger.send('PATCH', `/v1/journeys/${OTHER}-orphan/context`, {
        body: { note: 'planted' },
        headers: { ...ROOT, 'idempotency-key': 'planted-command' },
      })
    ).json() as { position: string; events: { id: string }[] };
    const texts = [OTHER, `${OTHER}-open`, `${OTHER}-customer`, ids['escalationId'] ?? '', position, 'planted-command'];
    for (const text of [...texts, events[0]?.id ?? '']) {
      const found = await ledger.get(`/v1/lookup?q=${encodeURIComponent(text)}`, key);
      expect([text, found.json()]).toMatchObject([
        text,
        { journeys: [], events: [], escalationId: null, definitionId: null },
      ]);
      const whole = (await ledger.get(`/v1/lookup?q=${encodeURIComponent(text)}`, ROOT)).json();
      expect([text, JSON.stringify({ ...whole, searchedFrom: null })]).not.toEqual([
        text,
        JSON.stringify({ ...found.json(), searchedFrom: null }),
      ]);
    }
  });
});
