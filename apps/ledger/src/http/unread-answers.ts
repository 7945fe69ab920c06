import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** What a connection may keep waiting without being counted: most answers are smaller. */
const SMALL = 16_384;
/** What all answers that are not read yet may take together, in bytes: 64 of the largest pages. */
const MOST_UNREAD = 256 * 1024 * 1024;

/** An answer that is made faster than it may be read. Emits `waiting` when more of it waits. */
export class GatheredAnswer extends Readable {
  /** Bytes that wait before its buffer. */
  gathered = 0;

  get waiting(): number {
    return this.gathered + this.readableLength;
  }
}

/** What answers take that their callers do not read, in the order in which they last were read. */
class UnreadAnswers {
  readonly #answers = new Map<ServerResponse, { readonly waiting: () => number; counted: number }>();
  #total = 0;

  constructor(private readonly most: number) {}

  add(answer: ServerResponse, waiting: () => number): void {
    this.#answers.set(answer, { waiting, counted: 0 });
    answer.once('close', () => this.#end(answer));
    this.grow(answer);
  }

  /** More waits in this one. Where all of them take too much, the one that has waited longest ends. */
  grow(answer: ServerResponse): void {
    this.#count(answer);
    if (this.#total <= this.most) return;
    // Those that are made piece by piece may have been read meanwhile.
    for (const each of [...this.#answers.keys()]) this.#count(each);
    for (const [oldest, { counted }] of this.#answers) {
      if (this.#total <= this.most || this.#answers.size === 1) return;
      if (counted === 0) continue;
      oldest.destroy();
      this.#end(oldest);
    }
  }

  #count(answer: ServerResponse): void {
    const entry = this.#answers.get(answer);
    if (entry === undefined) return;
    const waiting = entry.waiting();
    if (waiting < entry.counted) {
      this.#answers.delete(answer);
      this.#answers.set(answer, entry);
    }
    this.#total += waiting - entry.counted;
    entry.counted = waiting;
  }

  #end(answer: ServerResponse): void {
    this.#total -= this.#answers.get(answer)?.counted ?? 0;
    this.#answers.delete(answer);
  }
}

/**
 * Bounds what answers take that their callers do not read. One of which nothing is read for so long ends with its
 * connection; where all of them take too much, the one that has waited longest does.
 */
export function limitUnreadAnswers(instance: FastifyInstance, timeoutMs: number, most: number = MOST_UNREAD): void {
  const unread = new UnreadAnswers(most);
  instance.addHook('onSend', (_request, { raw }, payload, done) => {
    const body = outsideTheHeap(payload);
    if (Buffer.isBuffer(body) && body.length > SMALL) {
      unread.add(raw, () => body.length);
      // Node.js calls it where neither side moved a byte for so long.
      raw.setTimeout(timeoutMs, () => raw.destroy());
    }
    if (body instanceof GatheredAnswer) {
      unread.add(raw, () => body.waiting + raw.writableLength);
      body.on('waiting', () => unread.grow(raw));
    }
    done(null, body);
  });
}

/**
 * A large text as bytes. Node.js writes a text by a flat copy of it in the heap of JavaScript, and keeps both until it is
 * read: many of them end the process long before the machine's memory does. A stream makes no more than is read.
 */
function outsideTheHeap(payload: unknown): unknown {
  return typeof payload === 'string' && payload.length > SMALL ? Buffer.from(payload) : payload;
}

/** Ends an answer that is sent piece by piece once no piece of it was taken for so long: up to twice the time given. */
export function endUnreadStream(answer: ServerResponse, timeoutMs: number): void {
  let isStuck = false;
  const watch = setInterval(() => {
    if (isStuck) answer.destroy();
    isStuck = answer.writableNeedDrain;
  }, timeoutMs);
  watch.unref();
  answer.on('drain', () => (isStuck = false));
  answer.once('close', () => clearInterval(watch));
}
