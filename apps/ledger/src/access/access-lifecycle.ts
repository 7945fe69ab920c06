import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { adminKeyWarning, DEFAULT_TENANT } from '@ledger/access';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { CLOCK, ID_SOURCE, type Clock, type IdSource } from '@ledger/runtime';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { firstAdminKey } from './first-admin-key';
import { LedgerAccess } from './ledger-access';

/** Knows the keys before the first request is answered. */
@Injectable()
export class AccessLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(AccessLifecycle.name);
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
    await this.warnOfAdminKey();
  }

  private async warnOfAdminKey(): Promise<void> {
    const { config, access, clock } = this;
    if (config.access === undefined || access.hasOtherAdmins) return;
    // Of a store that is away nothing is known now; its keys are refused meanwhile.
    const stream = await access.streams.keysOf(DEFAULT_TENANT).catch(() => undefined);
    const warning = stream && adminKeyWarning(stream.keys, clock.now().toISOString());
    if (warning !== undefined) this.log.warn(warning);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.access.stop();
  }
}
