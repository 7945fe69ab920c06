import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { CLOCK, ID_SOURCE, type Clock, type IdSource } from '@ledger/runtime';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { firstAdminKey } from './first-admin-key';
import { LedgerAccess } from './ledger-access';

/** Knows the keys before the first request is answered. */
@Injectable()
export class AccessLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** File of the administrator's first key, if this start made it. */
  firstAdminKeyFile: string | undefined;

  constructor(
    private readonly access: LedgerAccess,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.access.start();
    const { store, clock, ids } = this;
    this.firstAdminKeyFile = await firstAdminKey(this.config, this.access, { store, clock, ids });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.access.stop();
  }
}
