import type { ProcessorNotice, ProjectionStatus, PoisonEventPolicy } from '@ledger/projections';

export interface ProjectorWorkerData {
  /** Absolute paths. */
  readonly ledgerPath: string;
  readonly readModelsPath: string;
  /** What a projection does with an event that it fails to apply. Default: `stop`. */
  readonly onPoisonEvent?: PoisonEventPolicy;
}

export type ProjectorRequest = { readonly kind: 'stop' };

/** From the thread. After `stopped` it ends by itself. */
export type ProjectorResponse =
  | { readonly kind: 'status'; readonly projections: readonly ProjectionStatus[] }
  | { readonly kind: 'notice'; readonly notice: ProjectorNotice }
  /** `error` is absent if it was asked to stop; with an error, a restart would not help. */
  | { readonly kind: 'stopped'; readonly error?: string };

/** What operators need to know; errors as their sentence, since errors do not survive the way between threads. */
export type ProjectorNotice =
  | Exclude<ProcessorNotice, { readonly kind: 'failed' }>
  | {
      readonly kind: 'failed';
      readonly error: string;
      readonly attempt: number;
      /** Null: it gave up. */
      readonly retryInMs: number | null;
    }
  /** The thread itself ended and is restarted. */
  | { readonly kind: 'restarting'; readonly error: string; readonly restart: number; readonly inMs: number };
