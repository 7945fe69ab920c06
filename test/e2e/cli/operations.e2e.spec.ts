import type { Operation, OperationDryRun } from '@ledger/client';
import { runCli, type Ended } from '../../support/cli';
import { RunningLedger } from '../../support/running-ledger';
import { until } from '../../support/until';

const DEFINITION = {
  id: 'Desk',
  version: 1,
  initial: 'OPEN',
  states: {
    OPEN: { timeout: { after: 'PT1H' }, transitions: [{ target: 'WAIT' }] },
    WAIT: { transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
};
const { WAIT: _, ...REST } = DEFINITION.states;
const SECOND = { ...DEFINITION, version: 2, states: { ...REST, OPEN: { transitions: [{ target: 'DONE' }] } } };

describe('operators on the command line', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
    await ledger.post('/v1/definitions', DEFINITION);
    // Enough of them that an operation at one a second is not over soon.
    for (let n = 0; n < 40; n++) await ledger.post('/v1/journeys', { definitionId: 'Desk', customerId: 'bob' });
    let position = '';
    for (const sessionId of ['desk-1', 'desk-2', 'desk-3']) {
      await ledger.post('/v1/journeys', { sessionId, definitionId: 'Desk', customerId: 'ann' });
      position = String((await ledger.move(sessionId, { targetStateId: 'WAIT' })).json()['position']);
    }
    await ledger.post('/v1/definitions', SECOND);
    await ledger.get(`/v1/journeys?limit=1&atLeast=${position}`);
  });
  afterAll(() => ledger.remove());

  const journey = (...args: readonly string[]): Promise<Ended> => runCli(ledger, args);

  it('find what is stuck, and why', async () => {
    // The read models may not have the new version yet.
    const stuck = await until(
      () => journey('stuck', '--reason', 'orphaned'),
      ({ out }) => out.includes('desk-3'),
    );
    expect(stuck).toMatchObject({ exitCode: 0, err: '' });
    expect(stuck.out).toMatch(/^session +state +for +stuck +why$/m);
    expect(stuck.out).toMatch(/^desk-1 +WAIT .* orphaned +It runs by version 1 in WAIT, which version 2 lacks\.$/m);
    expect((await journey('stuck', '--reason', 'overdue')).out).toBe('No journey is stuck.\n');
    expect(await journey('stuck', '--slower-than', '0.5')).toMatchObject({ exitCode: 2 });
  });

  const asked = ['operations', 'start', 'move', '--to', 'OPEN', '--customer', 'ann', '--reason', 'Desk closed'];

  it('show the result in a dry run, and change nothing', async () => {
    const shown = await journey(...asked);
    expect(shown).toMatchObject({ exitCode: 0, err: '' });
    expect(shown.out).toMatch(/^3 journeys: 3 changed\n +3 {2}Desk WAIT\nThey are:\n/);
    expect(shown.out).toMatch(/^desk-2 +WAIT +changed$/m);
    expect(shown.out).toMatch(/Dry run: nothing was changed\. Add --yes to start it\./);
    const json = JSON.parse((await journey(...asked, '--json')).out) as OperationDryRun;
    expect(json).toMatchObject({ journeys: 3, outcomes: { changed: 3 } });
    expect((await journey('operations', 'list')).out).toBe('There is no batch operation.\n');
  });

  it('run it, watch it, and read the results', async () => {
    const done = await journey(...asked, '--yes', '--rate', '500');
    expect(done.exitCode).toBe(0);
    expect(done.err).toMatch(/^3 journeys: 3 changed\n/);
    expect(done.err).toMatch(/^move: 100%, 3 of 3/m);
    expect(done.out).toMatch(/^status +COMPLETED$/m);
    expect(done.out).toMatch(/^done +3 of 3 journeys$/m);
    expect(done.out).toMatch(/^result +3 changed$/m);
    const operationId = /^operation +(\S+)$/m.exec(done.out)?.[1] ?? '';
    const shown = await journey('operations', 'show', operationId, '--journeys', '--limit', '2');
    expect(shown.out).toMatch(/^desk-1 +changed +2$/m);
    expect(shown.out).toMatch(/and more: raise --limit/);
    const watched = JSON.parse((await journey('operations', 'watch', operationId, '--json')).out) as Operation;
    expect(watched).toMatchObject({ operationId, status: 'COMPLETED', reason: 'Desk closed' });
    const { out: list } = await until(
      () => journey('operations', 'list'),
      ({ out }) => out.includes('COMPLETED'),
    );
    expect(list).toMatch(new RegExp(`^${operationId} +move +COMPLETED +3/3 .* anonymous +Desk closed$`, 'm'));
    const refused = await journey('operations', 'cancel', operationId);
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toMatch(/OPERATION_ENDED/);
  });

  it('pause, resume and cancel one that is under way', async () => {
    const slow = ['operations', 'start', 'restart', '--definition', 'Desk', '--reason', 'Drill', '--rate', '1'];
    const started = JSON.parse((await journey(...slow, '--yes', '--detach', '--json')).out) as Operation;
    expect(started.status).toBe('SELECTING');
    const step = async (name: string, ...more: readonly string[]): Promise<Operation> =>
      JSON.parse((await journey('operations', name, started.operationId, '--json', ...more)).out) as Operation;
    expect(await step('pause', '--reason', 'Peak hour')).toMatchObject({ status: 'PAUSED' });
    expect((await step('resume')).status).toMatch(/SELECTING|RUNNING/);
    expect(await step('cancel')).toMatchObject({ status: 'CANCELLING' });
    const watched = await journey('operations', 'watch', started.operationId, '-q');
    expect(watched).toMatchObject({ exitCode: 1 });
    expect(watched.out).toMatch(/^status +CANCELLED$/m);
  });

  it('leave a ledger behind whose chains hold, and whose journeys replay', async () => {
    expect(await journey('verify', '-q')).toMatchObject({ exitCode: 0 });
    expect(await journey('replay', 'desk-1')).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [['operations', 'start', 'abort', '--reason', 'x'], 2, /at least one of its fields/],
    [['operations', 'start', 'abort', '--state', 'OPEN'], 2, /--reason/],
    [['operations', 'start', 'delete', '--state', 'OPEN', '--reason', 'x'], 2, /Allowed choices/],
    [['operations', 'start', 'move', '--state', 'OPEN', '--reason', 'x'], 2, /target\.stateId/],
    [['operations', 'start', 'migrate', '--map', 'A', '--reason', 'x'], 2, /OLD_STATE=NEW_STATE/],
    [['operations', 'show', 'unknown'], 1, /OPERATION_NOT_FOUND/],
  ])('are told what is wrong with %j', async (args, exitCode, says) => {
    const run = await journey(...args);
    expect(run).toMatchObject({ exitCode, out: '' });
    expect(run.err).toMatch(says);
  });

  it('find examples in the help', async () => {
    for (const args of [['stuck'], ['operations', 'start'], ['operations', 'list'], ['operations', 'watch']]) {
      expect((await journey(...args, '--help')).out).toMatch(/Examples:\n {2}\$ journey /);
    }
  });
});
