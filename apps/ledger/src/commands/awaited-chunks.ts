import { DeadlineSpentError, within } from '@ledger/runtime';

/** Nothing more of a body came in time. */
export class SilentBodyError extends Error {}

/**
 * The chunks of a body. Where the next one is not there `silenceMs` after it was asked for: `SilentBodyError`, and the
 * body is left as it is, since ending it would end its connection before the answer.
 */
export async function* awaitedChunks(body: AsyncIterable<Buffer>, silenceMs: number): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]();
  let isSilent = false;
  try {
    for (;;) {
      const next = await within(silenceMs, chunks.next());
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    isSilent = error instanceof DeadlineSpentError;
    throw isSilent ? new SilentBodyError('Nothing more of the body came.') : error;
  } finally {
    if (!isSilent) await chunks.return?.();
  }
}
