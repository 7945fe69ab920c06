import { ChainVerifier, intactMetadata } from './chain-verifier';
import type { SealedMetadata } from './envelope.types';
import { LedgerDamagedError } from './errors';
import type { EventStore, ReadStreamOptions, RecordedEvent } from './event-store';
import type { StreamName } from './stream-name';

/** What a reader of streams needs of a store. */
export type StreamSource = Pick<EventStore, 'readStream' | 'damaged'>;

export interface SoundReadOptions extends Omit<ReadStreamOptions, 'direction'> {
  /** Hash of the event before `from`, where it is known: the first event read has to follow on it. */
  readonly lastHash?: string;
}

/**
 * Events of a stream, read forwards, each checked before it is handed out: it is what was written, of this stream, and
 * follows on the one before it. Everything that is served or decided on is read so, or by `readEvents`. Throws
 * `LedgerDamagedError` at the first event that is not sound.
 */
export async function* soundEvents(
  store: StreamSource,
  stream: StreamName,
  options: SoundReadOptions = {},
): AsyncGenerator<RecordedEvent, void, undefined> {
  const check = new StreamCheck(options);
  try {
    for await (const event of store.readStream(stream, options)) yield check.sound(event);
  } catch (error) {
    throw noted(store, error);
  }
}

/** The check of one reading. */
export class StreamCheck {
  readonly #verifier = new ChainVerifier();
  readonly #lastHash: string | undefined;
  #begin: bigint;

  constructor({ from = 0n, lastHash }: SoundReadOptions) {
    this.#begin = from;
    this.#lastHash = lastHash;
  }

  /** The event; throws `LedgerDamagedError` if it is not sound. */
  sound(event: RecordedEvent): RecordedEvent {
    if (this.#begin > 0n) this.#verifier.beginAt(this.#begin, event, this.#lastHash);
    this.#begin = 0n;
    const [found] = this.#verifier.check(event);
    if (found !== undefined) throw damagedAt(event, found.reason);
    return event;
  }
}

/** The error, of which the store has been told if it found something damaged. */
export function noted(store: StreamSource, error: unknown): unknown {
  if (error instanceof LedgerDamagedError) store.damaged?.note(error);
  return error;
}

/** The metadata of an event. Throws `LedgerDamagedError` if it is not what was written. For readers of the whole ledger. */
export function assertIntact(event: RecordedEvent): SealedMetadata {
  const found = intactMetadata(event);
  if (typeof found === 'string') throw damagedAt(event, found);
  return found;
}

function damagedAt({ stream, revision }: RecordedEvent, reason: string): LedgerDamagedError {
  return new LedgerDamagedError(stream, `at revision ${revision}: ${reason}`);
}
