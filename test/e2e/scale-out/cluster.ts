import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreamNotFoundError, streamName, type RecordedEvent } from '@ledger/event-store';
import { EventStoreDbEventStore } from '@ledger/event-store-eventstoredb';
import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { PostgresServer } from '@ledger/projections/testing';
import { LedgerProcess } from '../../support/ledger-process';

type Role = 'api' | 'projector' | 'saga';

/** A server as it is, which may hold what earlier runs wrote; absent: a double that each cluster starts. */
const GIVEN_SERVER = process.env['TEST_EVENT_STORE_URL'];

/** What holds only where the test may stop the event store server and cut its connections. */
export const itWithOwnServer = GIVEN_SERVER === undefined ? it : it.skip;

/** Two processes of each role on one event store server and one PostgreSQL, on this machine unless a server is given. */
export class Cluster {
  readonly #processes = new Map<string, { readonly role: Role; process: LedgerProcess }>();
  readonly #reader: EventStoreDbEventStore;

  private constructor(
    private readonly double: EventStoreDbDouble | undefined,
    private readonly eventStoreUrl: string,
    readonly postgres: PostgresServer,
    readonly databaseUrl: string,
    private readonly dataDir: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {
    this.#reader = new EventStoreDbEventStore({ url: eventStoreUrl });
  }

  /** @param settings of all processes, beside those that make them a cluster. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
    const [double, postgres] = await Promise.all([
      GIVEN_SERVER === undefined ? EventStoreDbDouble.start() : undefined,
      PostgresServer.create(),
    ]);
    const databaseUrl = await postgres.createDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'ledger-cluster-'));
    const url = double?.url ?? GIVEN_SERVER ?? '';
    const cluster = new Cluster(double, url, postgres, databaseUrl, dataDir, settings);
    for (const role of ['api', 'projector', 'saga'] as const) {
      await Promise.all([cluster.launch(role, `${role}-1`), cluster.launch(role, `${role}-2`)]);
    }
    return cluster;
  }

  /** Starts a process of that role under a name, or again under the name of one that was killed. */
  async launch(role: Role, name: string): Promise<void> {
    const own = { ROLES: role, EVENT_STORE_URL: this.eventStoreUrl, DATABASE_URL: this.databaseUrl };
    const settings = { ...this.settings, ...own };
    this.#processes.set(name, { role, process: await LedgerProcess.start(this.dataDir, settings) });
  }

  /** The double; throws where the server is a given one. */
  get ownServer(): EventStoreDbDouble {
    if (this.double === undefined) throw new Error('The event store server is not the cluster’s own.');
    return this.double;
  }

  /** Events of one stream, as the event store server has them. */
  async events(stream: string): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    try {
      for await (const event of this.#reader.readStream(streamName(stream))) events.push(event);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return events;
  }

  url(name: 'api-1' | 'api-2'): string {
    return this.process(name).url;
  }

  /** Kills the process that holds a lease, and gives its name. */
  async killOwner(lease: string): Promise<string> {
    const rows = await this.postgres.query(`select owner from leases where name = '${lease}'`, this.databaseUrl);
    const pid = Number(String(rows[0]?.['owner']).split('/').at(-2));
    const name = [...this.#processes].find(([, { process }]) => process.pid === pid)?.[0];
    if (name === undefined) throw new Error(`No process of the cluster owns ${lease}: ${JSON.stringify(rows)}.`);
    await this.process(name).kill();
    return name;
  }

  async kill(name: string): Promise<void> {
    await this.process(name).kill();
  }

  /** Starts what was killed again, in its role. */
  async revive(name: string): Promise<void> {
    const known = this.#processes.get(name);
    if (known) await this.launch(known.role, name);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#processes.values()].map(({ process }) => process.stop()));
    await this.#reader.close();
    await Promise.all([this.double?.close(), this.postgres.destroy()]);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private process(name: string): LedgerProcess {
    const known = this.#processes.get(name);
    if (!known) throw new Error(`The cluster has no process ${name}.`);
    return known.process;
  }
}
