import { request } from 'node:http';
import { RunningLedger } from '../support/running-ledger';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const start = (sessionId: string, more: object = {}) => ({
  command: 'start',
  sessionId,
  definitionId: 'CustomerJourneyState',
  ...more,
});

describe('POST /v1/commands', () => {
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api,projector', LINE_LIMIT_BYTES: '4096' })));
  afterAll(() => ledger.remove());

  const outcomes = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  const post = async (lines: readonly unknown[], query = '') => {
    const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const reply = await ledger.post(`/v1/commands${query}`, body, NDJSON);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    return outcomes(reply.text);
  };

  it('runs every command and answers each line in order', async () => {
    expect(
      await post([
        start('all', { channel: 'voice' }),
        { command: 'transition', sessionId: 'all', targetStateId: 'IDENTIFY', expectedRevision: 0 },
        { command: 'context', sessionId: 'all', context: { verified: true } },
        { command: 'channel', sessionId: 'all', channel: 'chat' },
        { command: 'deadline', sessionId: 'all', deadline: null, reason: 'waits' },
        { command: 'restart', sessionId: 'all' },
        { command: 'transition', sessionId: 'all', targetStateId: 'COMPLETED' },
        { command: 'transition', sessionId: 'unknown', targetStateId: 'IDENTIFY' },
      ]),
    ).toMatchObject([
      { line: 1, outcome: 'CREATED', sessionId: 'all', revision: 0, replayed: false },
      { line: 2, outcome: 'ADVANCED', revision: 1, stateId: 'IDENTIFY' },
      { line: 3, outcome: 'ADVANCED', revision: 2 },
      { line: 4, outcome: 'ADVANCED', revision: 3 },
      { line: 5, outcome: 'ADVANCED', revision: 4 },
      { line: 6, outcome: 'RESTARTED', revision: 5, stateId: 'INTRO_WELCOME' },
      { line: 7, outcome: 'REJECTED', revision: 5, code: 'TRANSITION_NOT_ALLOWED' },
      { line: 8, outcome: 'NOT_FOUND', sessionId: 'unknown', code: 'JOURNEY_NOT_FOUND' },
    ]);
  });

  it('answers a wrong line and continues', async () => {
    const answers = await post([
      '{"command":',
      '[]',
      '',
      { command: 'fly', sessionId: 'x' },
      { command: 'start', definitionId: 'CustomerJourneyState' },
      start('bad/id'),
      start('wrong', { colour: 1 }),
      '{"command":"start","sessionId":"wrong","definitionId":"CustomerJourneyState","__proto__":{"a":1}}',
      JSON.stringify(start('wrong', { context: { long: 'x'.repeat(5000) } })),
      { command: 'transition', sessionId: 'wrong' },
      start('right'),
    ]);
    expect(answers.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
      ...[1, 2, 4, 5, 6, 7, 8].map((line) => [line, 'REJECTED', 'VALIDATION_FAILED']),
      [9, 'REJECTED', 'PAYLOAD_TOO_LARGE'],
      [10, 'REJECTED', 'VALIDATION_FAILED'],
      [11, 'CREATED', undefined],
    ]);
    for (const answer of answers.slice(0, -1)) expect(answer['reason']).toEqual(expect.stringMatching(/\w+ .*\.$/));
    expect((await ledger.get('/v1/journeys/wrong')).status).toBe(404);
  });

  it('keeps the lines of a session in order while sessions run side by side', async () => {
    const sessions = Array.from({ length: 60 }, (_, n) => `order-${n}`);
    const steps = ['IDENTIFY', 'VERIFICATION_FAILED', 'IDENTIFY', 'AGENT_ESCALATION', 'COMPLETED'];
    const lines = [
      ...sessions.map((id) => start(id)),
      ...steps.flatMap((targetStateId) =>
        sessions.map((sessionId) => ({ command: 'transition', sessionId, targetStateId })),
      ),
    ];
    const answers = await post(lines);
    expect(answers.map(({ line }) => line)).toEqual(lines.map((_, n) => n + 1));
    expect(answers.filter(({ outcome }) => outcome !== 'CREATED' && outcome !== 'ADVANCED')).toEqual([]);
    expect((await ledger.get('/v1/journeys/order-59')).json()).toMatchObject({ stateId: 'COMPLETED', revision: 5 });
  });

  it('posts a history whose times decide the deadlines, once however often it is sent', async () => {
    const history = [
      start('history', { occurredAt: '2019-05-01T10:00:00Z' }),
      { command: 'transition', sessionId: 'history', targetStateId: 'IDENTIFY', occurredAt: '2019-05-01T10:01:00Z' },
      { command: 'transition', sessionId: 'history', targetStateId: 'COMPLETED', occurredAt: '2019-05-01T10:30:00Z' },
    ];
    expect(await post(history, '?mode=import')).toMatchObject([
      { outcome: 'CREATED', revision: 0 },
      { outcome: 'ADVANCED', revision: 1 },
      { outcome: 'EXPIRED', revision: 2, stateId: 'ABORT_TIMEOUT', code: 'JOURNEY_EXPIRED' },
    ]);
    expect(await post(history, '?mode=import')).toMatchObject(Array(3).fill({ replayed: true }));
    const journey = (await ledger.get('/v1/journeys/history')).json();
    expect(journey).toMatchObject({ revision: 2, startedAt: '2019-05-01T10:00:00.000Z', deadline: null });
    const [first] = await ledger.timelineWith('history', 3);
    expect(first).toMatchObject({ actor: { kind: 'import' }, occurredAt: '2019-05-01T10:00:00.000Z' });
  });

  it('answers while the body is still being sent', async () => {
    const { hostname, port } = new URL(ledger.url);
    await new Promise<void>((resolve, reject) => {
      const call = request({ hostname, port, path: '/v1/commands', method: 'POST', headers: NDJSON }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          // The second line is sent only once the first is answered.
          if (outcomes(text).length === 1 && !call.writableEnded) call.end(`${JSON.stringify(start('streamed-2'))}\n`);
        });
        response.on('end', () => {
          expect(outcomes(text)).toMatchObject([{ sessionId: 'streamed-1' }, { sessionId: 'streamed-2', line: 2 }]);
          resolve();
        });
      });
      call.on('error', reject);
      call.write(`${JSON.stringify(start('streamed-1'))}\n`);
    });
  });

  it('takes a body far beyond the limit of a single call, cut anywhere', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) =>
      JSON.stringify(start(`many-${n}`, { context: { channel: 'ü'.repeat(20) } })),
    );
    const body = Buffer.from(`${lines.join('\r\n')}\n`);
    expect(body.length).toBeGreaterThan(300_000);
    const answers = outcomes((await ledger.post('/v1/commands', body, NDJSON)).text);
    expect(answers).toHaveLength(3000);
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED']));
    expect((await ledger.get('/v1/journeys/many-2999')).json()).toMatchObject({ context: { channel: 'ü'.repeat(20) } });
  });

  it('answers an empty body with nothing', async () => {
    expect((await ledger.post('/v1/commands', '', NDJSON)).text).toBe('');
    expect((await ledger.send('POST', '/v1/commands')).status).toBe(400);
  });
});
