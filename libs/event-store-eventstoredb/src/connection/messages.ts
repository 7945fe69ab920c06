import { within } from '@ledger/runtime';

/** What is used of the client's streams, which are typed against an older Node.js. */
export interface MessageSource {
  readonly readableLength: number;
  read(): unknown;
  destroy(): unknown;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
}

export interface MessagesOptions {
  /** Longest time to wait for the first sign of life, in milliseconds. */
  readonly firstWithin?: number;
  /** Longest time to wait for any message after that. Absent: for ever, as a subscription does. */
  readonly silenceWithin?: number;
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal;
}

/**
 * `for await` over the client's stream will not do: the client swallows its own cancellation, so that the loop would
 * wait for ever; an error after the loop ends the process; there is no deadline; and "caught up" and checkpoints do
 * not say how many events before them are still unread.
 */
export class Messages<T, Remark = never> {
  readonly #remarks: { readonly after: number; readonly remark: Remark }[] = [];
  #read = 0;
  #heard = false;
  #ended = false;
  #failure: unknown;
  #wake: () => void = () => undefined;

  constructor(
    private readonly source: MessageSource,
    private readonly cancel: () => Promise<void>,
    private readonly options: MessagesOptions = {},
  ) {
    const notify = (): void => this.#wake();
    source.on('readable', notify);
    source.on('confirmation', () => this.#sign());
    const end = (): void => {
      this.#ended = true;
      this.#wake();
    };
    source.on('end', end);
    source.on('close', end);
    // Stays for good: the client emits errors after everybody has gone, too.
    source.on('error', (error) => {
      this.#failure ??= error;
      this.#wake();
    });
  }

  /** Puts a remark behind the messages that have come so far, whether they have been read yet or not. */
  remark(remark: Remark): void {
    this.#remarks.push({ after: this.#read + this.source.readableLength, remark });
    this.#sign();
  }

  #sign(): void {
    this.#heard = true;
    this.#wake();
  }

  /** Ends where the server ends the stream. Throws what the client reports, and `DeadlineSpentError`. */
  async *[Symbol.asyncIterator](): AsyncGenerator<
    { readonly message: T; readonly remark?: undefined } | { readonly message?: undefined; readonly remark: Remark }
  > {
    const { signal } = this.options;
    const aborted = (): void => this.#wake();
    signal?.addEventListener('abort', aborted);
    try {
      while (signal?.aborted !== true) {
        const [first] = this.#remarks;
        if (first !== undefined && first.after <= this.#read) {
          this.#remarks.shift();
          yield { remark: first.remark };
          continue;
        }
        const message = this.source.read() as T | null;
        if (message !== null) {
          this.#read += 1;
          this.#heard = true;
          yield { message };
          continue;
        }
        if (this.#failure !== undefined) throw this.#failure;
        if (this.#ended) return;
        await this.#change();
      }
    } finally {
      signal?.removeEventListener('abort', aborted);
      this.source.destroy();
      // Destroying only cuts the pipe; the call itself runs until it is cancelled. It may never have been made.
      this.cancel().catch(() => undefined);
    }
  }

  #change(): Promise<void> {
    const limit = this.#heard ? this.options.silenceWithin : (this.options.firstWithin ?? this.options.silenceWithin);
    const change = new Promise<void>((resolve) => (this.#wake = resolve));
    return limit === undefined ? change : within(limit, change);
  }
}
