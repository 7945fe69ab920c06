import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../support/cli';
import { ROOT } from '../support/ledger-process';
import { RunningLedger } from '../support/running-ledger';

describe('the example of one row for each call in the guide to importing history', () => {
  let ledger: RunningLedger;
  let folder: string;
  let commands: readonly (readonly string[])[];

  beforeAll(async () => {
    ledger = await RunningLedger.start();
    folder = await mkdtemp(join(tmpdir(), 'guide-'));
    const guide = await readFile(join(ROOT, 'docs/guides/import-history.md'), 'utf8');
    const [, example = ''] = guide.split('### One row for each call');
    const block = (language: string): string =>
      new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(example)?.[1] ?? '';
    await writeFile(join(folder, 'calls.csv'), block('csv'));
    await writeFile(join(folder, 'calls.json'), block('json'));
    commands = block('sh')
      .trim()
      .split('\n')
      .map((line) => line.replace('npx journey ', '').replace(/calls\.[a-z.]*/g, (name) => join(folder, name)))
      .map((line) => line.split(' '));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await ledger.remove();
  });

  const visits = async (sessionId: string): Promise<readonly unknown[]> => {
    const { position } = (await ledger.get(`/v1/journeys/${sessionId}`)).json();
    const reply = await ledger.get(`/v1/journeys/${sessionId}/timeline?atLeast=${String(position)}`);
    const { entries } = reply.json() as { entries: { to: string; occurredAt: string }[] };
    return entries.map(({ to, occurredAt }) => `${to} ${occurredAt}`);
  };

  it('does what the guide says', async () => {
    expect(commands.map(([name]) => name)).toEqual(['discover', 'import', 'timeline']);
    for (const command of commands) {
      const run = await runCli(ledger, command);
      expect([command[0], run.exitCode]).toEqual([command[0], 0]);
      expect(run.err).not.toMatch(/earlier|clocks/);
    }
    expect(await visits('Rome-1001')).toEqual([
      'OPENED 2026-01-05T08:00:00.000Z',
      'Queued 2026-01-05T08:00:00.000Z',
      'Talking 2026-01-05T08:01:10.000Z',
      'Solved 2026-01-05T08:06:00.000Z',
    ]);
    expect(await visits('Rome-1002')).toEqual([
      'OPENED 2026-01-05T08:02:00.000Z',
      'Queued 2026-01-05T08:02:00.000Z',
      'Abandoned 2026-01-05T08:04:30.000Z',
    ]);
    expect((await ledger.get('/v1/journeys/Rome-1003')).status).toBe(404);
    expect((await ledger.get('/v1/journeys/Rome-1004')).json()).toMatchObject({
      ...{ stateId: 'Transferred', status: 'COMPLETED', customerId: '+39061111', channel: 'voice' },
      context: { queue: 'Support' },
    });
  });
});
