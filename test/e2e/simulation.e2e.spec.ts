import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { SimulationReport } from '@ledger/client';
import { SimulationThreads } from '../../apps/ledger/src/simulations/simulation-threads';
import { runCli, type Ended } from '../support/cli';
import { RunningLedger, type Reply } from '../support/running-ledger';

const FIRST = {
  ...{ id: 'Callback', version: 1, initial: 'REQUESTED' },
  states: {
    REQUESTED: { timeout: { after: 'PT2H' }, transitions: [{ target: 'CALLED', event: 'CALL' }, { target: 'WAIT' }] },
    WAIT: { timeout: { after: 'PT1H' }, transitions: [{ target: 'CALLED' }] },
    CALLED: { final: true },
  },
  context: { properties: { tier: { type: 'string', default: 'basic' }, note: { type: 'string' } } },
};
const { REQUESTED, WAIT, CALLED } = FIRST.states;
/** Needs an agreement, calls the waiting state another name, and knows no note. */
const CANDIDATE = {
  ...{ id: 'Callback', initial: 'REQUESTED' },
  states: {
    REQUESTED: {
      ...REQUESTED,
      transitions: [{ target: 'CALLED', event: 'CALL', guard: "context.tier == 'gold'" }, { target: 'LATER' }],
    },
    LATER: WAIT,
    CALLED,
  },
  context: { properties: { tier: { type: 'string', default: 'basic' } }, additionalProperties: false },
  upgrade: { states: { WAIT: 'LATER' } },
};

