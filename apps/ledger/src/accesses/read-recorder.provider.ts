import { Logger, type Provider } from '@nestjs/common';
import { ReadRecorder } from '@ledger/access';
import { EVENT_STORE } from '@ledger/event-store';
import { CLOCK, ID_SOURCE, provided, systemScheduler } from '@ledger/runtime';
import type { LedgerConfig } from '../config/ledger.config';
import { LedgerMetrics } from '../monitoring/ledger-metrics';

export function readRecorder({ auditReads }: Pick<LedgerConfig, 'auditReads'>): Provider {
  return provided(
    ReadRecorder,
    { store: EVENT_STORE, clock: CLOCK, ids: ID_SOURCE, metrics: LedgerMetrics },
    ({ metrics, ...ports }) => {
      const recorder = new ReadRecorder(
        { ...ports, scheduler: systemScheduler, log: new Logger('ReadRecorder') },
        { isRequired: auditReads === 'required' },
      );
      recorder.onDropped = (reads) => metrics.readsNotRecorded.inc(reads);
      return recorder;
    },
  );
}
