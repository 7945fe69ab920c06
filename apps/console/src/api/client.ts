import createClient, { type Middleware } from 'openapi-fetch';
import { heard, lost } from '../live/connection';
import { OfflineError, ProblemError } from './problem.error';
import type { paths } from './schema';
import { askForKey, sessionKey } from './session-key';
import type { Problem } from './types';

/** The header by which the ledger knows the caller, if this tab has a key or an access token. */
export function credentials(): Record<string, string> {
  const key = sessionKey();
  return key === undefined ? {} : { Authorization: `Bearer ${key}` };
}

const signed: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(credentials())) request.headers.set(name, value);
    return request;
  },
  onResponse: ({ response }) => arrived(response),
  onError: ({ error }) => unanswered(error),
};

export const ledger = createClient<paths>({ baseUrl: location.origin });
ledger.use(signed);

function arrived({ status, ok, headers }: Response): void {
  // Something before the ledger refuses in a form of its own.
  if (!ok && headers.get('Content-Type')?.includes('problem+json') !== true) return;
  heard();
  if (status === 401) askForKey();
}

/** What a call failed with that has no answer, or half of one; a call that was given up stays one. */
export function unanswered(error: unknown): Error {
  const isKnown = error instanceof ProblemError || error instanceof OfflineError;
  if (error instanceof Error && (isKnown || error.name === 'AbortError')) return error;
  lost();
  return new OfflineError(error);
}

/** The answer to a call with a text, or for a file. Throws the problem that the ledger answered instead. */
export async function fetched(address: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
  const signedInit = { ...init, headers: { ...(headers as Record<string, string>), ...credentials() } };
  const response = await fetch(address, signedInit).catch((error: unknown) => {
    throw unanswered(error);
  });
  arrived(response);
  if (!response.ok) throw problemOf(await response.json().catch(() => undefined), response);
  return response;
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of an answer; throws the problem that the ledger answered instead. */
export async function answered<Data>(call: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await call.catch((failure: unknown) => {
    throw unanswered(failure);
  });
  if (response.ok && data != null) return data;
  throw problemOf(error, response);
}

/** The problem that a reply is, or that something between us and the ledger answered in a form of its own. */
export function problemOf(error: unknown, { status, statusText, headers }: Response): Error {
  if (isProblem(error)) return new ProblemError(error, headers);
  lost();
  return new OfflineError(error, `: something before it answered ${`${status} ${statusText}`.trim()}`);
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'detail' in error;
}
