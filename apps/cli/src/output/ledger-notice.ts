import type { Terminal } from '../terminal';
import { printable } from './printable';

/** Says once, beside the results, which ledger a command read: two of them look alike. */
export class LedgerNotice {
  readonly #names = new Set<string>();

  /** @param waits whether it is kept until the command has ended: what fails writes JSON alone. */
  constructor(
    private readonly terminal: Terminal,
    private readonly waits: boolean,
    private readonly isQuiet: boolean,
  ) {}

  /** The ledger that was read, if any was. */
  get ledger(): string | undefined {
    return this.#names.size === 0 ? undefined : [...this.#names].join(', ');
  }

  tell(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    if (!this.waits) this.#write(name);
  }

  /** The command has succeeded. */
  end(): void {
    if (this.waits) for (const name of this.#names) this.#write(name);
  }

  #write(name: string): void {
    if (!this.isQuiet) this.terminal.err.write(`Ledger: ${printable(name)}\n`);
  }
}
