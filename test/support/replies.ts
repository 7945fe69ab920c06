import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';

/** A reply of a ledger under test, whatever asked for it: a spec, the client library, the command line, `fetch`. */
export interface SeenReply {
  readonly method: string;
  /** As it was sent, with its query. */
  readonly path: string;
  /** What its caller sent as `X-Api-Key` and `Authorization`. */
  readonly credentials: string;
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** False where the connection ended before the reply did, as an event stream that is left does. */
  readonly isWhole: boolean;
}

export type ReplyWatcher = (reply: SeenReply) => void;

const watchers = new Set<ReplyWatcher>();

/**
 * Shows this watcher every reply that a ledger gives in this spec file from now on: of ledgers in this process all
 * that they send (except what Node.js answers to bytes other than HTTP), of ledgers that are processes what
 * `fetchFromLedger` brings. Gives what ends it.
 */
export function watchReplies(watcher: ReplyWatcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Shows the replies of a server in this process to the watchers. */
export function showReplies(server: Server): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (watchers.size === 0) return;
    const chunks: Buffer[] = [];
    // Fastify gives its headers to writeHead, where getHeaders does not find them.
    const headers: OutgoingHttpHeaders = {};
    overhear(response, 'writeHead', (given) => void Object.assign(headers, lowerCased(given.at(-1))));
    overhear(response, 'write', (given) => keep(chunks, given));
    overhear(response, 'end', (given) => keep(chunks, given));
    response.once('close', () =>
      show({
        method: request.method ?? '',
        path: request.url ?? '',
        credentials: credentialsIn(request.headers['x-api-key'], request.headers.authorization),
        status: response.statusCode,
        headers: { ...response.getHeaders(), ...headers },
        body: Buffer.concat(chunks),
        isWhole: response.writableFinished,
      }),
    );
  });
}

/** `fetch` from a ledger that is a process of its own, whose replies can be seen from here alone. */
export async function fetchFromLedger(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, init);
  if (watchers.size > 0) void showCopy(response.clone(), init, new URL(url));
  return response;
}

async function showCopy(response: Response, init: RequestInit, { pathname, search }: URL): Promise<void> {
  const body = await response.arrayBuffer().catch(() => undefined);
  const sent = new Headers(init.headers);
  show({
    ...{ method: init.method ?? 'GET', path: pathname + search, status: response.status },
    credentials: credentialsIn(sent.get('x-api-key'), sent.get('authorization')),
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(body ?? new ArrayBuffer(0)),
    isWhole: body !== undefined,
  });
}

function credentialsIn(...given: readonly (string | readonly string[] | null | undefined)[]): string {
  return given.flat().join(' ');
}

function overhear(
  response: ServerResponse,
  name: 'writeHead' | 'write' | 'end',
  hear: (given: readonly unknown[]) => void,
): void {
  const send = response[name].bind(response) as (...given: unknown[]) => unknown;
  Object.assign(response, {
    [name]: (...given: unknown[]) => {
      hear(given);
      return send(...given);
    },
  });
}

function lowerCased(headers: unknown): OutgoingHttpHeaders {
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers as OutgoingHttpHeaders) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

/** `write` and `end` may be given nothing, or a callback alone. */
function keep(chunks: Buffer[], [chunk, encoding]: readonly unknown[]): void {
  if (typeof chunk === 'string') {
    chunks.push(Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8'));
  } else if (ArrayBuffer.isView(chunk)) {
    chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
}

function show(reply: SeenReply): void {
  for (const watcher of watchers) watcher(reply);
}
