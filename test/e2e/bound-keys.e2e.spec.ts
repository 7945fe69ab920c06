import { hashOfKey, SCOPES } from '@ledger/access';
import { readApiDocument, type Operation } from '../support/api-document';
import { RunningLedger, type Reply } from '../support/running-ledger';

const ADMIN = { 'x-api-key': 'root' };
const OWN = 'CustomerJourneyState';
const OTHER = 'Desk';
const DESK = {
  id: OTHER,
  version: 1,
  initial: 'WELCOME',
  states: { WELCOME: { transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
};

interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The calls of the document that keep to bounds in this way, for the journey and the definition of another. */
function calls(way: Operation['x-bound-credentials'], sessionId: string): readonly Call[] {
  const given: Readonly<Record<string, string>> = { sessionId, definitionId: OTHER, datastoreId: OTHER };
  return Object.entries(readApiDocument().paths).flatMap(([template, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => operation['x-bound-credentials'] === way)
      .map(([method, operation]) => {
        const examples = new Map((operation.parameters ?? []).map(({ name, example }) => [name, String(example)]));
        const value = (name: string): string => encodeURIComponent(given[name] ?? examples.get(name) ?? 'x');
        const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => value(name));
        return { name: `${method.toUpperCase()} ${template}`, method: method.toUpperCase(), path, operation };
      }),
  );
}

describe('a key for some definitions only', () => {
  let ledger: RunningLedger;
  let bound: Record<string, string>;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key', API_KEYS: `root:${hashOfKey('root')}:admin` });
    expect((await ledger.post('/v1/definitions', DESK, ADMIN)).status).toBe(201);
    for (const [sessionId, definitionId] of [
      ['own', OWN],
      ['other', OTHER],
    ]) {
      expect((await ledger.post('/v1/journeys', { sessionId, definitionId }, ADMIN)).status).toBe(201);
    }
    // Every scope but admin: what is refused is refused for the bounds alone.
    const scopes = SCOPES.filter((scope) => scope !== 'admin');
    const key = { name: 'flow', owner: 'Desk', scopes, definitions: [OWN] };
    bound = { 'x-api-key': (await ledger.post('/v1/keys', key, ADMIN)).json()['secret'] as string };
  });
  afterAll(() => ledger.remove());

  const sent = ({ method, path, operation }: Call): Promise<Reply> => {
    const [[type, media] = []] = Object.entries(operation.requestBody?.content ?? {});
    const example = media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
    const headers = { ...bound, ...(type !== undefined && { 'content-type': type }) };
    return ledger.send(method, path, { headers, ...(example !== undefined && { body: example }) });
  };

  it('is refused by every call that would tell of all definitions', async () => {
    const refused = calls('refused', 'own').filter(
      ({ operation }) => !operation['x-required-scopes']?.includes('admin'),
    );
    expect(refused.length).toBeGreaterThan(40);
    for (const call of refused) {
      const reply = await sent(call);
      expect([call.name, reply.status, reply.json()['detail']]).toEqual([
        ...[call.name, 403, expect.stringContaining('are for the definition CustomerJourneyState alone')],
      ]);
    }
  });

  it('is refused by every call that names another definition', async () => {
    const named = calls('path', 'other');
    expect(named.length).toBeGreaterThan(12);
    for (const call of named) expect([call.name, (await sent(call)).json()['code']]).toEqual([call.name, 'FORBIDDEN']);
    expect((await ledger.get(`/v1/definitions/${OWN}`, bound)).status).toBe(200);
  });

  it('finds no journey of another definition, by any call that names a session, and changes none', async () => {
    const before = (await ledger.get('/v1/journeys/other', ADMIN)).json();
    const ofJourneys = calls('checked', 'other').filter(({ name }) => name.includes('{sessionId}'));
    expect(ofJourneys.length).toBeGreaterThan(12);
    for (const call of ofJourneys) {
      const [other, missing] = [await sent(call), await sent({ ...call, path: call.path.replace('other', 'missing') })];
      const told = ({ status, text }: Reply) => [call.name, status, text.replaceAll('missing', 'other')];
      expect([call.name, other.json()['code']]).toEqual([call.name, 'JOURNEY_NOT_FOUND']);
      expect(told(other)).toEqual(told(missing));
    }
    expect((await ledger.get('/v1/journeys/other', ADMIN)).json()).toEqual(before);
  });

  it('is told that a session is taken, and not by what', async () => {
    const reply = await ledger.post('/v1/journeys', { sessionId: 'other', definitionId: OWN }, bound);
    expect([reply.status, reply.json()['code']]).toEqual([409, 'SESSION_OF_ANOTHER_DEFINITION']);
    expect(reply.text).not.toContain(OTHER);
    const start = await ledger.post('/v1/journeys', { sessionId: 'new', definitionId: OTHER }, bound);
    expect([start.status, start.json()['code']]).toEqual([403, 'FORBIDDEN']);
  });

  it('finds none by the flow face or by lines either', async () => {
    const flow = (call: string, body: object) => ledger.post(`/v1/flow/${call}`, body, bound);
    const asked = { sessionId: 'other' };
    for (const reply of [
      await flow('status', asked),
      await flow('transition', { ...asked, targetStateId: 'DONE' }),
      await flow('context', { ...asked, ctx_note: 'x' }),
    ]) {
      expect([reply.status, reply.json()['outcome']]).toEqual([200, 'NOT_FOUND']);
    }
    expect((await flow('ensure', { sessionId: 'new', definitionId: OTHER })).status).toBe(403);
    const lines = [
      { command: 'transition', sessionId: 'other', targetStateId: 'DONE' },
      { command: 'start', sessionId: 'new', definitionId: OTHER },
      { command: 'start', sessionId: 'by-line', definitionId: OWN },
    ];
    const reply = await ledger.post('/v1/commands', lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
      ...bound,
      'content-type': 'application/x-ndjson',
    });
    const outcomes = reply.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { outcome: string; code?: string });
    expect(outcomes.map(({ outcome, code = outcome }) => code)).toEqual(['JOURNEY_NOT_FOUND', 'FORBIDDEN', 'CREATED']);
  });

  it('does all that its scopes allow with journeys of its own definition', async () => {
    expect((await ledger.get('/v1/journeys/own', bound)).status).toBe(200);
    expect((await ledger.move('own', { targetStateId: 'IDENTIFY' }, bound)).status).toBe(200);
    expect((await ledger.get(`/api/v2/datastores/${OWN}/records/own`, bound)).status).toBe(200);
    expect((await ledger.get('/v1/journeys/own/targets', bound)).status).toBe(200);
    expect((await ledger.get('/v1/journeys/own/revisions', bound)).status).toBe(200);
    expect((await ledger.post('/v1/flow/status', { sessionId: 'own' }, bound)).json()['outcome']).toBe('UNCHANGED');
    expect(await ledger.timelineWith('own', 2, bound)).toHaveLength(2);
    expect((await ledger.get('/v1/access', bound)).json()).toMatchObject({
      definitions: [OWN],
      scopes: expect.arrayContaining(['audit.read']) as string[],
    });
  });
});
