import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildLedger, LedgerProcess, ROOT } from '../support/ledger-process';
import { isInstalled, nodeRuntimes } from './node-runtimes';

const DEFINITION = join(ROOT, 'definitions', 'customer-journey-state.json');
const ID = 'CustomerJourneyState';
const RUNTIMES = nodeRuntimes();

beforeAll(() => buildLedger());

const unsupported = `No Node.js is published for ${process.platform} on ${process.arch} as a package of the registry`;
if (RUNTIMES.length === 0) it.skip(unsupported, () => undefined);

describe.each(RUNTIMES)('on Node.js $version', (runtime) => {
  const { program, version } = runtime;
  let folder: string;
  let ledger: LedgerProcess | undefined;

  beforeAll(async () => {
    if (!isInstalled(runtime)) throw new Error(`${program} is missing; run: node scripts/runtimes.cjs`);
    folder = await mkdtemp(join(tmpdir(), 'runtime-'));
    ledger = await LedgerProcess.start(folder, {}, { node: program });
  });
  afterAll(async () => {
    await ledger?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const running = (): LedgerProcess => {
    if (ledger === undefined) throw new Error('The server does not run.');
    return ledger;
  };
  /** Runs the built command line with that Node.js; rejects where it ends with another code than 0. */
  const journey = async (...args: readonly string[]): Promise<string> => {
    const command = [join(ROOT, 'dist/apps/cli/src/main.js'), ...args];
    const env = { ...process.env, LEDGER_URL: running().url, DATA_DIR: folder };
    return (await promisify(execFile)(program, command, { cwd: folder, env })).stdout;
  };
  const asked = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json' };
    const post = { method: 'POST', headers, body: JSON.stringify(body) };
    const reply = await fetch(running().url + path, body === undefined ? {} : post);
    expect({ path, ok: reply.ok }).toEqual({ path, ok: true });
    return (await reply.json()) as Record<string, unknown>;
  };
  const start = { definitionId: ID, channel: 'voice' };
  const target = { targetStateId: 'PAYMENT_COLLECTOR' };

  it('is that version', async () => {
    expect((await promisify(execFile)(program, ['--version'])).stdout).toBe(`v${version}\n`);
  });

  it('walks a journey by each face, and knows it after a restart and after a kill', async () => {
    await asked('/v1/journeys', { sessionId: 'resource', ...start });
    expect(await asked('/v1/journeys/resource/transitions', target)).toMatchObject({ outcome: 'ADVANCED' });
    await asked('/v1/flow/ensure', { sessionId: 'flow', ...start });
    expect(await asked('/v1/flow/transition', { sessionId: 'flow', ...target })).toMatchObject({ outcome: 'ADVANCED' });
    await asked(`/api/v2/datastores/${ID}/records`, { key: 'record', value: { stateId: 'INTRO_WELCOME' } });
    await journey('start', 'cli', '-d', ID);
    expect(await journey('transition', 'cli', target.targetStateId)).toContain('ADVANCED');
    const ids = ['resource', 'flow', 'record', 'cli'];
    const all = () => Promise.all(ids.map((id) => asked(`/v1/journeys/${id}`)));
    const before = await all();
    expect(before.map(({ stateId }) => stateId)).toEqual([
      ...['PAYMENT_COLLECTOR', 'PAYMENT_COLLECTOR', 'INTRO_WELCOME', 'PAYMENT_COLLECTOR'],
    ]);
    expect(await running().stop()).toBe(0);
    ledger = await LedgerProcess.start(folder, {}, { node: program });
    expect(await all()).toEqual(before);
    await running().kill();
    ledger = await LedgerProcess.start(folder, {}, { node: program });
    expect(await all()).toEqual(before);
  });

  it('runs the main commands of the command line', async () => {
    expect(await journey('definition', 'check', DEFINITION)).toContain('A journey');
    expect(await journey('definition', 'publish', DEFINITION)).toContain(ID);
    const { position } = JSON.parse(await journey('start', 'commands', '-d', ID, '--json')) as { position: string };
    expect(await journey('search', '--at-least', position)).toContain('commands');
    expect(await journey('timeline', 'commands')).toContain('JourneyStarted');
    expect(await journey('sql', 'select count(*) as journeys from journeys')).toContain('journeys');
    expect(await journey('analytics', 'states', '-d', ID)).toContain('INTRO_WELCOME');
    expect(await journey('replay', 'commands')).toContain('all agree');
    expect(await journey('verify', '-q')).toMatch(/^breaks +none$/m);
    expect(await journey('audit', '-q')).toMatch(/^violations +none/m);
  });

  it('rebuilds a read model', async () => {
    await journey('projections', 'rebuild', 'timeline');
    const status = async () => (await asked('/v1/projections'))['rebuild'] as { readonly status: string };
    let now = await status();
    while (now.status === 'requested' || now.status === 'building') now = await status();
    expect(now).toMatchObject({ status: 'switched', error: null });
  });
});
