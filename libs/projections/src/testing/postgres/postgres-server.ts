import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries';
import { PostgresDatabases, SUPERUSER } from './postgres-databases';

const HOST = '127.0.0.1';
/** What may be set otherwise: by name, as in postgresql.conf. */
export type PostgresSettings = Readonly<Record<string, string>>;

// A small cache: each connection is a process, and copying the map of a large one takes longer than most queries here.
const SETTINGS: PostgresSettings = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  fsync: 'off',
  max_connections: '200',
  shared_buffers: '16MB',
  autovacuum: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
};

/** A real PostgreSQL on a free port of the loopback interface, with its data in a temporary folder. */
export class PostgresServer extends PostgresDatabases {
  readonly #binaries: PostgresBinaries;
  readonly #folder: string;
  readonly #port: number;
  readonly #killOnExit = (): void => void this.#process?.kill('SIGQUIT');
  #process: ChildProcess | undefined;

  private constructor(
    binaries: PostgresBinaries,
    folder: string,
    port: number,
    private readonly settings: PostgresSettings,
  ) {
    super(HOST, port);
    this.#binaries = binaries;
    this.#folder = folder;
    this.#port = port;
    process.once('exit', this.#killOnExit);
  }

  static async create(settings: PostgresSettings = {}): Promise<PostgresServer> {
    const binaries = await postgresBinaries();
    const folder = mkdtempSync(join(tmpdir(), 'postgres-data-'));
    const { uid, gid } = binaries.user;
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
    const initdb = ['--pgdata', folder, '--username', SUPERUSER, '--auth', 'trust', '--encoding', 'UTF8'];
    await promisify(execFile)(binaries.initdb, [...initdb, '--locale', 'C', '--no-sync', '--no-instructions'], {
      ...binaries.user,
      cwd: tmpdir(),
    });
    const server = new PostgresServer(binaries, folder, await freePort(), { ...SETTINGS, ...settings });
    await server.start();
    return server;
  }

  /**
   * Starts it, for the first time or again: on the same port, with the same data.
   * @param wrapped words before the command, such as those of a tracer.
   */
  async start(wrapped: readonly string[] = []): Promise<void> {
    const given = Object.entries(this.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const command = [...wrapped, this.#binaries.postgres, '-D', this.#folder, '-p', String(this.#port), ...given];
    const [program = '', ...args] = command;
    const server = spawn(program, args, {
      ...this.#binaries.user,
      cwd: tmpdir(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = server;
    let log = '';
    await new Promise<void>((resolve, reject) => {
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (log.includes('database system is ready to accept connections')) resolve();
      });
      server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
    });
    server.stderr.removeAllListeners('data').resume();
  }

  /** Of the server while it runs; its backends descend from it. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Ends it as the end of the machine would, but for what the system still has in memory; `start` brings it back. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (server === undefined) return;
    this.#process = undefined;
    // Its backends see that it is gone and end; the data folder is locked until then.
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }

  /** Ends every connection and stops; `start` brings it back. */
  async stop(): Promise<void> {
    const server = this.#process;
    if (server === undefined) return;
    this.#process = undefined;
    server.kill('SIGINT');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }

  /**
   * Stops it for good and removes its data.
   * @param look shown the folder of the data before.
   */
  async destroy(look: (folder: string) => void = () => undefined): Promise<void> {
    await this.stop();
    look(this.#folder);
    process.off('exit', this.#killOnExit);
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#binaries.copy !== undefined) rmSync(this.#binaries.copy, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
