import * as fc from 'fast-check';
import { hashOfKey, SCOPES, type Scope } from '@ledger/access';
import { examples } from '@ledger/runtime/testing';
import { FACES, CALL, type JourneyCall } from '../outcomes/journey-calls';
import { RunningLedger, type Reply } from '../support/running-ledger';

/** The commands of each face, in the order of its calls. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'Flow face': ['start', 'transition', 'context'],
  'Resource face': ['start', 'transition', 'context', 'channel', 'addAlias', 'deadline', 'restart', 'move', 'migrate'],
  'Record face': ['start', 'transition'],
  'Batch of commands': ['start', 'transition', 'context', 'channel', 'addAlias', 'deadline', 'restart'],
};
const OF_OPERATORS = new Set(['deadline', 'move', 'migrate']);
const GRANTABLE = SCOPES.filter((scope) => scope !== 'admin');

/** All ways to send a command. */
const WAYS = new Map<string, JourneyCall[]>();
for (const [face, names] of Object.entries(COMMANDS)) {
  names.forEach((name, index) => {
    const call = FACES[face]?.[index];
    if (call !== undefined) WAYS.set(name, [...(WAYS.get(name) ?? []), call]);
  });
}

/** One key for each set of scopes. */
const sets = fc.sample(fc.subarray(GRANTABLE, { minLength: 1 }), { numRuns: 24, seed: 7 });
const keyOf = (index: number): string => `key-${index}`;

/** The same ledger, with every request under a key. */
function keyed(ledger: RunningLedger, key: string): RunningLedger {
  const send: RunningLedger['send'] = (method, path, sent = {}) =>
    ledger.send(method, path, { ...sent, headers: { ...sent.headers, 'x-api-key': key } });
  return Object.create(ledger, { send: { value: send } }) as RunningLedger;
}

describe('the scope of a command', () => {
  let ledger: RunningLedger;
  let admin: RunningLedger;
  let sessions = 0;
  beforeAll(async () => {
    const keys = sets.map((scopes, index) => `client${index}:${hashOfKey(keyOf(index))}:${scopes.join('+')}`);
    const all = [...keys, `root:${hashOfKey('root')}:admin`, `flows:${hashOfKey('flows')}:statestore.write`];
    const importer = `importer:${hashOfKey('importer')}:statestore.write+history.import`;
    ledger = await RunningLedger.start({
      ...{ ROLES: 'api', AUTH_MODE: 'api-key' },
      API_KEYS: [...all, importer].join(','),
    });
    admin = keyed(ledger, 'root');
    expect((await admin.post('/v1/definitions', CALL)).status).toBe(201);
  });
  afterAll(() => ledger.remove());

  it('is the same on every face', async () => {
    expect([...WAYS.keys()].sort()).toEqual([...new Set(Object.values(COMMANDS).flat())].sort());
    const key = fc.nat({ max: sets.length - 1 });
    await fc.assert(
      fc.asyncProperty(key, fc.constantFrom(...WAYS.keys()), async (index, name) => {
        const needed: Scope = OF_OPERATORS.has(name) ? 'operations.write' : 'statestore.write';
        for (const call of WAYS.get(name) ?? []) {
          const sessionId = `scope-${(sessions += 1)}`;
          if (name !== 'start') await admin.post('/v1/journeys', { sessionId, definitionId: CALL.id });
          const answer = await call.send(keyed(ledger, keyOf(index)), sessionId, { commandId: 'first' });
          expect([call.name, sets[index], answer.code === 'FORBIDDEN']).toEqual([
            ...[call.name, sets[index], sets[index]?.includes(needed) !== true],
          ]);
        }
      }),
      { numRuns: examples(0.3) },
    );
  });

  const lines = (key: string, query: string, ...commands: readonly object[]): Promise<Reply> =>
    keyed(ledger, key).send('POST', `/v1/commands${query}`, {
      body: commands.map((one) => `${JSON.stringify(one)}\n`).join(''),
      headers: { 'content-type': 'application/x-ndjson' },
    });
  const outcomes = ({ text }: Reply): object[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
  const start = (sessionId: string) => ({ command: 'start', sessionId, definitionId: CALL.id });
  const past = { occurredAt: '2020-01-01T00:00:00Z' };

  it.each(['import', 'history'])('is of its own for mode=%s', async (mode) => {
    const line = { ...start(`${mode}-1`), ...past };
    const [refused] = outcomes(await lines('flows', `?mode=${mode}`, line));
    expect(refused).toMatchObject({ outcome: 'REJECTED', code: 'FORBIDDEN' });
    expect((await admin.get(`/v1/journeys/${mode}-1`)).status).toBe(404);
    const [imported] = outcomes(await lines('importer', `?mode=${mode}`, line));
    expect(imported).toMatchObject({ outcome: 'CREATED' });
  });

  it('lets no line set a deadline that its route would not, in an import either', async () => {
    const deadline = { command: 'deadline', sessionId: 'import-1', deadline: '2999-01-01T00:00:00Z' };
    for (const query of ['', '?mode=import']) {
      const [line] = outcomes(await lines('importer', query, deadline));
      expect(line).toMatchObject({ outcome: 'REJECTED', code: 'FORBIDDEN' });
    }
  });

  it('lets no import into a journey that a live caller started, and none tell of the future', async () => {
    await admin.post('/v1/journeys', { sessionId: 'live-1', definitionId: CALL.id });
    const moved = { command: 'transition', sessionId: 'live-1', targetStateId: 'IDENTIFY', ...past };
    for (const line of [moved, { ...start('live-1'), ...past }]) {
      const [refused] = outcomes(await lines('importer', '?mode=import', line));
      expect(refused).toMatchObject({ outcome: 'REJECTED', code: 'JOURNEY_IS_LIVE', stateId: 'WELCOME' });
    }
    const [future] = outcomes(
      await lines('importer', '?mode=import', { ...start('future-1'), occurredAt: '2999-01-01T00:00:00Z' }),
    );
    expect(future).toMatchObject({ outcome: 'REJECTED', code: 'VALIDATION_FAILED' });
  });

  it('lets imports continue after live commands in a journey that an import started', async () => {
    const moved = { command: 'transition', sessionId: 'history-2', targetStateId: 'IDENTIFY', ...past };
    await lines('importer', '?mode=history', { ...start('history-2'), ...past });
    const [again] = outcomes(await lines('importer', '?mode=history', moved));
    expect(again).toMatchObject({ outcome: 'ADVANCED', stateId: 'IDENTIFY' });
  });
});
