import { analyticsQueriesContract, postgresForTests } from '@ledger/projections/testing';

analyticsQueriesContract('PostgreSQL', postgresForTests().readModels);
