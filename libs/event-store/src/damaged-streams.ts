import type { LedgerDamagedError } from './errors';
import type { StreamName } from './stream-name';

/** Streams found damaged since a store was opened. */
export class DamagedStreams {
  readonly #names = new Set<StreamName>();

  note({ stream }: LedgerDamagedError): void {
    this.#names.add(stream);
  }

  get names(): readonly StreamName[] {
    return [...this.#names];
  }
}
