import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, type Ended } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';

const DEFINITION = {
  id: 'Desk',
  version: 1,
  initial: 'OPENED',
  states: {
    OPENED: { transitions: [{ target: 'Waiting' }] },
    Waiting: {
      timeout: { after: 'PT5M', target: 'Late', escalation: 'callback' },
      transitions: [{ target: 'Waiting' }, { target: 'Done' }],
    },
    Late: { transitions: [{ target: 'Waiting' }, { target: 'Done' }] },
    Done: { final: true },
  },
  escalations: { callback: { kind: 'callback' } },
};
const CSV = [
  'case,state,time',
  'open,Waiting,2014-01-01T10:00:00Z',
  'late,Waiting,2014-01-01T10:00:00Z',
  'late,Late,2014-01-01T10:30:00Z',
  'late,Done,2014-01-01T11:00:00Z',
].join('\n');

describe('an imported log', () => {
  let ledger: RunningLedger;
  let folder: string;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
    folder = await mkdtemp(join(tmpdir(), 'history-'));
    await writeFile(join(folder, 'desk.json'), JSON.stringify(DEFINITION));
    await writeFile(join(folder, 'log.csv'), CSV);
    const mapping = { caseId: 'case', activity: 'state', occurredAt: 'time' };
    await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await ledger.remove();
  });

  const importing = (...more: readonly string[]): Promise<Ended> =>
    runCli(ledger, [
      ...['import', join(folder, 'log.csv'), '--mapping', join(folder, 'mapping.json')],
      ...['--definition', join(folder, 'desk.json'), '--json', '-q', ...more],
    ]);
  const journey = async (sessionId: string): Promise<Record<string, unknown>> =>
    (await ledger.get(`/v1/journeys/${sessionId}`)).json();
  const openDeadlines = async (position: unknown): Promise<readonly unknown[]> =>
    (await ledger.get(`/v1/deadlines?atLeast=${String(position)}`)).json()['deadlines'] as unknown[];

  it('leaves open cases without a live deadline, and requests no escalation', async () => {
    const run = await importing();
    expect([run.exitCode, run.err]).toEqual([0, '']);
    const { position } = JSON.parse(run.out) as { position: string };
    expect(await journey('open')).toMatchObject({
      ...{ stateId: 'Waiting', status: 'ACTIVE', deadline: null, overdue: false, revision: 1 },
      enteredAt: '2014-01-01T10:00:00.000Z',
    });
    expect(await openDeadlines(position)).toEqual([]);
    const escalations = await ledger.get(`/v1/escalations?atLeast=${position}`);
    expect(escalations.json()).toMatchObject({ escalations: [] });
  });

  it('has a timeout that the log shows at its deadline', async () => {
    const { position } = await journey('late');
    const reply = await ledger.get(`/v1/journeys/late/timeline?atLeast=${String(position)}`);
    const { entries } = reply.json() as { entries: Record<string, unknown>[] };
    expect(entries.map(({ type, to, occurredAt, dwellMs }) => [type, to, occurredAt, dwellMs])).toEqual([
      ['JourneyStarted', 'OPENED', '2014-01-01T10:00:00.000Z', null],
      ['JourneyTransitioned', 'Waiting', '2014-01-01T10:00:00.000Z', 0],
      ['ABORT_TIMEOUT', 'Late', '2014-01-01T10:05:00.000Z', 300_000],
      ['JourneyTransitioned', 'Done', '2014-01-01T11:00:00.000Z', 3_300_000],
    ]);
  });

  it('appends nothing when it is imported again', async () => {
    const before = [await journey('open'), await journey('late')];
    const run = await importing();
    expect(run.exitCode).toBe(0);
    expect([await journey('open'), await journey('late')]).toEqual(before);
  });

  it('is live again from the first live command that enters a state', async () => {
    const body = { targetStateId: 'Waiting', commandId: 'call' };
    const reply = await ledger.send('POST', '/v1/journeys/open/transitions', { body });
    expect(reply.status).toBe(200);
    const { deadline, enteredAt } = reply.json();
    expect(Date.parse(String(deadline)) - Date.parse(String(enteredAt))).toBe(300_000);
    expect(await openDeadlines(reply.json()['position'])).toHaveLength(1);
  });

  it('lets its open cases time out now where that is asked for', async () => {
    const run = await importing('--no-as-history', '--prefix', 'now-');
    expect(run.exitCode).toBe(0);
    // The saga may have been there already: then the timeout is recorded, else it is overdue.
    const { stateId, overdue } = await journey('now-open');
    expect([stateId, overdue]).toEqual(stateId === 'Late' ? ['Late', false] : ['Waiting', true]);
  });

  it('is never said to be live and past at once', async () => {
    const run = await importing('--live', '--as-history');
    expect([run.exitCode, run.err]).toEqual([2, expect.stringMatching(/give one of them/)]);
  });
});
