import { postgresForTests, readModelQueriesContract } from '@ledger/projections/testing';

readModelQueriesContract('PostgreSQL', postgresForTests().readModels);
