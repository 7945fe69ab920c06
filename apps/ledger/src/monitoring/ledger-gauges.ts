import { Inject, Injectable } from '@nestjs/common';
import { AttemptRecorder } from '@ledger/command-handling';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { ProjectionAdmin, type ProjectionDetails } from '@ledger/projections';
import { addFigures } from './figures';
import { LedgerMetrics } from './ledger-metrics';
import { lagOf } from './projection-lag';

@Injectable()
export class LedgerGauges {
  constructor(
    metrics: LedgerMetrics,
    @Inject(EVENT_STORE) store: EventStore,
    projections: ProjectionAdmin,
    attempts: AttemptRecorder,
    @Inject(LEDGER_CONFIG) config: LedgerConfig,
  ) {
    const labelNames = ['projection'];
    const byProjection = (help: string, figure: (row: ProjectionDetails) => number) => ({
      help,
      labelNames,
      value: async () => (await projections.details()).map((row) => [{ projection: row.name }, figure(row)] as const),
    });
    addFigures(metrics.registry, {
      projection_lag_events: {
        help: 'Events of the ledger that a projection has not applied yet.',
        labelNames,
        value: async () => {
          const [head, rows] = await Promise.all([store.lastPosition(), projections.details()]);
          return rows.map(({ name, position }) => [{ projection: name }, lagOf(head, position) ?? -1]);
        },
      },
      projection_running: byProjection(
        '1 for a projection that is live or catching up, 0 for one that has stopped.',
        ({ state }) => (state === 'stopped' ? 0 : 1),
      ),
      projection_dead_letters: byProjection(
        'Dead letters: events that a projection failed to apply and skipped.',
        ({ deadLetters }) => deadLetters,
      ),
      projection_gaps_total: byProjection(
        'Position gaps: positions of the ledger without an event for the projection.',
        ({ gaps }) => gaps,
      ),
      ledger_damaged_streams: {
        help: 'Streams that are not served, as what is stored of them is not what was written.',
        value: () => store.damaged?.names.length ?? 0,
      },
      attempts_waiting: {
        help: 'Attempts that are not recorded yet: refused commands, and such as changed nothing.',
        value: () => attempts.status().waiting,
      },
      attempts_dropped_total: {
        help: 'Attempts that could not be recorded: refused commands, and such as changed nothing.',
        value: () => attempts.status().dropped,
      },
    });
    if (config.eventStoreUrl === undefined) addDiskGauges(metrics, store);
  }
}

/** Figures of the embedded ledger: a server shows its own. */
function addDiskGauges({ registry }: LedgerMetrics, store: EventStore): void {
  addFigures(registry, {
    ledger_writer_up: {
      help: '1 if appends are stored, 0 if the last one could not be and the next one cannot either.',
      value: async () => {
        const { isWritable } = await store.health();
        return isWritable === undefined ? undefined : Number(isWritable);
      },
    },
    ledger_disk_free_bytes: {
      help: 'Bytes free on the disk of the ledger.',
      value: async () => (await store.health()).freeBytes,
    },
  });
}
