import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '../processes';
import { killTree } from './process-usage';

export interface PeerProcess {
  readonly pid: number;
  /** With SIGKILL, and all that it started. */
  readonly kill: () => Promise<void>;
}

/** Starts a program and waits until `health` answers. */
export async function startProcess(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  health: string,
  options: SpawnOptions = {},
): Promise<PeerProcess> {
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });
  const pid = child.pid ?? 0;
  const end = (): void => killTree([pid]);
  process.once('exit', end);
  for (let tries = 0; !(await isAnswered(health)); tries += 1) {
    if (child.exitCode !== null) throw new Error(`${program} ended with exit code ${child.exitCode}.`);
    if (tries === 600) throw new Error(`${health} did not answer within a minute.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    pid,
    kill: async () => {
      process.off('exit', end);
      const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      end();
      await exited;
    },
  };
}

function isAnswered(url: string): Promise<boolean> {
  return fetch(url).then(
    (reply) => reply.ok,
    () => false,
  );
}
