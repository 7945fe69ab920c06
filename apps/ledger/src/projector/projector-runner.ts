import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import type { ProjectorNotice } from './projector-protocol';
import { projectInThread, projectUnderLease, type ProjectorHost, type ProjectorHostStatus } from './projector-host';
import { ledgerFiles, type LedgerStores } from '../stores';
import { STORES } from '../stores.module';

/** Runs the projector while the application runs; it stops after the last request that could wait for it. */
@Injectable()
export class ProjectorRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ProjectorRunner.name);
  private host: ProjectorHost | undefined;

  constructor(
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    @Inject(STORES) private readonly stores: LedgerStores,
  ) {}

  onApplicationBootstrap(): void {
    const isEmbedded = this.config.eventStoreUrl === undefined && this.config.databaseUrl === undefined;
    const { projectionFailure: onPoisonEvent } = this.config;
    const tell = (notice: ProjectorNotice): void => this.tell(notice);
    this.host = isEmbedded
      ? projectInThread(ledgerFiles(this.config), tell, onPoisonEvent)
      : projectUnderLease(this.stores, tell, onPoisonEvent);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.host?.stop();
  }

  /** Undefined before it was started. */
  status(): ProjectorHostStatus | undefined {
    return this.host?.status();
  }

  private tell(notice: ProjectorNotice): void {
    switch (notice.kind) {
      case 'rebuilding':
        this.log.log(`The read models are rebuilt from the whole ledger: ${notice.reason}`);
        return;
      case 'failed':
        this.log.error(`Failed to apply a batch of events (attempt ${notice.attempt}): ${notice.error}`);
        return;
      case 'poison-event':
        this.log.error(
          notice.outcome === 'stop'
            ? `A projection was stopped: ${notice.reason}`
            : `An event was dead-lettered: ${notice.reason}`,
        );
        return;
      case 'gap':
        this.log.error(`${notice.positions} positions before ${notice.upTo ?? 'the end'} of the ledger had no event.`);
        return;
      case 'rebuilt':
        if (notice.status === 'failed' || notice.status === 'mismatch') {
          this.log.error(`The rebuild of the read models ended as ${notice.status}: ${notice.reason}`);
          return;
        }
        this.log.log(`The rebuild of the read models was ${notice.status}: ${notice.reason}`);
        return;
      case 'retried':
        if (notice.left > 0)
          this.log.error(`Dead letters of ${notice.stream} failed again: ${notice.reason ?? 'unknown reason'}`);
        else this.log.log(`Dead letters of ${notice.stream} were applied: ${notice.taken}.`);
        return;
      case 'restarting':
        this.log.error(`The projector ended and restarts in ${notice.inMs} ms: ${notice.error}`);
        return;
      default:
        notice satisfies never;
    }
  }
}
