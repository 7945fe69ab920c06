import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a browser and a ledger, and keeps every byte that the ledger sends: streams, too. */
export class RecordingProxy {
  private readonly received: Buffer[][] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(url: string): Promise<RecordingProxy> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const proxy = new RecordingProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** All that the ledger has sent so far. */
  get heard(): string {
    return this.received.map((chunks) => Buffer.concat(chunks).toString('utf8')).join('\n');
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(client: Socket, ledger: Socket): void {
    const chunks: Buffer[] = [];
    this.received.push(chunks);
    ledger.on('data', (chunk) => chunks.push(chunk));
    for (const [one, other] of [
      [client, ledger],
      [ledger, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
