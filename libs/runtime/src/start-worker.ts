import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Starts a file, its ending omitted, as a thread: compiled, or under test as it stands, without Jest's transforms. */
export function startWorker(path: string, options: WorkerOptions): Worker {
  if (!__filename.endsWith('.ts')) return new Worker(`${path}.js`, options);
  const register = join(__dirname, '../../../scripts/run/register.cjs');
  return new Worker(`${path}.ts`, { ...options, execArgv: ['-r', register] });
}
