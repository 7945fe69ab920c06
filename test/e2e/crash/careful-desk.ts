import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Random } from '../../support/random';

export const DESK_SECRET = `whsec_${Buffer.from('the-desk-of-the-crash-test-only!').toString('base64')}`;

interface Escalated {
  readonly data: { readonly escalationId: string; readonly sessionId: string; readonly journeyEventId: string };
}

/**
 * A receiver of webhooks as its author should write it, at the end of a bad line: it verifies with the public library,
 * acts once for each id, and at random answers 500, answers late or ends early, before it acted or after.
 */
export class CarefulDesk {
  /** Ids acted upon, with the journey's event that the message named. */
  readonly acted = new Map<string, Escalated['data']>();
  /** Messages that came, repeats included. */
  messages = 0;
  /** Messages that the library refused. */
  unverified = 0;
  private readonly server: Server;

  constructor(private readonly random: Random) {
    this.server = createServer((request, response) => void this.take(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/escalations`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Its sender was killed in the middle.
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    this.messages += 1;
    if (this.random.chance(0.1)) return void response.writeHead(500).end();
    if (this.random.chance(0.05)) return void response.socket?.destroy();
    this.act(body, request.headers as Record<string, string>);
    if (this.random.chance(0.1)) return void response.socket?.destroy();
    response.writeHead(204).end();
  }

  private act(body: string, headers: Record<string, string>): void {
    try {
      const { data } = new Webhook(DESK_SECRET).verify(body, headers) as Escalated;
      const id = headers['webhook-id'] ?? '';
      if (!this.acted.has(id)) this.acted.set(id, data);
    } catch {
      this.unverified += 1;
    }
  }
}
