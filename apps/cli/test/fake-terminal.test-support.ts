import { Readable, Writable } from 'node:stream';
import { run } from '../src/run';
import type { Screen, Terminal } from '../src/terminal';

class FakeScreen extends Writable {
  text = '';
  isTTY = false;
  columns = 100;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

/** A terminal that remembers what was written to it. */
export class FakeTerminal implements Terminal {
  readonly out: Screen & { readonly text: string };
  readonly err: Screen & { readonly text: string };
  readonly in: Readable;

  constructor(
    readonly env: Readonly<Record<string, string | undefined>> = {},
    options: { readonly tty?: boolean; readonly piped?: string | Buffer; readonly now?: Date } = {},
  ) {
    const [out, err] = [new FakeScreen(), new FakeScreen()];
    out.isTTY = err.isTTY = options.tty === true;
    this.out = out;
    this.err = err;
    this.in = Readable.from(options.piped === undefined ? [] : [Buffer.from(options.piped)]);
    this.#now = options.now ?? new Date('2026-01-01T10:00:00.000Z');
  }

  readonly #now: Date;
  readonly #listeners = new Set<() => void>();

  now(): Date {
    return this.#now;
  }

  onInterrupt(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ctrl-C; whether there was a listener. */
  interrupt(): boolean {
    for (const listener of this.#listeners) listener();
    return this.#listeners.size > 0;
  }
}

export interface Ended {
  readonly exitCode: number;
  readonly out: string;
  /** Without what says which ledger was read. */
  readonly err: string;
  /** The ledgers that it said it read. */
  readonly ledgers: readonly string[];
}

export function endedRun(exitCode: number, out: string, written: string): Ended {
  const lines = written.split(/(?<=\n)/);
  const isLedger = (line: string): boolean => line.startsWith('Ledger: ');
  return {
    ...{ exitCode, out },
    err: lines.filter((line) => !isLedger(line)).join(''),
    ledgers: lines.filter(isLedger).map((line) => line.slice('Ledger: '.length, -1)),
  };
}

/** Runs a command line and gives what it wrote and how it ended. */
export async function journey(args: readonly string[], terminal = new FakeTerminal()): Promise<Ended> {
  const exitCode = await run(args, terminal);
  return endedRun(exitCode, terminal.out.text, terminal.err.text);
}
