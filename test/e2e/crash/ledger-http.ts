import { fetchFromLedger } from '../../support/replies';

/** An event as a reply or a timeline shows it; what these tests look at. */
export interface TimelineEntry {
  readonly type: string;
  /** Null for a refused attempt. */
  readonly revision: number | null;
  readonly commandId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly data: { readonly deadline?: string; readonly nextDeadline?: string };
  readonly recordedAt: string;
  readonly hash: string;
}

export interface Journey {
  readonly sessionId: string;
  readonly status: string;
  readonly stateId: string;
  readonly revision: number;
  readonly position: string;
}

export interface CommandAnswer extends Journey {
  readonly events: readonly { readonly revision: number }[];
}

export interface LineAnswer {
  readonly line: number;
  readonly outcome: string;
  readonly sessionId: string;
  readonly revision: number;
}

export const UNAVAILABLE = 503;

/** How long a read model may take to see what is in the ledger. */
const CATCH_UP_LIMIT_MS = 60_000;

/** Said where a bulk call ended before every line was answered. */
export const ANSWERS_BROKE_OFF = 'The answers ended early.';

/** The calls that the crash test makes, with no retries of a command: what a dead server leaves open stays open here. */
export class LedgerHttp {
  constructor(private readonly url: string) {}

  /** The reply's status and body; throws where the connection broke. */
  post<Body>(path: string, body: object): Promise<{ readonly status: number; readonly body: Body }> {
    return this.send('POST', path, body);
  }

  async send<Body>(
    method: 'POST' | 'PUT',
    path: string,
    body: object,
  ): Promise<{ readonly status: number; readonly body: Body }> {
    const reply = await fetchFromLedger(this.url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: reply.status, body: (await reply.json()) as Body };
  }

  /** Answers line by line, as they arrive; ends without an error where the connection breaks. */
  async *postLines(lines: readonly object[]): AsyncGenerator<LineAnswer> {
    try {
      const reply = await fetchFromLedger(`${this.url}/v1/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      });
      if (reply.body === null) return;
      let rest = '';
      for await (const text of reply.body.pipeThrough(new TextDecoderStream())) {
        const whole = (rest + text).split('\n');
        rest = whole.pop() ?? '';
        for (const line of whole) if (line !== '') yield JSON.parse(line) as LineAnswer;
      }
    } catch (error) {
      if (!isBrokenConnection(error)) throw error;
    }
  }

  /** Asks again while read models catch up; throws with the problem document where the call is refused. */
  async get<Body>(path: string): Promise<Body> {
    const giveUpAt = performance.now() + CATCH_UP_LIMIT_MS;
    for (;;) {
      const reply = await fetchFromLedger(this.url + path);
      const text = await reply.text();
      if (reply.ok) return JSON.parse(text) as Body;
      if (reply.status !== UNAVAILABLE || performance.now() > giveUpAt) {
        throw new Error(`GET ${path} gave ${reply.status}: ${text}`);
      }
    }
  }

  async journey(sessionId: string): Promise<Journey> {
    return await this.get<Journey>(`/v1/journeys/${sessionId}`);
  }

  /** The journey's events without the refused attempts, as the read model has them at this position or later. */
  async events(sessionId: string, atLeast: string): Promise<readonly TimelineEntry[]> {
    const all: TimelineEntry[] = [];
    let next = '';
    do {
      const { entries, nextCursor } = await this.get<{ entries: readonly TimelineEntry[]; nextCursor?: string }>(
        `/v1/journeys/${sessionId}/timeline?atLeast=${atLeast}${next}`,
      );
      all.push(...entries.filter(({ revision }) => revision !== null));
      next = nextCursor === undefined ? '' : `&cursor=${nextCursor}`;
    } while (next !== '');
    return all;
  }
}

/** What `fetch` says when the other side went away, before the reply or in its middle. */
const BROKEN = new Set(['fetch failed', 'terminated', ANSWERS_BROKE_OFF]);

/**
 * Whether a call failed because the other side went away. By message: its `TypeError` carries no code, and since Jest
 * runs specs in a realm of their own, it is an instance of nothing here.
 */
export function isBrokenConnection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'message' in error && BROKEN.has(String(error.message));
}
