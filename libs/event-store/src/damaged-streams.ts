import type { LedgerDamagedError } from './errors';
import type { StreamName } from './stream-name';

/** Streams found damaged since a store was opened. */
export class DamagedStreams {
  readonly #found = new Map<StreamName, LedgerDamagedError>();

  note(error: LedgerDamagedError): void {
    this.#found.set(error.stream, error);
  }

  /** Throws what was found of a stream, for readers of copies of it. */
  refuse(stream: StreamName): void {
    const found = this.#found.get(stream);
    if (found !== undefined) throw found;
  }

  get names(): readonly StreamName[] {
    return [...this.#found.keys()];
  }
}
