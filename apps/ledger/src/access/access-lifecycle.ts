import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { adminKeyWarning, DEFAULT_TENANT } from '@ledger/access';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { CLOCK, ID_SOURCE, systemScheduler, type Clock, type IdSource } from '@ledger/runtime';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { AdminKeyWatch } from './admin-key-watch';
import { firstAdminKey } from './first-admin-key';
import { LedgerAccess } from './ledger-access';

/** Knows the keys before the first request is answered. */
@Injectable()
export class AccessLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(AccessLifecycle.name);
  private readonly adminKey = new AdminKeyWatch({
    scheduler: systemScheduler,
    warning: () => this.adminKeyWarning(),
    warn: (warning) => this.log.warn(warning),
  });
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
    await this.adminKey.start();
  }

  private async adminKeyWarning(): Promise<string | undefined> {
    const { config, access, clock } = this;
    if (config.access === undefined || access.hasOtherAdmins) return undefined;
    // Of a store that is away nothing is known now; its keys are refused meanwhile.
    const stream = await access.streams.keysOf(DEFAULT_TENANT).catch(() => undefined);
    return stream && adminKeyWarning(stream.keys, clock.now().toISOString());
  }

  beforeApplicationShutdown(): Promise<void> {
    this.adminKey.stop();
    return this.access.stop();
  }
}
