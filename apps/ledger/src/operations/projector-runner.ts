import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import type { ProjectorNotice } from '../projector/projector-protocol';
import { ProjectorThread, type ProjectorThreadStatus } from '../projector/projector-thread';
import { ledgerFiles } from '../stores';

/** Runs the projector for as long as the application runs; it stops once no request is left that could wait for it. */
@Injectable()
export class ProjectorRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(ProjectorRunner.name);
  private thread: ProjectorThread | undefined;

  constructor(@Inject(LEDGER_CONFIG) private readonly config: LedgerConfig) {}

  onApplicationBootstrap(): void {
    const { ledger, readModels } = ledgerFiles(this.config);
    this.thread = ProjectorThread.start({
      ledgerPath: ledger,
      readModelsPath: readModels,
      onNotice: (notice) => this.tell(notice),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread?.stop();
  }

  /** Undefined before it was started. */
  status(): ProjectorThreadStatus | undefined {
    return this.thread?.status();
  }

  private tell(notice: ProjectorNotice): void {
    switch (notice.kind) {
      case 'rebuilding':
        this.log.log(`The read models are built from the whole ledger: ${notice.reason}`);
        return;
      case 'failed':
        this.log.error(`A batch of events was not applied (attempt ${notice.attempt}): ${notice.error}`);
        return;
      case 'restarting':
        this.log.error(`The projector ended and starts again in ${notice.inMs} ms: ${notice.error}`);
        return;
      default:
        notice satisfies never;
    }
  }
}
