import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookTarget } from '@ledger/escalations';

export const SECRET = `whsec_${Buffer.from('the-desk-knows-this-secret-too!!').toString('base64')}`;
export const NEXT_SECRET = `whsec_${Buffer.from('and-this-one-comes-after-it-soon').toString('base64')}`;

/** What the desk does with a request. `late`: takes it, and answers when its sender has given up. */
export type Behaviour = number | 'hang' | 'late' | 'drop' | 'endless' | { readonly redirect: string };

export interface Received {
  readonly id: string;
  readonly body: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A target over real sockets, as a careful receiver is written: it verifies each message with the public library and acts
 * once for each id, whatever it answers.
 */
export class Desk {
  readonly received: Received[] = [];
  /** How often each id was acted upon. */
  readonly acted = new Map<string, number>();
  /** Requests that have no answer yet. */
  pending = 0;
  mostPending = 0;
  /** What becomes of the next requests; the last one stays. */
  behaviours: Behaviour[] = [204];
  retryAfter: string | undefined;
  /** Requests that the library did not verify. */
  unverified = 0;
  private readonly server: Server;
  private readonly open = new Set<ServerResponse>();

  constructor(private readonly secret = SECRET) {
    this.server = createServer((request, response) => void this.take(request, response));
  }

  static async listen(secret?: string): Promise<Desk> {
    const desk = new Desk(secret);
    await new Promise<void>((resolve) => desk.server.listen(0, '127.0.0.1', resolve));
    return desk;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  target(change: Partial<WebhookTarget> = {}): WebhookTarget {
    return {
      name: 'desk',
      url: new URL(`http://127.0.0.1:${this.port}/hooks`),
      secrets: [SECRET],
      concurrency: 8,
      timeoutMs: 10_000,
      allowPrivate: true,
      ...change,
    };
  }

  /** Whether a request waits for its answer. */
  get isStuck(): boolean {
    return this.open.size > 0;
  }

  /** Answers every request that still waits. */
  release(status = 200): void {
    for (const response of this.open) response.writeHead(status).end();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const message = {
      id: headers['webhook-id'] ?? '',
      body: Buffer.concat(chunks).toString(),
      path: request.url ?? '',
    };
    this.received.push({ ...message, headers });
    this.verify(message.body, headers);
    this.pending += 1;
    this.mostPending = Math.max(this.mostPending, this.pending);
    response.on('close', () => {
      this.pending -= 1;
      this.open.delete(response);
    });
    this.answer(message.id, response, this.behaviours.length > 1 ? this.behaviours.shift() : this.behaviours[0]);
  }

  private answer(id: string, response: ServerResponse, behaviour: Behaviour | undefined): void {
    if (behaviour === 'hang') this.open.add(response);
    else if (behaviour === 'late') {
      this.act(id);
      this.open.add(response);
    } else if (behaviour === 'drop') response.socket?.destroy();
    else if (behaviour === 'endless') {
      this.act(id);
      response.writeHead(200);
      this.pour(response);
    } else if (typeof behaviour === 'object') response.writeHead(302, { location: behaviour.redirect }).end();
    else {
      const status = behaviour ?? 204;
      if (status < 300) this.act(id);
      response.writeHead(status, this.retryAfter === undefined ? {} : { 'retry-after': this.retryAfter }).end();
    }
  }

  private act(id: string): void {
    if (!this.acted.has(id)) this.acted.set(id, 1);
  }

  private pour(response: ServerResponse): void {
    if (response.destroyed) return;
    response.write('x'.repeat(1_024), () => this.pour(response));
  }

  private verify(body: string, headers: Record<string, string>): void {
    try {
      new Webhook(this.secret).verify(body, headers);
    } catch {
      this.unverified += 1;
    }
  }
}
