import { createHash, type Hash } from 'node:crypto';
import { sealedHash, type RecordedEvent } from '@ledger/event-store';

/** SHA-256 over a ledger's order, lower-case hex. Equal digests mean the same events in the same order, if all chains are sound. */
export interface LedgerDigests {
  /** Over a line `<stream>|<revision>|<hash>` with a line feed for each event. Every copy of a ledger has the same. */
  readonly orderDigest: string;
  /** Over the same lines with `|<recordedAt>` before the line feed, which is each store's own. */
  readonly recordedDigest: string;
}

const LINES_AT_ONCE = 64 * 1024;

/** Digests of the events added so far; they can be asked for at any event. */
export class OrderDigest {
  readonly #order: Hash = createHash('sha256');
  readonly #recorded: Hash = createHash('sha256');
  #orderLines = '';
  #recordedLines = '';
  #events = 0;

  get events(): number {
    return this.#events;
  }

  add(event: RecordedEvent): void {
    const line = `${event.stream}|${event.revision}|${hashIn(event)}`;
    this.#orderLines += `${line}\n`;
    this.#recordedLines += `${line}|${event.recordedAt}\n`;
    this.#events++;
    if (this.#orderLines.length > LINES_AT_ONCE) this.#flush();
  }

  digests(): LedgerDigests {
    this.#flush();
    return {
      orderDigest: this.#order.copy().digest('hex'),
      recordedDigest: this.#recorded.copy().digest('hex'),
    };
  }

  #flush(): void {
    this.#order.update(this.#orderLines);
    this.#recorded.update(this.#recordedLines);
    this.#orderLines = this.#recordedLines = '';
  }
}

/** The hash that the event says it has. An event without one is a break, and stands in the digest by its place alone. */
function hashIn(event: RecordedEvent): string {
  try {
    return sealedHash(event);
  } catch {
    return '';
  }
}