describe('the simulation of a candidate', () => {
  let ledger: RunningLedger;
  let atLeast: string;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
    expect((await ledger.post('/v1/definitions', FIRST)).status).toBe(201);
    const start = (sessionId: string, context: object = {}): Promise<Reply> =>
      ledger.post('/v1/journeys', { sessionId, definitionId: 'Callback', context });
    const move = (sessionId: string, body: object): Promise<Reply> => ledger.move(sessionId, body);
    await start('gold', { tier: 'gold' });
    await move('gold', { event: 'CALL' });
    await start('basic');
    await move('basic', { event: 'CALL' });
    await start('basic-2');
    await move('basic-2', { event: 'CALL' });
    await start('waiting');
    await move('waiting', { targetStateId: 'WAIT' });
    await start('noted');
    atLeast = String(
      (await move('noted', { targetStateId: 'WAIT', context: { note: 'Call at noon' } })).json()['position'],
    );
  });
  afterAll(() => ledger.remove());

  async function simulate(
    document: unknown,
    query = '',
  ): Promise<{ reply: Reply; lines: readonly Record<string, unknown>[] }> {
    const reply = await ledger.post(`/v1/definitions/simulate?atLeast=${atLeast}${query}`, document);
    const lines = reply.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { reply, lines };
  }
  const reportOf = async (document: unknown, query = ''): Promise<SimulationReport> =>
    (await simulate(document, query)).lines.at(-1)?.['report'] as SimulationReport;

  it('says what would be refused and where, and which open journeys could not be migrated', async () => {
    const { reply, lines } = await simulate(CANDIDATE);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
    expect(lines[0]).toEqual({ progress: { journeys: 0, events: 0, total: { journeys: 5, events: 10 } } });
    const report = lines.at(-1)?.['report'] as SimulationReport;
    expect(report).toMatchObject({
      ...{ id: 'Callback', version: 2, since: null, every: 1, journeys: 5, events: 10, same: 2 },
      changes: { refused: 3, elsewhere: 0, timedOut: 0, notTimedOut: 0, ending: 0, stranded: 1 },
      recorded: { ACTIVE: 2, COMPLETED: 3, TIMED_OUT: 0 },
      predicted: { ACTIVE: 1, COMPLETED: 1, TIMED_OUT: 0, unknown: 3 },
      funnel: [
        { stateId: 'REQUESTED', recorded: 5, predicted: 5 },
        { stateId: 'LATER', recorded: 2, predicted: 1 },
        { stateId: 'CALLED', recorded: 3, predicted: 1 },
      ],
    });
    expect(report.findings).toEqual([
      {
        ...{
          earlier: false,
          change: 'refused',
          stateId: 'REQUESTED',
          command: 'TransitionJourney',
          target: 'CALLED',
          event: 'CALL',
        },
        ...{ code: 'GUARD_FAILED', journeys: 2, examples: ['basic', 'basic-2'] },
        reason: expect.stringContaining("context.tier == 'gold', is false") as string,
      },
      {
        ...{ earlier: false, change: 'refused', stateId: 'REQUESTED', command: 'TransitionJourney', target: 'LATER' },
        ...{ code: 'CONTEXT_INVALID', journeys: 1, examples: ['noted'] },
        reason: expect.stringContaining('"note"') as string,
      },
      expect.objectContaining({ change: 'stranded', stateId: 'LATER', code: 'CONTEXT_INVALID', examples: ['noted'] }),
    ]);
  });

  it('finds nothing under the version that ran, in JSON or YAML, and stores nothing', async () => {
    const report = await reportOf(FIRST);
    expect(report).toMatchObject({ journeys: 5, same: 5, findings: [] });
    expect(report.predicted).toEqual({ ...report.recorded, unknown: 0 });
    const { definitions } = (await ledger.get('/v1/definitions')).json() as { definitions: { id: string }[] };
    expect(definitions.find(({ id }) => id === 'Callback')).toMatchObject({ versions: [{ version: 1 }] });
  });

  it('replays what started since a time, and a sample', async () => {
    expect(await reportOf(FIRST, `&since=${new Date(Date.now() + 60_000).toISOString()}`)).toMatchObject({
      journeys: 0,
    });
    expect(await reportOf(FIRST, '&sample=2')).toMatchObject({ every: 3, journeys: 2 });
  });

  it('refuses a document that is invalid, or one of which nothing is published', async () => {
    const faulty = await ledger.post('/v1/definitions/simulate', { ...FIRST, initial: 'NOWHERE' });
    expect(faulty.json()).toMatchObject({
      status: 422,
      code: 'DEFINITION_INVALID',
      errors: [{ code: 'INITIAL_UNKNOWN' }],
    });
    expect((await ledger.post('/v1/definitions/simulate', { ...FIRST, id: 'Other' })).status).toBe(404);
    expect((await ledger.post('/v1/definitions/simulate?sample=0', FIRST)).status).toBe(400);
    expect((await ledger.post('/v1/definitions/simulate?since=P30D', FIRST)).status).toBe(400);
  });

  it('runs once at one time', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => ledger.post('/v1/definitions/simulate', FIRST)));
    const [served, ...refused] = replies.sort((one, other) => one.status - other.status);
    expect(served?.status).toBe(200);
    for (const reply of refused) {
      expect(reply.json()).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
      expect(reply.headers['retry-after']).toBe('10');
    }
    expect((await ledger.post('/v1/definitions/simulate', FIRST)).status).toBe(200);
  });

  it('ends with its caller', async () => {
    const total = { journeys: 1, events: 1 };
    const ended = new Promise<void>((resolve) => {
      jest.spyOn(SimulationThreads.prototype, 'start').mockImplementationOnce(async function* (_, signal) {
        yield { kind: 'progress', progress: { ...total, total } };
        if (!signal.aborted) await once(signal, 'abort');
        resolve();
      });
    });
    const { hostname, port } = new URL(ledger.url);
    const path = '/v1/definitions/simulate';
    const call = request({ method: 'POST', hostname, port, path, headers: { 'content-type': 'application/json' } });
    call.on('error', () => undefined);
    call.end(JSON.stringify(FIRST));
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(String((await once(response, 'data'))[0])).toBe(`${JSON.stringify({ progress: { ...total, total } })}\n`);
    call.destroy();
    await ended;
  });

  it('says on its last line what failed under way', async () => {
    jest.spyOn(SimulationThreads.prototype, 'start').mockImplementationOnce(async function* () {
      yield { kind: 'progress', progress: { journeys: 0, events: 0, total: { journeys: 1, events: 1 } } };
      await Promise.resolve();
      yield { kind: 'unavailable', reason: 'The read models are being rebuilt.' };
    });
    expect((await simulate(FIRST)).lines).toEqual([
      { progress: { journeys: 0, events: 0, total: { journeys: 1, events: 1 } } },
      { problem: { status: 503, code: 'UNAVAILABLE', detail: 'The read models are being rebuilt. Retry.' } },
    ]);
    jest.spyOn(SimulationThreads.prototype, 'start').mockImplementationOnce(async function* () {
      await Promise.resolve();
      yield { kind: 'unavailable', reason: 'The read models cannot be opened.' };
    });
    expect(await ledger.post('/v1/definitions/simulate', FIRST)).toMatchObject({ status: 503 });
  });

  describe('on the command line', () => {
    const journey = (...args: readonly string[]): Promise<Ended> => runCli(ledger, ['definition', 'simulate', ...args]);
    const file = (document: object): string => {
      const path = join(ledger.dataDir, 'candidate.json');
      writeFileSync(path, JSON.stringify(document));
      return path;
    };

    it('ends with 1 and the findings, or with 0', async () => {
      const run = await journey(file(CANDIDATE));
      expect(run).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('3 of 5 journeys would go otherwise (refused, stranded)') as string,
      });
      expect(run.out).toMatch(
        /^5 journeys \(10 events\) under Callback version 2\n2 would go as they went, 3 would not\.\n/,
      );
      expect(run.out).toMatch(/^ +2 +would be refused +REQUESTED +CALLED +GUARD_FAILED +basic, basic-2 /m);
      expect(run.out).toMatch(/^LATER +2 +1$/m);
      expect((await journey(file(CANDIDATE), '--fail-on', 'timedOut', 'elsewhere')).exitCode).toBe(0);
      const json = await journey('Callback@1', '--since', 'P30D', '--json', '--quiet');
      expect([json.exitCode, json.err, JSON.parse(json.out)]).toEqual([0, '', expect.objectContaining({ same: 5 })]);
    });

    it('ends with 2 or 3 where it could not replay', async () => {
      for (const args of [
        [file({ ...FIRST, initial: 'NOWHERE' })],
        ['no-such-file.json'],
        ['Callback@9'],
        ['Callback@1', '--since', 'P'],
        ['Callback@1', '--sample', '0'],
      ]) {
        expect([args, (await journey(...args)).exitCode]).toEqual([args, 2]);
      }
      expect((await journey('Callback@1', '--since', 'yesterday')).err).toContain(
        'Give an instant such as 2026-11-22T21:05:00Z, a date, or a duration such as P30D.',
      );
      const away = { url: 'http://127.0.0.1:1', dataDir: ledger.dataDir };
      expect((await runCli(away, ['definition', 'simulate', file(FIRST)])).exitCode).toBe(3);
    });
  });
});
