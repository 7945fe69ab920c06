import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** A port that was free a moment ago, on loopback. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

/** A folder that is removed when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journey-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What `npm start` gives the server. */
export const SERVER_FLAGS = ['--max-semi-space-size=32'];

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** Peak resident memory so far, bytes (Linux; 0 elsewhere). */
  peakMemory(): number;
  /** Resident memory now, bytes (Linux; 0 elsewhere). */
  memory(): number;
  /** CPU time that all its threads have used so far, milliseconds (Linux; NaN elsewhere). */
  cpuMs(): number;
  stop(): Promise<void>;
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with exit code ${child.exitCode} before it answered.`);
    const answered = await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within 30 s.`);
}

/** Starts a Node.js script as a server of its own process and waits for `healthPath`. */
export async function startServer(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  healthPath: string,
  node = process.execPath,
): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(node, args, {
    cwd: ROOT,
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url + healthPath, child);
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    peakMemory: () => memoryOf(pid, 'VmHWM'),
    memory: () => memoryOf(pid, 'VmRSS'),
    cpuMs: () => cpuMsOf(pid),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** The journey ledger as it is built in `dist`, on a data folder, as `npm start` runs it. */
export function startLedger(dataDir: string, env: NodeJS.ProcessEnv = {}, node?: string): Promise<RunningServer> {
  const args = [...SERVER_FLAGS, 'dist/apps/ledger/src/main.js'];
  return startServer(args, { DATA_DIR: dataDir, ...env }, '/health/live', node);
}

function memoryOf(pid: number, figure: 'VmHWM' | 'VmRSS'): number {
  try {
    const line = new RegExp(`${figure}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** By the ticks that Linux counts, a hundred a second. */
const TICK_MS = 10;

function cpuMsOf(pid: number): number {
  try {
    // The name of the process, which comes before, ends at the last bracket and may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return TICK_MS * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return NaN;
  }
}
