import { defined } from '@ledger/plain-data';
import { openPostgresReadModels } from '../../read-models/open-read-models';
import type { Projection } from '../../delivery/projection';
import type { ReadModelsHarness } from '../support/read-models-harness';
import type { PostgresDatabases } from './postgres-databases';
import { PostgresServer } from './postgres-server';
import { ReusedDatabases } from './reused-databases';
import { sharedPostgres } from './shared-postgres';

/** PostgreSQL for the specs of one file. */
export interface PostgresForTests<Server extends PostgresDatabases = PostgresDatabases> {
  /** Throws outside of tests and hooks: it runs only while they do. */
  readonly server: Server;
  /** Enrols PostgreSQL in suites that take any read models: a database of its own for each test. */
  readonly readModels: ReadModelsHarness;
}

/** The server that all spec files share. To be called where `describe` may be. */
export function postgresForTests(): PostgresForTests {
  return duringTests(sharedPostgres, () => Promise.resolve());
}

/** A server of this file's own, for specs that stop it or change what all its databases share. Takes a second to start. */
export function ownPostgresForTests(): PostgresForTests<PostgresServer> {
  return duringTests(
    () => PostgresServer.create(),
    (server) => server.destroy(),
  );
}

function duringTests<Server extends PostgresDatabases>(
  start: () => Promise<Server>,
  end: (server: Server) => Promise<void>,
): PostgresForTests<Server> {
  let running: Server | undefined;
  const server = (): Server => {
    if (running === undefined) throw new Error('PostgreSQL runs only while the tests of this file do.');
    return running;
  };
  const created = async (): Promise<string> => {
    const template = await server().template('read_models', async (url) => {
      await (await openPostgresReadModels({ url })).close();
    });
    return server().createDatabase(template);
  };
  const databases = new ReusedDatabases(server, created);
  beforeAll(async () => {
    running = await start();
  });
  afterAll(async () => {
    if (running !== undefined) await end(running);
    running = undefined;
  });
  return {
    get server() {
      return server();
    },
    readModels: {
      open: async (projections?: readonly Projection[]) =>
        openPostgresReadModels({ url: await databases.take(), ...defined({ projections }) }),
      dispose: async (database) => {
        await database.close();
        await databases.giveBack(database.name);
      },
    },
  };
}
