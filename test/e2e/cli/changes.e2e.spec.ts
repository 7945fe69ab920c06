import type { CommandResult, JourneyPage } from '@ledger/client';
import { runCli, type Ended } from '../../support/cli';
import { RunningLedger } from '../../support/running-ledger';

const DEFINITION = {
  id: 'Visit',
  version: 1,
  initial: 'OPEN',
  states: {
    OPEN: { timeout: { after: 'PT1H' }, transitions: [{ target: 'BUSY' }] },
    BUSY: { transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  context: { type: 'object', properties: { paid: { type: 'boolean' }, note: { type: 'string' } } },
};
const { BUSY, ...others } = DEFINITION.states;
const SECOND = {
  ...DEFINITION,
  version: 2,
  states: { ...others, OPEN: { transitions: [{ target: 'ACTIVE' }] }, ACTIVE: BUSY },
};

let ledger: RunningLedger;

beforeAll(async () => {
  ledger = await RunningLedger.start();
  for (const definition of [DEFINITION, SECOND]) await ledger.post('/v1/definitions', definition);
  await ledger.post('/v1/journeys', {
    sessionId: 'visit',
    definitionId: 'Visit',
    definitionVersion: 1,
    channel: 'voice',
  });
});
afterAll(() => ledger.remove());

const journey = (...args: readonly string[]): Promise<Ended> => runCli(ledger, args);
const asked = async <T>(...args: readonly string[]): Promise<T> => {
  const { out, err } = await journey(...args, '--json');
  if (out === '') throw new Error(err);
  return JSON.parse(out) as T;
};

it('one journey is changed in every way that the server offers', async () => {
  const changed = (...args: readonly string[]): Promise<CommandResult> => asked(...args);
  expect(await changed('context', 'visit', 'paid=true', 'note=late')).toMatchObject({
    context: { paid: true, note: 'late' },
  });
  expect((await changed('context', 'visit', 'note=null')).context).toEqual({ paid: true });
  expect(await changed('channel', 'visit', 'chat', '--conversation', 'c-1')).toMatchObject({ channel: 'chat' });
  expect(await changed('deadline', 'visit', '2030-01-01T00:00:00Z', '--reason', 'On hold')).toMatchObject({
    deadline: '2030-01-01T00:00:00.000Z',
  });
  expect(await changed('deadline', 'visit', '--none')).toMatchObject({ deadline: null });
  expect(await changed('move', 'visit', 'BUSY', '--reason', 'Desk')).toMatchObject({ stateId: 'BUSY' });
  const repeat = ['restart', 'visit', '--reason', 'Again', '--command-id', 'once'];
  expect(await changed(...repeat)).toMatchObject({ stateId: 'OPEN', replayed: false });
  expect(await changed(...repeat)).toMatchObject({ stateId: 'OPEN', replayed: true });
  await changed('move', 'visit', 'BUSY', '--reason', 'Desk');
  expect(await changed('migrate', 'visit', '2', '--map', 'BUSY=ACTIVE', '--reason', 'Newer')).toMatchObject({
    stateId: 'ACTIVE',
    definitionVersion: 2,
  });
});

it('a change says what it did, and is refused at another revision', async () => {
  const moved = await journey('move', 'visit', 'OPEN', '--reason', 'Desk');
  expect(moved).toMatchObject({ exitCode: 0, err: '' });
  expect(moved.out).toMatch(/^ADVANCED: JourneyMoved at revision \d+\nsession +visit$/m);
  expect(await journey('restart', 'visit', '--expect', '0')).toMatchObject({ exitCode: 1 });
});

it.each([
  ['neither a time nor --none', ['deadline', 'visit']],
  ['both', ['deadline', 'visit', '2030-01-01', '--none']],
  ['a move without a reason', ['move', 'visit', 'OPEN']],
  ['a version that is not a number', ['migrate', 'visit', 'newest', '--reason', 'x']],
  ['a property without a value', ['context', 'visit', 'paid']],
])('%s is wrong usage', async (_, args) => {
  expect(await journey(...args)).toMatchObject({ exitCode: 2, out: '' });
});

it('journeys are searched and listed, page by page', async () => {
  const { position } = await asked<CommandResult>('start', 'second', '-d', 'Visit', '--customer', 'ann');
  const page = await asked<JourneyPage>('search', '-d', 'Visit', '--limit', '1', '--at-least', position);
  expect(page.journeys.map(({ sessionId }) => sessionId)).toEqual(['second']);
  const first = await journey('list', '-d', 'Visit', '--limit', '1');
  const cursor = /^next page: --cursor (\S+)$/m.exec(first.out)?.[1] ?? '';
  expect((await journey('list', '-d', 'Visit', '--limit', '1', '--cursor', cursor)).out).toMatch(
    /^visit +Visit 2 +OPEN /m,
  );
  expect((await journey('list', '--customer', 'ann')).out).toMatch(/^second +Visit 2 +OPEN +ACTIVE .* ann$/m);
  expect((await journey('search', '--customer', 'unknown')).out).toBe('No journey matches.\n');
});
