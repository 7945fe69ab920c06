import { GatheredAnswer } from '../http/unread-answers';

/** Bytes of outcomes that may wait for a slow client; beyond it no more lines are read. */
const WAITING_BYTES = 8 * 1024 * 1024;

/**
 * Work written in the order in which it was started, `limit` pieces at once. The buffer is generous: many clients
 * send their whole body before they read the first outcome, and would hang if it were read no further than they read.
 */
export class OrderedOutcomes {
  /** One JSON text for each piece of work, each with a newline. */
  readonly output: GatheredAnswer;
  private readonly ended: (string | undefined)[] = [];
  private isReaderBehind = false;
  private wake: (() => void) | undefined;

  constructor(private readonly limit: number) {
    this.output = new GatheredAnswer({
      highWaterMark: WAITING_BYTES,
      read: () => {
        this.isReaderBehind = false;
        this.resume();
      },
      destroy: (error, done) => {
        this.resume();
        done(error);
      },
    });
  }

  /** Waits until the next piece of work may start; false if the client has disconnected. */
  async turn(): Promise<boolean> {
    while (!this.output.destroyed && (this.ended.length >= this.limit || this.isReaderBehind)) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return !this.output.destroyed;
  }

  /** Takes the next place; the work must not throw. */
  add(work: Promise<string>): void {
    const place = this.begun;
    this.begun += 1;
    this.ended.push(undefined);
    void work.then((text) => {
      this.ended[place - this.written] = text;
      this.output.gathered += text.length;
      if (!this.isWriteDue) {
        this.isWriteDue = true;
        // One commit ends many pieces in one turn of the event loop; they are sent as one chunk.
        setImmediate(() => this.write());
      }
    });
  }

  /** Ends the output after everything that was started has been written. */
  async end(): Promise<void> {
    while (this.ended.length > 0 && !this.output.destroyed) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (!this.output.destroyed) this.output.push(null);
  }

  private begun = 0;
  private written = 0;
  private isWriteDue = false;

  /** Writes what has ended at the head of the queue, as one chunk. */
  private write(): void {
    this.isWriteDue = false;
    let count = 0;
    let chunk = '';
    for (const text of this.ended) {
      if (text === undefined) break;
      chunk += `${text}\n`;
      count += 1;
    }
    if (count === 0) return;
    this.ended.splice(0, count);
    this.written += count;
    this.output.gathered -= chunk.length - count;
    if (!this.output.destroyed && !this.output.push(chunk)) this.isReaderBehind = true;
    this.output.emit('waiting');
    this.resume();
  }

  private resume(): void {
    const { wake } = this;
    this.wake = undefined;
    wake?.();
  }
}
