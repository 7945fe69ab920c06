import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli, type Ended } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';

const requested = (target: string, ...more: readonly object[]) => ({
  timeout: { after: 'PT2H', target },
  transitions: [{ target: 'CALLED', event: 'CALL' }, ...more],
});
const WAIT = { timeout: { after: 'PT1H' }, transitions: [{ target: 'CALLED' }] };
const CALLED = { final: true };
const FIRST = {
  ...{ id: 'Callback', version: 1, initial: 'REQUESTED' },
  states: { REQUESTED: requested('WAIT', { target: 'WAIT' }), WAIT, CALLED },
};
const SECOND = { ...FIRST, version: 2, states: { REQUESTED: requested('WAIT'), WAIT, CALLED } };
const THIRD = {
  ...{ ...FIRST, version: 3, states: { REQUESTED: requested('LATER'), LATER: WAIT, CALLED } },
  upgrade: { states: { WAIT: 'LATER' } },
};

describe('the difference of two versions', () => {
  let ledger: RunningLedger;
  let atLeast: string;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
    for (const document of [FIRST, SECOND, THIRD]) {
      expect((await ledger.post('/v1/definitions', document)).status).toBe(201);
    }
    for (const sessionId of ['a', 'b', 'c']) {
      await ledger.post('/v1/journeys', { sessionId, definitionId: 'Callback', definitionVersion: 1 });
    }
    atLeast = String((await ledger.move('c', { targetStateId: 'WAIT' })).json()['position']);
  });
  afterAll(() => ledger.remove());

  it('names what differs, and the open journeys in states that differ', async () => {
    const reply = await ledger.get(`/v1/definitions/Callback/diff?from=1&to=2&atLeast=${atLeast}`);
    expect([reply.status, reply.json()]).toEqual([
      200,
      {
        ...{ id: 'Callback', from: 1, to: 2, same: false, affectedStates: ['REQUESTED'] },
        changes: [
          {
            ...{ part: 'transition', kind: 'removed', stateId: 'REQUESTED', path: '/states/REQUESTED/transitions/1' },
            message: 'Transition from "REQUESTED" to "WAIT" is removed.',
            before: { target: 'WAIT' },
          },
        ],
        upgrade: {
          ...{ from: 1, when: 'operator' },
          why: expect.stringMatching(/^Not proven safe: .*REQUESTED/) as string,
        },
        openJourneys: {
          position: expect.any(String) as string,
          count: 2,
          states: [{ stateId: 'REQUESTED', journeys: 2 }],
          sample: [
            expect.objectContaining({ sessionId: 'a', version: 1 }),
            expect.objectContaining({ sessionId: 'b' }),
          ],
        },
      },
    ]);
    const same = (await ledger.get(`/v1/definitions/Callback/diff?from=2&to=2`)).json();
    expect(same).not.toHaveProperty('upgrade');
    expect(same).toMatchObject({ same: true, changes: [], affectedStates: [], openJourneys: { count: 0 } });
  });

  it('follows states that the versions in between renamed', async () => {
    await ledger.post('/v1/definitions', { ...THIRD, version: 4, upgrade: {} });
    const changes = (await ledger.get('/v1/definitions/Callback/diff?from=1&to=4')).json()['changes'];
    expect(changes).toContainEqual(expect.objectContaining({ kind: 'renamed', stateId: 'WAIT', after: 'LATER' }));
    expect(changes).not.toContainEqual(expect.objectContaining({ part: 'state', kind: 'added' }));
  });

  it('is told of a document that is not published, and stores nothing of it', async () => {
    const { version: _, ...unnumbered } = { ...FIRST, title: 'Another' };
    const reply = await ledger.post('/v1/definitions/Callback/diff?from=1', unnumbered);
    expect(reply.json()).toMatchObject({ from: 1, to: 5, same: false, changes: [{ path: '/title', kind: 'added' }] });
    const faulty = await ledger.post('/v1/definitions/Callback/diff?from=1', { ...FIRST, initial: 'NOWHERE' });
    expect(faulty.json()).toMatchObject({
      status: 422,
      code: 'DEFINITION_INVALID',
      errors: [{ code: 'INITIAL_UNKNOWN' }],
    });
    expect((await ledger.get('/v1/definitions/Callback')).json()['versions']).toHaveLength(4);
  });

  it.each([
    ['?from=1', 400],
    ['?from=1&to=x', 400],
    ['?from=1&to=9', 404],
    ['?from=9&to=1', 404],
  ])('is refused for %s', async (query, status) => {
    expect((await ledger.get(`/v1/definitions/Callback/diff${query}`)).status).toBe(status);
  });

  describe('on the command line', () => {
    const diff = (...args: readonly string[]): Promise<Ended> => runCli(ledger, ['definition', 'diff', ...args]);
    const file = (document: object): string => {
      const path = join(ledger.dataDir, 'candidate.json');
      writeFileSync(path, JSON.stringify(document));
      return path;
    };

    it('ends with 1 and names it, or with 0', async () => {
      const run = await diff('Callback@1', 'Callback@2');
      expect(run).toMatchObject({ exitCode: 1, err: expect.stringContaining('have 1 difference.') as string });
      expect(run.out).toMatch(
        /^Callback version 1 and version 2\ntransition\n {2}- Transition from "REQUESTED" to "WAIT"/,
      );
      expect(run.out).toMatch(
        /\n\nOpen journeys of version 1 come over by a migration only \(operator\)\. Not proven safe: .*\n\n/,
      );
      expect(run.out).toMatch(/In states that differ: 2 open journeys run it: REQUESTED 2\n/);
      expect(await diff('Callback@2', 'Callback@2')).toMatchObject({ exitCode: 0, err: '' });
      const json = await diff('Callback@1', file({ ...FIRST, title: 'Another' }), '--json');
      expect([json.exitCode, JSON.parse(json.out)]).toEqual([
        1,
        expect.objectContaining({ affectedStates: [], same: false }),
      ]);
    });

    it('compares files without a server', async () => {
      const away = { url: 'http://127.0.0.1:1', dataDir: ledger.dataDir };
      const path = file(FIRST);
      expect(await runCli(away, ['definition', 'diff', path, path])).toMatchObject({ exitCode: 0 });
    });

    it('ends with 2 or 3 where it could not compare', async () => {
      for (const [before, after] of [
        ['Callback@1', 'Callback@9'],
        ['Callback@1', 'no-such-file.json'],
        ['Callback@1', file({ id: 'Callback' })],
        [file({ id: 'Callback' }), 'Callback@1'],
      ] as const) {
        expect([before, after, (await diff(before, after)).exitCode]).toEqual([before, after, 2]);
      }
      const away = { url: 'http://127.0.0.1:1', dataDir: ledger.dataDir };
      expect((await runCli(away, ['definition', 'diff', 'Callback@1', 'Callback@2'])).exitCode).toBe(3);
    });
  });
});
