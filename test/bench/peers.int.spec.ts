import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diskUse } from '../../bench/support/peers/disk-trace';
import { SessionWalk } from '../../bench/support/peers/session-walk';
import type { RunningPeer } from '../../bench/support/peers/peer';
import { SHUTTLE } from '../../bench/support/walkers';
import { ROOT } from '../support/ledger-process';

const PEERS = join(ROOT, 'bench', 'peers');
const run = promisify(execFile);

interface Ended {
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

const bench = (...args: readonly string[]): Promise<Ended> =>
  run(process.execPath, ['-r', './scripts/run/register.cjs', 'bench/peers.bench.ts', ...args], { cwd: ROOT }).catch(
    (error: unknown) => error as Ended,
  );

describe('the bench of peers', () => {
  it('tells its options', async () => {
    const { stdout, stderr } = await bench('--help');
    expect(stderr).toBe('');
    for (const option of ['--only', '--seconds', '--rounds']) expect(stdout).toContain(option);
    expect(stdout).toContain('ledger, ledger-double, restate, xstate, emmett-postgres, emmett-sqlite, dbos');
  });

  it('refuses a peer that it does not have', async () => {
    const { code, stderr } = await bench('--only', 'ledger,camunda');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no peer camunda; use ledger, ');
  });

  it.each(readdirSync(PEERS).filter((file) => file.endsWith('.cjs')))('has a program that parses: %s', async (file) => {
    expect(await run(process.execPath, ['--check', join(PEERS, file)])).toMatchObject({ stderr: '' });
  });

  it('lets all walk the same machine', () => {
    const { INITIAL, STATES } = createRequire(__filename)(join(PEERS, 'sessions.cjs')) as {
      readonly INITIAL: string;
      readonly STATES: Readonly<Record<string, readonly string[]>>;
    };
    const targets = Object.entries(SHUTTLE.states).map(([id, state]) => [
      id,
      'transitions' in state ? state.transitions.map(({ target }) => target) : [],
    ]);
    expect([INITIAL, STATES]).toEqual([SHUTTLE.initial, Object.fromEntries(targets)]);
  });

  it('knows where the last transition of each session led', () => {
    const walk = new SessionWalk('p', 2, 3);
    const states = new Map(walk.sessionIds.map((id) => [id, 'WAITING']));
    const peer = {
      transition: (sessionId: string, targetStateId: string) => {
        expect(states.get(sessionId)).not.toBe(targetStateId);
        states.set(sessionId, targetStateId);
        return { path: sessionId, body: '' };
      },
    } as unknown as RunningPeer;
    const next = walk.next(peer);
    for (const steps of [0, 1, 2, 1, 4, 3]) {
      for (let step = 0; step < steps; step += 1) next(step % 2);
      expect(walk.expected()).toEqual(states);
    }
  });

  it('counts fsyncs, and what was written to files alone', () => {
    const lines = [
      '12 pwrite64(7</data/a.db-wal>, ""..., 4096, 32) = 4096',
      '12 fdatasync(7</data/a.db-wal>) = 0',
      '13 write(9<socket:[123]>, ""..., 200) = 200',
      '13 writev(8</data/log>,  <unfinished ...>',
      '12 write(4</dev/null>, ""..., 9) = 9',
      '13 <... writev resumed>[{iov_base=""..., iov_len=100}], 1) = 100',
      '14 write(9<socket:[124]>, ""...,  <unfinished ...>',
      '14 <... write resumed>30) = 30',
      '15 fsync(5</data/a.db> <unfinished ...>',
      '15 <... fsync resumed>) = 0',
      '15 pwrite64(5</data/a.db>, ""..., 10, 0) = -1 ENOSPC (No space left on device)',
      '16 +++ exited with 0 +++',
    ];
    expect(diskUse(lines)).toEqual({ syncs: 2, written: 4196 });
  });
});
