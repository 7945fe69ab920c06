import { connect } from 'node:net';
import { RunningLedger, type Reply } from '../../support/running-ledger';
import { ADDRESSES, HEADERS } from './addresses';
import { BODIES, LIMITS } from './bodies';

describe('input that is wrong', () => {
  let ledger: RunningLedger;
  let stored: string;

  /** Everything that the journeys' streams and definitions hold, by the counts that the server itself gives. */
  const everything = async (): Promise<string> => {
    const present = (await ledger.get('/v1/journeys/present')).text;
    const definitions = (await ledger.get('/v1/definitions')).text;
    const sessions = await Promise.all(['bad', 'a1', 'b1', 'unknown'].map((id) => ledger.get(`/v1/journeys/${id}`)));
    return JSON.stringify([present, definitions, ...sessions.map(({ status }) => status)]);
  };

  beforeAll(async () => {
    ledger = await RunningLedger.start();
    await ledger.begin('present');
    stored = await everything();
  });
  afterAll(() => ledger.remove());

  const refused = (reply: Reply, status: number, code: string, says: RegExp): void => {
    expect({ status: reply.status, text: reply.status === status ? '' : reply.text }).toEqual({ status, text: '' });
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(reply.headers['x-request-id']).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
    const problem = reply.json();
    expect(problem).toMatchObject({ status, code });
    expect(problem['type']).toBe(`/problems/${code.toLowerCase().replaceAll('_', '-')}`);
    expect(problem['title']).toEqual(expect.stringMatching(/^\S.*/));
    expect(problem['detail']).toMatch(says);
  };

  describe.each([
    ['in the body', BODIES],
    ['in size or type', LIMITS],
    ['in the address', ADDRESSES],
    ['in a header', HEADERS],
  ])('%s', (_, cases) => {
    it.each(cases)('%s is a problem document', async (_name, call, sent, problem, says) => {
      const [method = '', path = ''] = call.split(' ');
      const [status, code = ''] = problem.split(' ');
      refused(await ledger.send(method, path, sent), Number(status), code, says);
    });

    afterAll(async () => expect(await everything()).toBe(stored));
  });

  it('names the methods that an address takes', async () => {
    const reply = await ledger.send('DELETE', '/v1/journeys/present');
    expect(reply.headers['allow']).toBe('GET, HEAD');
  });

  it('pollutes no prototype', async () => {
    await ledger.post(
      '/v1/journeys',
      '{"definitionId":"CustomerJourneyState","context":{"a":{"__proto__":{"polluted":1}}}}',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('answers bytes other than HTTP with a problem document too', async () => {
    const { hostname, port } = new URL(ledger.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('error', reject).on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"VALIDATION_FAILED"');
  });

  it('answers headers without end with a problem document', async () => {
    const reply = await ledger.get('/health/live', { 'x-long': 'a'.repeat(20_000) });
    expect(reply.status).toBe(431);
    expect(reply.json()).toMatchObject({ status: 431, code: 'VALIDATION_FAILED' });
  });

  it('keeps no insane request id', async () => {
    const reply = await ledger.get('/health/live', { 'x-request-id': 'a b{c}' });
    expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    const kept = await ledger.get('/health/live', { 'x-request-id': 'call-1.a:b' });
    expect(kept.headers['x-request-id']).toBe('call-1.a:b');
  });
});
