import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STREAM_KINDS } from '@ledger/journey';
import { readConfig } from '../../apps/ledger/src/config/read-config';
import type { LedgerHttpAdapter } from '../../apps/ledger/src/http/http-adapter';
import { createLedger, type LedgerOptions } from '../../apps/ledger/src/ledger';
import { assertNeighbourUntouched, letNeighbourIn } from './neighbour/neighbour';
import { showReplies } from './replies';
import { refuseSecrets, secretsInFolder, SweptOutput } from './secrets/secret-sweep';

export interface RunningOptions extends LedgerOptions {
  /** Why this ledger has no neighbour tenant: what the test is about counts all tenants together, say. */
  readonly alone?: string;
}

/** Result of a request. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; throws if it is something else. */
  json(): Record<string, unknown>;
}

export interface Sent {
  /** Sent as JSON, unless it is text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ServerSentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** One message of an event stream; none for comments and for marks without data. */
export function serverSentEvent(message: string): ServerSentEvent[] {
  const fields = new Map(message.split('\n').map((line) => [line.split(': ', 1)[0], line.replace(/^\w+: /, '')]));
  const data = fields.get('data');
  if (data === undefined) return [];
  return [
    { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data: JSON.parse(data) as Record<string, unknown> },
  ];
}

/**
 * A budget that holds on a machine that is busy elsewhere; tests that want it spent say so with X-Deadline-Ms. All specs of a
 * file ask from one address, and many of them with wrong keys.
 */
const DEFAULTS = {
  ...{ PORT: '0', LOG_LEVEL: 'debug', REQUEST_BUDGET_MS: '20000', FAILED_LOGINS_PER_MINUTE: '0' },
} as const;

/** A ledger in this process, on a free port and a data folder of its own. */
export class RunningLedger {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  private constructor(
    readonly url: string,
    readonly dataDir: string,
    /** Every call that the server has, such as `GET /v1/journeys/:sessionId`. */
    readonly calls: readonly string[],
    private readonly hasNeighbour: boolean,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(
    settings: Readonly<Record<string, string>> = {},
    { alone, ...options }: RunningOptions = {},
  ): Promise<RunningLedger> {
    const dataDir = settings['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'ledger-e2e-'));
    const isEmbedded = settings['EVENT_STORE_URL'] === undefined;
    const hasNeighbour = alone === undefined && isEmbedded && (await letNeighbourIn(dataDir));
    const config = readConfig({ ...DEFAULTS, ...settings, DATA_DIR: dataDir });
    const log = new SweptOutput(`The log of the ledger in ${dataDir}`);
    // What a test asks for goes where it would go; all is swept.
    const passedTo = options.logTo ?? (settings['LOG_LEVEL'] === undefined ? undefined : process.stdout);
    const logTo: LedgerOptions['logTo'] = {
      write: (line) => {
        log.write(line);
        passedTo?.write(line);
      },
    };
    const ledger = await createLedger(config, { ...options, logTo });
    showReplies(ledger.app.getHttpServer());
    const { routes } = ledger.app.getHttpAdapter() as unknown as LedgerHttpAdapter;
    return new RunningLedger(ledger.url, dataDir, routes.calls(), hasNeighbour, async () => {
      await ledger.close();
      log.refuse();
    });
  }

  /** Sends the path as it is written: `fetch` would tidy up what a test wants to be untidy. */
  send(method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Reply> {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    const payload = body === undefined ? undefined : isRaw ? body : JSON.stringify(body);
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          agent: this.agent,
          hostname,
          port,
          method,
          path,
          headers: {
            ...(payload === undefined || headers['content-type'] !== undefined
              ? {}
              : { 'content-type': 'application/json' }),
            ...(payload === undefined || headers['transfer-encoding']
              ? {}
              : { 'content-length': String(Buffer.byteLength(payload)) }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const { statusCode = 0, headers: received } = response;
            resolve({
              status: statusCode,
              headers: received,
              text,
              json: () => JSON.parse(text) as Record<string, unknown>,
            });
          });
        },
      );
      call.on('error', reject);
      call.end(payload);
    });
  }

  get(path: string, headers: Sent['headers'] = {}): Promise<Reply> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body: unknown, headers: Sent['headers'] = {}): Promise<Reply> {
    return this.send('POST', path, { body, headers });
  }

  /** Starts a journey of the shipped definition. */
  begin(sessionId: string, more: object = {}): Promise<Reply> {
    return this.post('/v1/journeys', { sessionId, definitionId: 'CustomerJourneyState', ...more });
  }

  move(sessionId: string, body: object, headers: Sent['headers'] = {}): Promise<Reply> {
    return this.post(`/v1/journeys/${sessionId}/transitions`, body, headers);
  }

  /** Reads server-sent events until there are that many, then leaves. */
  events(path: string, count: number, headers: Sent['headers'] = {}): Promise<ServerSentEvent[]> {
    return new Promise((resolve, reject) => {
      const call = request(this.url + path, { headers }, (response) => {
        const received: ServerSentEvent[] = [];
        let rest = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const messages = (rest + chunk).split('\n\n');
          rest = messages.pop() ?? '';
          received.push(...messages.flatMap(serverSentEvent));
          if (received.length < count) return;
          call.destroy();
          resolve(received.slice(0, count));
        });
        response.on('close', () => resolve(received));
      });
      call.on('error', reject);
      call.end();
    });
  }

  /** The event at a position of the embedded ledger, as the feed of events gives it. */
  async event(position: string): Promise<unknown> {
    const [found] = await this.events(`/v1/events?after=${Number(position) - 1}&category=${STREAM_KINDS.join()}`, 1);
    return found?.data;
  }

  /** The timeline once it has that many entries: attempts are recorded after their reply. */
  async timelineWith(sessionId: string, count: number, headers: Record<string, string> = {}): Promise<object[]> {
    for (;;) {
      const reply = await this.get(`/v1/journeys/${sessionId}/timeline`, headers);
      // On a machine that is busy elsewhere the read models may take longer than a request waits.
      const { entries = [] } = reply.json() as { entries?: object[] };
      if (reply.status !== 503 && entries.length >= count) return entries;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Throws where its log has secrets. */
  async stop(): Promise<void> {
    this.agent.destroy();
    await this.end();
  }

  /** Stops and removes the data. Throws where its files hold secrets, or another tenant's streams were changed. */
  async remove(): Promise<void> {
    await this.stop();
    refuseSecrets(secretsInFolder(this.dataDir));
    if (this.hasNeighbour) await assertNeighbourUntouched(this.dataDir);
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** A clock that moves only when told to. */
export class StandingClock {
  private instant: number;

  constructor(start: string) {
    this.instant = Date.parse(start);
  }

  now(): Date {
    return new Date(this.instant);
  }

  forward(milliseconds: number): void {
    this.instant += milliseconds;
  }
}
