import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** What a connection may keep waiting without being counted: most answers are smaller. */
const SMALL = 16_384;
/** What all answers that are not read yet may take together, in bytes outside the heap: 64 of the largest pages. */
const MOST_UNREAD = 256 * 1024 * 1024;

/**
 * Bounds what answers take that their callers do not read. One of which nothing is read for so long ends with its
 * connection; where all of them take too much, the one that has waited longest does.
 */
export function limitUnreadAnswers(instance: FastifyInstance, timeoutMs: number, most: number = MOST_UNREAD): void {
  /** In the order in which they were sent. */
  const unread = new Map<ServerResponse, number>();
  let total = 0;
  const end = (answer: ServerResponse): void => {
    const size = unread.get(answer);
    if (size === undefined) return;
    unread.delete(answer);
    total -= size;
  };
  instance.addHook('onSend', (_request, { raw }, payload, done) => {
    const body = outsideTheHeap(payload);
    const size = Buffer.isBuffer(body) ? body.length : 0;
    if (size > SMALL) {
      unread.set(raw, size);
      total += size;
      raw.once('close', () => end(raw));
      // Node.js calls it where neither side moved a byte for so long.
      raw.setTimeout(timeoutMs, () => raw.destroy());
      for (const oldest of unread.keys()) {
        if (total <= most || oldest === raw) break;
        oldest.destroy();
        end(oldest);
      }
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
