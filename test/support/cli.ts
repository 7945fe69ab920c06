import { Readable, Writable } from 'node:stream';
import { run } from '../../apps/cli/src/run';
import type { Terminal } from '../../apps/cli/src/terminal';
import { refuseSecrets, secretsIn } from './secrets/secret-sweep';
import { endedRun, type Ended } from '../../apps/cli/test/fake-terminal.test-support';

export type { Ended };

class Page extends Writable {
  isTTY = false;
  readonly #chunks: Buffer[] = [];
  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/**
 * Runs the command line in this process, against a ledger and its data folder.
 * @param typed what a person answers; absent where there is no terminal.
 */
export async function runCli(
  ledger: { readonly url: string; readonly dataDir: string },
  args: readonly string[],
  {
    typed,
    piped = '',
    env = {},
  }: {
    readonly typed?: string;
    readonly piped?: string | Buffer;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Ended> {
  const [out, err] = [new Page(), new Page()];
  err.isTTY = typed !== undefined;
  const terminal: Terminal = {
    out,
    err,
    in: Object.assign(Readable.from([typed ?? Buffer.from(piped)]), { isTTY: typed !== undefined }),
    env: { LEDGER_URL: ledger.url, DATA_DIR: ledger.dataDir, ...env },
    now: () => new Date(),
  };
  const exitCode = await run(args, terminal);
  refuseSecrets(secretsIn(`What journey ${args[0] ?? ''} writes beside its results`, err.text));
  return endedRun(exitCode, out.text, err.text);
}
