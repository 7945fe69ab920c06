import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const START_MS = 60_000;
const LISTENS = /The journey ledger listens at (\S+) /;

/** Named callers, whatever the shell of the user says. */
function withKeys(apiKeys: string): NodeJS.ProcessEnv {
  return { AUTH_MODE: 'api-key', API_KEYS: apiKeys };
}

/** The real server in a process of its own, with its data in a folder of the demo. */
export class LedgerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Rejects with what the server says where it does not start. */
  static async start(dataDir: string, port: number, apiKeys: string): Promise<LedgerProcess> {
    const main = join(__dirname, '../../ledger/src/main.js');
    const child = spawn(process.execPath, [main], {
      // Ctrl-C in a terminal reaches every process of its group; this one is stopped by the demo.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error', ...withKeys(apiKeys) },
    });
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The ledger did not start in 60 s.\n${said}`)), START_MS);
      const listen = (chunk: Buffer): void => {
        said += chunk.toString();
        const listensAt = LISTENS.exec(said)?.[1];
        if (listensAt !== undefined) resolve(listensAt);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => reject(new Error(said.trim() || 'The ledger ended at once.')));
      void once(child, 'exit').then(() => clearTimeout(timer));
    });
    return new LedgerProcess(child, url);
  }

  /** Resolves once the server has ended by itself. */
  ended(): Promise<unknown> {
    return this.child.exitCode === null ? once(this.child, 'exit') : Promise.resolve();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}
