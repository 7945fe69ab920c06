import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a file of this project as a thread; `path` goes without its ending. Compiled, or under test as it stands: a
 * thread has none of Jest's transforms, so it compiles what it imports by itself. What is shipped never does.
 */
export function startWorker(path: string, options: WorkerOptions): Worker {
  if (!__filename.endsWith('.ts')) return new Worker(`${path}.js`, options);
  const register = join(__dirname, '../../../scripts/run/register.cjs');
  return new Worker(`${path}.ts`, { ...options, execArgv: ['-r', register] });
}
