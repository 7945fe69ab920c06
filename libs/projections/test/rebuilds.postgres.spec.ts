import { openPostgresReadModels } from '@ledger/projections';
import { postgresForTests, rebuildsContract } from '@ledger/projections/testing';

const postgres = postgresForTests();

rebuildsContract('PostgreSQL', {
  ...postgres.readModels,
  reopen: ({ name }, projections) =>
    openPostgresReadModels({ url: postgres.server.url(new URL(name).pathname.slice(1)), ...(projections && { projections }) }),
});
