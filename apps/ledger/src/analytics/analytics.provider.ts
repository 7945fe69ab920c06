import type { FactoryProvider } from '@nestjs/common';
import { ANALYTICS_QUERIES, KyselyAnalyticsQueries, type AnalyticsQueries } from '@ledger/projections';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { ledgerFiles, type LedgerStores } from '../stores';
import { STORES } from '../stores.module';
import { AnalyticsThread } from './analytics-thread';

/** PostgreSQL does not block this process; the embedded database does, and gets a thread. */
export const analyticsProvider: FactoryProvider<AnalyticsQueries> = {
  provide: ANALYTICS_QUERIES,
  inject: [LEDGER_CONFIG, STORES],
  useFactory: (config: LedgerConfig, stores: LedgerStores) =>
    config.databaseUrl === undefined
      ? new AnalyticsThread({ readModelsPath: ledgerFiles(config).readModels })
      : new KyselyAnalyticsQueries(stores.readModels),
};
