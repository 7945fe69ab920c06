import { openPostgresReadModels } from '../../database/open-postgres-read-models';
import type { Projection } from '../../delivery/projection';
import type { ReadModelsHarness } from '../read-model-queries.contract';
import { PostgresServer } from './postgres-server';

/** A PostgreSQL for the specs of one file, which starts before the first of them and ends after the last. */
export interface PostgresForTests {
  /** Throws outside of tests and hooks: it runs only while they do. */
  readonly server: PostgresServer;
  /** Enrols PostgreSQL in suites that take any read models: a database of its own for each test. */
  readonly readModels: ReadModelsHarness;
}

/** To be called where `describe` may be. Starting takes some seconds, once for all specs of the file. */
export function postgresForTests(): PostgresForTests {
  let running: PostgresServer | undefined;
  let template: Promise<string> | undefined;
  const server = (): PostgresServer => {
    if (running === undefined) throw new Error('PostgreSQL runs only while the tests of this file do.');
    return running;
  };
  beforeAll(async () => {
    running = await PostgresServer.create();
  });
  afterAll(async () => {
    await running?.destroy();
    running = undefined;
  });
  async function createTemplate(): Promise<string> {
    const url = await server().createDatabase();
    await (await openPostgresReadModels({ url })).close();
    return url;
  }
  return {
    get server() {
      return server();
    },
    readModels: {
      open: async (projections?: readonly Projection[]) => {
        template ??= createTemplate();
        return openPostgresReadModels({
          url: await server().createDatabase(await template),
          ...(projections && { projections }),
        });
      },
      dispose: async (database) => {
        await database.close();
        await server().dropDatabase(database.name);
      },
    },
  };
}
