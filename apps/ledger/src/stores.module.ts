import { Inject, Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { EVENT_STORE } from '@ledger/event-store';
import {
  ConsumerCheckpoints,
  ESCALATION_QUERIES,
  EXPORT_QUERIES,
  KyselyEscalationQueries,
  KyselyExportQueries,
  KyselyOperationQueries,
  KyselyPolicyQueries,
  OpenDeadlineCount,
  OPERATION_QUERIES,
  POLICY_QUERIES,
  ProjectionAdmin,
  READ_MODEL_QUERIES,
} from '@ledger/projections';
import { closeStores, type LedgerStores } from './stores';

/** All open stores; parts inject their own port instead. */
export const STORES = Symbol('STORES');

/** Closes the stores last: modules shut down before those that they import. */
@Injectable()
class StoresLifecycle implements OnApplicationShutdown {
  constructor(@Inject(STORES) private readonly stores: LedgerStores) {}

  onApplicationShutdown(): Promise<void> {
    return closeStores(this.stores);
  }
}

/** The open stores, under the tokens of their ports. */
@Module({})
export class StoresModule {
  static with(stores: LedgerStores): DynamicModule {
    return {
      module: StoresModule,
      providers: [
        { provide: STORES, useValue: stores },
        { provide: EVENT_STORE, useValue: stores.events },
        { provide: READ_MODEL_QUERIES, useValue: stores.queries },
        { provide: EXPORT_QUERIES, useValue: new KyselyExportQueries(stores.readModels) },
        { provide: ESCALATION_QUERIES, useValue: new KyselyEscalationQueries(stores.readModels) },
        { provide: OPERATION_QUERIES, useValue: new KyselyOperationQueries(stores.readModels) },
        { provide: POLICY_QUERIES, useValue: new KyselyPolicyQueries(stores.readModels) },
        { provide: OpenDeadlineCount, useValue: new OpenDeadlineCount(stores.readModels) },
        { provide: ConsumerCheckpoints, useValue: new ConsumerCheckpoints(stores.readModels) },
        { provide: ProjectionAdmin, useValue: new ProjectionAdmin(stores.readModels) },
        StoresLifecycle,
      ],
      exports: [
        STORES,
        EVENT_STORE,
        READ_MODEL_QUERIES,
        EXPORT_QUERIES,
        ESCALATION_QUERIES,
        OPERATION_QUERIES,
        POLICY_QUERIES,
        OpenDeadlineCount,
        ConsumerCheckpoints,
        ProjectionAdmin,
      ],
    };
  }
}
