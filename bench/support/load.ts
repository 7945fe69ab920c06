import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { quantile } from './statistics';

/** Rate and times are of the requests that were accepted. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** How many replies came with each status. */
  readonly statuses: Readonly<Record<number, number>>;
}

/** One request of a connection's endless sequence. */
export interface NextRequest {
  readonly path: string;
  readonly body: string;
  /** Further headers, each ended with CR and LF. */
  readonly headers?: string;
  /** Default: POST. A GET has an empty body. */
  readonly method?: 'GET' | 'POST';
}

export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second of all connections together. Default: each sends as soon as its reply has come. */
  readonly rate?: number;
  /** Sends on after a refusal as if it were an answer. Default: waits as `Retry-After` asks for. */
  readonly isRude?: boolean;
  /** What a connection sends next, asked for when its reply before has come, so that it can walk journeys of its own. */
  readonly next: (connection: number) => NextRequest;
  /** Called when all are connected, before the first request. */
  readonly onConnected?: () => void;
}

const HEADER_END = Buffer.from('\r\n\r\n');

interface Reply {
  readonly bytes: number;
  readonly status: number;
  /** Seconds; 0 where none are given. */
  readonly retryAfter: number;
}

/** The first reply in the buffer; undefined while it is incomplete. Replies carry a length. */
function firstReply(buffer: Buffer): Reply | undefined {
  const end = buffer.indexOf(HEADER_END);
  if (end < 0) return undefined;
  const head = buffer.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head);
  if (!length) throw new Error(`A reply without content-length: ${head}`);
  const bytes = end + 4 + Number(length[1]);
  if (buffer.length < bytes) return undefined;
  const status = Number(head.slice(9, 12));
  const retryAfter = status === 429 ? Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 0) : 0;
  return { bytes, status, retryAfter };
}

/**
 * Posts JSON over bare sockets: on few cores a general load generator would cost more than the server it measures.
 * Measured is what is answered between the moment when all are connected and the end of the time: neither connecting nor
 * waiting out a `Retry-After` after the end makes the rate smaller.
 */
export async function post(options: LoadOptions): Promise<LoadResult> {
  const { hostname, port } = new URL(options.url);
  const latencies: number[] = [];
  const statuses: Record<number, number> = {};
  const slotMs = options.rate === undefined ? 0 : (1_000 * options.connections) / options.rate;
  const connecting = Array.from({ length: options.connections }, async () => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return socket;
  });
  const sockets = await Promise.all(connecting);
  options.onConnected?.();
  const ends = performance.now() + options.seconds * 1_000;

  const walk = (socket: Socket, connection: number): Promise<void> =>
    new Promise((resolve, reject) => {
      let pending: Buffer = Buffer.alloc(0);
      let sentAt = 0;
      let dueAt = performance.now();
      let waiting: NodeJS.Timeout | undefined;
      const send = (): void => {
        waiting = undefined;
        const { path, body, headers = '', method = 'POST' } = options.next(connection);
        const ofBody =
          method === 'GET' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
        sentAt = performance.now();
        socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${ofBody}${headers}\r\n${body}`);
      };
      const sendIn = (ms: number): void => {
        waiting = setTimeout(send, ms);
      };
      const ending = setTimeout(() => {
        if (waiting === undefined) return;
        clearTimeout(waiting);
        socket.end();
      }, ends - performance.now());
      socket.on('error', reject);
      socket.on('close', () => {
        clearTimeout(ending);
        resolve();
      });
      socket.on('data', (chunk: Buffer) => {
        pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
        const reply = firstReply(pending);
        if (!reply) return;
        pending = pending.subarray(reply.bytes);
        const now = performance.now();
        if (now >= ends) {
          socket.end();
          return;
        }
        statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
        if (reply.status < 300) latencies.push(now - sentAt);
        // A polite caller: never before the time that Retry-After gives, and up to half a second later.
        if (reply.status === 429 && options.isRude !== true) sendIn(1_000 * (reply.retryAfter + Math.random() / 2));
        else if (slotMs === 0) send();
        else {
          // What falls behind is sent at once, and is not owed for ever.
          dueAt = Math.max(dueAt + slotMs, now - slotMs);
          sendIn(Math.max(0, dueAt - now));
        }
      });
      send();
    });

  await Promise.all(sockets.map(walk));
  return {
    requestsPerSecond: latencies.length / options.seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    statuses,
  };
}
