import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export const SUPERUSER = 'postgres';
/** Accepted as any other is (`trust`); it says in its name that it may stand nowhere else. */
const PASSWORD = 'pl4nted-of-the-database';

type Row = Record<string, unknown>;

/** Runs one query; the rows of the last where it holds several. */
export type Ask = (text: string) => Promise<readonly Row[]>;

/** The databases of a PostgreSQL that runs on the loopback interface; several spec files may share it. */
export class PostgresDatabases {
  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /** Those of the server at this address. */
  static at(url: string): PostgresDatabases {
    const { hostname, port } = new URL(url);
    return new PostgresDatabases(hostname, Number(port));
  }

  /** Address of a database; the superuser's unless another role is named. */
  url(database = 'postgres', user = SUPERUSER): string {
    return `postgres://${user}:${PASSWORD}@${this.host}:${this.port}/${database}`;
  }

  /** Creates a database, empty or as a copy of one without connections, and gives its address. */
  async createDatabase(copyOf?: string): Promise<string> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    // Copying files takes a quarter of what copying through the log takes, which is the default.
    const template = copyOf === undefined ? 'template1' : new URL(copyOf).pathname.slice(1);
    await this.query(`create database ${name} template ${template} strategy file_copy`);
    return this.url(name);
  }

  /** A database of that name to copy from; the first who asks, in whichever process, creates and fills it. */
  async template(name: string, fill: (url: string) => Promise<void>): Promise<string> {
    const client = new Client({ connectionString: this.url() });
    await client.connect();
    try {
      await client.query('select pg_advisory_lock(1)');
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
      if (rowCount === 0) {
        const draft = await this.createDatabase();
        await fill(draft);
        await client.query(`alter database ${new URL(draft).pathname.slice(1)} rename to ${name}`);
      }
      return this.url(name);
    } finally {
      // The lock goes with the connection.
      await client.end();
    }
  }

  /** Removes a database, with the connections to it. */
  async dropDatabase(url: string): Promise<void> {
    await this.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
  }

  /** Runs SQL as the superuser, on a connection of its own. */
  async query(text: string, url = this.url()): Promise<readonly Row[]> {
    return this.connected(url, (ask) => ask(text));
  }

  /** Runs several queries as the superuser, on one connection. */
  async connected<T>(url: string, use: (ask: Ask) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await use(async (text) => (await client.query<Row>(text)).rows);
    } finally {
      await client.end();
    }
  }
}
