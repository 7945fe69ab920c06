import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { letNeighbourIn } from './neighbour/neighbour';

import { refuseSecrets, secretsInFolder, SweptOutput } from './secrets/secret-sweep';

export const ROOT = resolve(__dirname, '..', '..');

const START_LIMIT_MS = 120_000;
const LOG_LINES_KEPT = 40;

/** Compiles what changed since the last build, so that the process under test is the code as it stands. */
export function buildLedger(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.cjs'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

export interface ProcessOptions {
  /** The Node.js that runs it; by default the one that runs the tests. */
  readonly node?: string;
  /** Why this ledger has no neighbour tenant. */
  readonly alone?: string;
}

/** The built server as a process of its own, on loopback. */
export class LedgerProcess {
  readonly #child: ChildProcess;
  readonly #log: string[] = [];
  readonly #output: SweptOutput;

  private constructor(
    readonly url: string,
    private readonly dataDir: string,
    child: ChildProcess,
  ) {
    this.#child = child;
    this.#output = new SweptOutput(`The output of the server at ${url}`);
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding('utf8').on('data', (text: string) => {
        this.#output.write(text);
        this.#log.push(...text.split('\n').filter((line) => line !== ''));
        this.#log.splice(0, this.#log.length - LOG_LINES_KEPT);
      });
    }
  }

  /**
   * Starts the server on a data folder and waits until it is ready. Throws with its last words where it ends instead.
   * In a run of the tests it has a neighbour tenant.
   */
  static async start(
    dataDir: string,
    settings: Readonly<Record<string, string>> = {},
    { node = process.execPath, alone }: ProcessOptions = {},
  ): Promise<LedgerProcess> {
    if (alone === undefined && settings['EVENT_STORE_URL'] === undefined) await letNeighbourIn(dataDir);
    const port = settings['PORT'] ?? (await freePort());
    const child = spawn(node, [join(ROOT, 'dist/apps/ledger/src/main.js')], {
      // Not the checkout: its `.env` is for the developer's own server.
      cwd: tmpdir(),
      env: {
        ...process.env,
        ...{ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ledger = new LedgerProcess(`http://127.0.0.1:${port}`, dataDir, child);
    await ledger.#untilReady();
    return ledger;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The last lines that the process wrote. */
  get lastWords(): string {
    return this.#log.join('\n');
  }

  /** As a power cut would: no handler runs. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** A graceful stop; gives the exit code. */
  async stop(): Promise<number | null> {
    return await this.#end('SIGTERM');
  }

  /** Halts it as a machine that hangs: its connections stay open, and it says nothing. Call what this gives to let it run. */
  halt(): () => void {
    this.#child.kill('SIGSTOP');
    return () => void this.#child.kill('SIGCONT');
  }

  /** Waits until the process ends by itself; gives its exit code, or the signal that ended it. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) await once(this.#child, 'close');
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill(signal);
      await ended;
    }
    this.#output.refuse();
    refuseSecrets(secretsInFolder(this.dataDir));
    return this.#child.exitCode;
  }

  async #untilReady(): Promise<void> {
    const giveUpAt = performance.now() + START_LIMIT_MS;
    while (this.#child.exitCode === null && this.#child.signalCode === null) {
      if (await this.#isReady()) return;
      if (performance.now() > giveUpAt) {
        await this.kill();
        throw new Error(`The server was not ready within ${START_LIMIT_MS} ms:\n${this.lastWords}`);
      }
      await pause(20);
    }
    throw new Error(`The server ended before it was ready:\n${this.lastWords}`);
  }

  async #isReady(): Promise<boolean> {
    return await fetch(`${this.url}/health/ready`).then(
      async (reply) => {
        await reply.arrayBuffer();
        return reply.ok;
      },
      () => false,
    );
  }
}

/** Waits between two checks of another process: nothing in this one could tell when it is ready. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
