import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const REGISTER = join(__dirname, '../../../scripts/run/register.cjs');

/** Starts a file, its ending omitted, as a thread: compiled, or under test as it stands, without Jest's transforms. */
export function startWorker(path: string, options: WorkerOptions): Worker {
  if (!__filename.endsWith('.ts')) return new Worker(`${path}.js`, options);
  return new Worker(`${path}.ts`, { ...options, execArgv: ['-r', REGISTER] });
}

/** Starts a file likewise as a process that we send messages to, for work that only the end of its process can stop. */
export function startProcess(path: string): ChildProcess {
  if (!__filename.endsWith('.ts')) return fork(`${path}.js`, { serialization: 'advanced' });
  return fork(`${path}.ts`, { serialization: 'advanced', execArgv: ['-r', REGISTER] });
}
