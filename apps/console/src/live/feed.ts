import { credentials, problemOf } from '../api/client';
import { ProblemError, staysRefused } from '../api/problem.error';
import { askForKey } from '../api/session-key';
import { askWhichLedger, longestSilenceMs } from './another-ledger';
import { COUNTS_FEED, heard, lost, refused } from './connection';
import { MessageReader, type Message } from './sse';

const FIRST_RETRY_MS = 500;
/** Few enough for a ledger that starts under many consoles, and soon enough that they are right within three seconds. */
const LAST_RETRY_MS = 1_000;
/** A ledger that is too busy for a feed needs longer, unless it says for how long. */
const BUSY_RETRY_MS = 3_000;

/** What a feed tells. */
export interface FeedListener {
  onMessage(message: Message): void;
  /** Connected again after a break: messages that a feed without ids sent meanwhile are lost. */
  onResumed?(): void;
  /** The ledger refuses this feed to the caller, and would do so again: it is not asked any more. */
  onRefused?(problem: ProblemError): void;
}

/**
 * Follows a stream of server-sent events until it is closed. A lost connection is opened again with `Last-Event-ID`, so
 * that what happened meanwhile is sent after all. Returns what closes it.
 */
export function follow(address: string, listener: FeedListener): () => void {
  const closed = new AbortController();
  void run(address, listener, closed.signal);
  return () => closed.abort();
}

async function run(address: string, listener: FeedListener, closed: AbortSignal): Promise<void> {
  let lastId: string | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isResumed = false;
  while (!closed.aborted) {
    try {
      await connect(address, lastId, closed, {
        onOpen: () => {
          heard();
          void askWhichLedger().catch(() => undefined);
          if (isResumed) listener.onResumed?.();
          isResumed = true;
          retryMs = FIRST_RETRY_MS;
        },
        onMessage: (message) => {
          lastId = message.id ?? lastId;
          if (message.data !== '') listener.onMessage(message);
        },
      });
    } catch (error) {
      if (closed.aborted) return;
      if (error instanceof ProblemError) {
        if (staysRefused(error)) return listener.onRefused?.(error);
        if (address === COUNTS_FEED) refused();
        await pause(error.retryAfterMs ?? BUSY_RETRY_MS, closed);
        continue;
      }
    }
    if (closed.aborted) return;
    lost(address);
    await pause(retryMs, closed);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }
}

interface Connected {
  readonly onOpen: () => void;
  readonly onMessage: (message: Message) => void;
}

/** Ends or throws when the connection does. */
async function connect(
  address: string,
  lastId: string | undefined,
  closed: AbortSignal,
  { onOpen, onMessage }: Connected,
): Promise<void> {
  const silence = new AbortController();
  let alarm = setTimeout(() => silence.abort(), longestSilenceMs);
  try {
    const response = await fetch(address, {
      headers: {
        Accept: 'text/event-stream',
        ...credentials(),
        ...(lastId === undefined ? {} : { 'Last-Event-ID': lastId }),
      },
      signal: AbortSignal.any([closed, silence.signal]),
    });
    if (response.status === 401) askForKey();
    if (!response.ok || response.body === null) {
      throw problemOf(await response.json().catch(() => undefined), response);
    }
    onOpen();
    const reader = new MessageReader();
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await pieces.read();
      if (done) return;
      clearTimeout(alarm);
      alarm = setTimeout(() => silence.abort(), longestSilenceMs);
      for (const message of reader.read(value)) onMessage(message);
    }
  } finally {
    clearTimeout(alarm);
  }
}

/** Ends early when the browser says that the network is back. */
function pause(ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      closed.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    closed.addEventListener('abort', end);
  });
}
