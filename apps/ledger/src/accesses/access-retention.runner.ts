import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AccessRetention } from '@ledger/access';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { CLOCK, errorMessage, ID_SOURCE, Poller, systemScheduler, type Clock, type IdSource } from '@ledger/runtime';
import { LedgerAccess } from '../access/ledger-access';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';

/** A day becomes old at midnight; a process may have been stopped then. */
const EVERY_MS = 3_600_000;
const REMOVER = { subject: 'access-retention', kind: 'saga' } as const;

/**
 * Removes the reads of old days, where the store can: that is the embedded one, which one process alone appends to, so that no
 * lease is needed.
 */
@Injectable()
export class AccessRetentionRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('AccessRetention');
  private readonly retention: AccessRetention;
  private readonly poller: Poller;

  constructor(
    private readonly access: LedgerAccess,
    @Inject(LEDGER_CONFIG) private readonly config: Pick<LedgerConfig, 'accessRetentionDays' | 'auditReads'>,
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(CLOCK) clock: Clock,
    @Inject(ID_SOURCE) ids: IdSource,
  ) {
    this.retention = new AccessRetention({ store, clock, ids });
    const pauseMs = (): number => EVERY_MS;
    this.poller = new Poller({ scheduler: systemScheduler, poll: () => this.prune(), pauseMs });
  }

  onApplicationBootstrap(): void {
    if (this.retention.isPossible) this.poller.start();
    else if (this.config.auditReads !== 'off') {
      this.log.log(
        'An event store server changes no event: the record of reads is kept, beyond ACCESS_RETENTION_DAYS too.',
      );
    }
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.poller.stop();
  }

  private async prune(): Promise<void> {
    try {
      for (const tenant of await this.access.streams.tenants()) {
        const removed = await this.retention.prune(tenant, this.config.accessRetentionDays, REMOVER);
        for (const { day, events } of removed) {
          this.log.log(`The reads of ${day} of tenant ${tenant} are removed (${events.toLocaleString('en')} events).`);
        }
      }
    } catch (error) {
      this.log.warn(`Old reads are not removed (${errorMessage(error)}); tried again in an hour.`);
    }
  }
}
