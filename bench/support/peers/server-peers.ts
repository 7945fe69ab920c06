import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresServer } from '@ledger/projections/testing';
import { freePort, ROOT } from '../processes';
import { answered, type OpenPeer, type Peer, type RunningPeer } from './peer';
import { startProcess } from './peer-process';
import { killTree } from './process-usage';

export const PEERS_FOLDER = join(ROOT, 'bench', 'peers');

/** As it comes, on a disk that must keep what was committed; more memory than it takes by default. */
const DURABLE = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  autovacuum: 'on',
  shared_buffers: '256MB',
  wal_level: 'replica',
};

/** Peers that are a library in a server of bench/peers. */
export const SERVER_PEERS: readonly Peer[] = [
  onPostgres('xstate', 'XState on PostgreSQL', 'xstate-postgres.cjs'),
  onPostgres('emmett-postgres', 'Emmett on PostgreSQL', 'emmett-postgres.cjs'),
  {
    id: 'emmett-sqlite',
    title: 'Emmett on SQLite',
    open: (folder) => {
      mkdirSync(folder, { recursive: true });
      return Promise.resolve({
        start: (traced) => startServer('emmett-sqlite.cjs', { DATA_DIR: folder }, traced),
        close: () => Promise.resolve(),
      });
    },
  },
  onPostgres('dbos', 'DBOS on PostgreSQL', 'dbos-postgres.cjs'),
];

function onPostgres(id: string, title: string, program: string): Peer {
  return { id, title, open: () => openOnPostgres(program) };
}

async function openOnPostgres(program: string): Promise<OpenPeer> {
  const postgres = await PostgresServer.create(DURABLE);
  const url = await postgres.createDatabase();
  let isDown = false;
  return {
    start: async (traced = []) => {
      if (traced.length > 0 && !isDown) {
        await postgres.stop();
        isDown = true;
      }
      if (isDown) await postgres.start(traced);
      isDown = false;
      const server = await startServer(program, { DATABASE_URL: url });
      return {
        ...server,
        processes: [...server.processes, postgres.pid ?? 0],
        syncs: async () => {
          const [row] = await postgres.query('SELECT sum(fsyncs) AS syncs FROM pg_stat_io');
          return Number(row?.['syncs']);
        },
        kill: async () => {
          isDown = true;
          killTree([postgres.pid ?? 0]);
          await Promise.all([server.kill(), postgres.kill()]);
        },
      };
    },
    close: () => postgres.destroy(),
  };
}

async function startServer(
  program: string,
  env: NodeJS.ProcessEnv,
  traced: readonly string[] = [],
): Promise<RunningPeer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { pid, kill } = await startProcess(
    [...traced, process.execPath, join(PEERS_FOLDER, program)],
    { NODE_ENV: 'production', PORT: String(port), ...env },
    `${url}/durability`,
  );
  return {
    url,
    processes: [pid],
    startSession: async (sessionId) => void (await answered(`${url}/sessions/${sessionId}`, {})),
    stateOf: async (sessionId) => {
      const { stateId } = (await answered(`${url}/sessions/${sessionId}`)) as { readonly stateId: string };
      return stateId;
    },
    transition: (sessionId, targetStateId, commandId) => ({
      path: `/sessions/${sessionId}/transitions`,
      body: `{"targetStateId":"${targetStateId}","commandId":"${commandId}","context":{"verified":true}}`,
    }),
    durability: async () => (await answered(`${url}/durability`)) as Record<string, unknown>,
    kill,
  };
}
