import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Content is gathered to about this much before it is written: a chunk of HTTP for each row would cost more than the row. */
const CHUNK_BYTES = 65_536;

/**
 * Sends content as it is made. A slow client slows it down, since nothing is made while the socket is full; one that
 * disconnects ends it through `signal`. A failure ends the connection without the last chunk, so that no client takes a
 * part for the whole.
 */
export async function sendExport(
  response: ServerResponse,
  content: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const chunk = Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
    if (!response.write(chunk)) await once(response, 'drain', { signal });
  };
  try {
    for await (const part of content) {
      if (signal.aborted) break;
      const piece = typeof part === 'string' ? Buffer.from(part) : part;
      waiting.push(piece);
      bytes += piece.length;
      if (bytes >= CHUNK_BYTES) await flush();
    }
    if (signal.aborted) {
      response.destroy();
      return;
    }
    response.end(Buffer.concat(waiting));
  } catch (error) {
    response.destroy();
    if (!signal.aborted) throw error;
  }
}
