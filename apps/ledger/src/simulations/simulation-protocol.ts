import type { SimulationPlan, SimulationReport } from '@ledger/journey';
import type { HistoryFilter, HistorySize } from '@ledger/projections';

export interface SimulationJob {
  /** The embedded read models' file, or the PostgreSQL server's address. */
  readonly readModels: { readonly path: string } | { readonly url: string };
  readonly plan: SimulationPlan;
  readonly filter: HistoryFilter;
  /** About how many journeys; undefined: all. */
  readonly sample: number | undefined;
}

export interface SimulationProgress extends HistorySize {
  /** About how many there are to replay. */
  readonly total: HistorySize;
}

/** From the thread. After a report or a problem it says nothing more. */
export type SimulationMessage =
  | { readonly kind: 'progress'; readonly progress: SimulationProgress }
  | {
      readonly kind: 'report';
      readonly report: SimulationReport;
      /** Of so many journeys one was replayed. */
      readonly every: number;
    }
  /** The read models cannot be read. */
  | { readonly kind: 'unavailable'; readonly reason: string };
