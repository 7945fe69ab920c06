import { setTimeout as pause } from 'node:timers/promises';
import { parseAnswer } from './parse-answer';
import { LedgerProblem, LedgerUnreachableError, type ProblemDocument } from './problems';
import { DEFAULT_RETRY_POLICY, retryAfterMs, retryDelay, type RetryPolicy } from './retry-policy';

export interface TransportOptions {
  /** Base URL of the ledger, for example `http://127.0.0.1:3000`. With a user name or password in it a `TypeError` is thrown. */
  readonly url: string;
  /** Sent with every request, for example `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds that one send may take, its answer's body included. Default 10,000. */
  readonly timeoutMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** For tests: what waits between two sends. */
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** For tests: 0 to below 1. */
  readonly random?: () => number;
}

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly contentType?: string;
  /** Whether sending it twice does the same as sending it once: a read, or a command with a `commandId`. */
  readonly repeatable: boolean;
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** Codes of a connection that never came about. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** HTTP with a time limit, problem documents as errors, and retries where they are safe. */
export class HttpTransport {
  readonly url: string;
  readonly retry: RetryPolicy;
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    if (hasUserInfo(options.url)) {
      throw new TypeError(
        'The address of the ledger must have no user name and no password in it; send a key in headers.',
      );
    }
    this.url = options.url.replace(/\/+$/, '');
    this.retry = { ...DEFAULT_RETRY_POLICY, ...options.retry };
    this.#options = options;
  }

  /** A 2xx response with its body as text. Throws `LedgerProblem` or `LedgerUnreachableError`. */
  async text(request: TransportRequest): Promise<{ text: string; status: number }> {
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await this.send(request);
        return { text: await response.text(), status: response.status };
      } catch (error) {
        const failure = this.failure(error);
        if (!request.repeatable || !failure.retryable || attempt >= this.retry.retries) throw failure;
        await this.pauseBefore(attempt, failure);
      }
    }
  }

  /** A 2xx response's JSON body. */
  async json<T>(request: TransportRequest): Promise<{ body: T; status: number }> {
    const { text, status } = await this.text(request);
    return { body: parseAnswer(text, `${this.url}${request.path}`) as T, status };
  }

  /** One send; its body is the caller's to read. Throws `LedgerProblem` or `LedgerUnreachableError`. */
  async send(request: TransportRequest): Promise<Response> {
    const url = `${this.url}${request.path}${queryString(request.query)}`;
    let response: Response;
    try {
      response = await fetch(url, {
        method: request.method,
        headers: definedOnly({
          accept: 'application/json, application/problem+json',
          ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
          ...this.#options.headers,
          ...request.headers,
        }),
        ...(request.body === undefined ? {} : { body: request.body }),
        signal: AbortSignal.timeout(request.timeoutMs ?? this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      });
    } catch (error) {
      throw this.failure(error);
    }
    if (response.ok) return response;
    throw await this.#problem(response);
  }

  /** Translates what `fetch` or reading a body threw. */
  failure(error: unknown): LedgerProblem | LedgerUnreachableError {
    if (error instanceof LedgerProblem || error instanceof LedgerUnreachableError) return error;
    if (member(error, 'name') === 'TimeoutError') {
      return new LedgerUnreachableError('TIMEOUT', `The ledger at ${this.url} did not reply in time.`, true, {
        cause: error,
      });
    }
    const code = connectionCode(error);
    const sent = !NEVER_CONNECTED.has(code);
    const what = sent ? 'Lost the connection to' : 'Cannot connect to';
    const hint = sent ? 'Retry.' : 'Start the server, or correct its address.';
    const message = `${what} ${this.url}${code === '' ? '' : ` (${code})`}. ${hint}`;
    return new LedgerUnreachableError('UNREACHABLE', message, sent, { cause: error });
  }

  /** Waits before retry number `attempt` (0-based), as long as policy and reply say. */
  async pauseBefore(attempt: number, failure: LedgerProblem | LedgerUnreachableError): Promise<void> {
    const random = this.#options.random ?? Math.random;
    const sleep = this.#options.sleep ?? ((ms: number) => pause(ms));
    const asked = failure instanceof LedgerProblem ? failure.retryAfterMs : 0;
    await sleep(retryDelay(this.retry, attempt, random(), asked));
  }

  async #problem(response: Response): Promise<LedgerProblem> {
    const text = await response.text().catch(() => '');
    return new LedgerProblem(response.status, problemDocument(text), {
      requestId: response.headers.get('x-request-id') ?? undefined,
      retryAfterMs: retryAfterMs(response.headers.get('retry-after'), new Date()),
    });
  }
}

/** Errors name the address: a secret in it would be printed. */
function hasUserInfo(url: string): boolean {
  if (!URL.canParse(url)) return url.includes('@');
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

function problemDocument(text: string): ProblemDocument {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ProblemDocument) : {};
  } catch {
    return {};
  }
}

function queryString(query: TransportRequest['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

function definedOnly(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** `fetch` wraps the socket's error, and several of them if a host name has several addresses; '' without a code. */
function connectionCode(error: unknown): string {
  for (let at = error, depth = 0; at !== undefined && depth < 4; depth++) {
    const code = member(at, 'code');
    if (typeof code === 'string') return code;
    const errors = member(at, 'errors');
    at = Array.isArray(errors) ? errors[0] : member(at, 'cause');
  }
  return '';
}

/** Read without `instanceof`: what `fetch` throws may come from another realm. */
function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
