import type { ProcessorNotice, ProjectionStatus, PoisonEventPolicy } from '@ledger/projections';

/** What the projector's thread is started with. */
export interface ProjectorWorkerData {
  /** Absolute paths. */
  readonly ledgerPath: string;
  readonly readModelsPath: string;
  /** What becomes of a projection that does not take an event; `stop` where absent. */
  readonly onPoisonEvent?: PoisonEventPolicy;
}

/** To the thread. */
export type ProjectorRequest = { readonly kind: 'stop' };

/** From the thread. After `stopped` it ends by itself. */
export type ProjectorResponse =
  | { readonly kind: 'status'; readonly projections: readonly ProjectionStatus[] }
  | { readonly kind: 'notice'; readonly notice: ProjectorNotice }
  /** `error` is absent where it was asked to stop; where it is there, starting again would not help. */
  | { readonly kind: 'stopped'; readonly error?: string };

/** What an operator should hear of; errors as their sentence, since threads cannot hand each other an error whole. */
export type ProjectorNotice =
  | Exclude<ProcessorNotice, { readonly kind: 'failed' }>
  | {
      readonly kind: 'failed';
      readonly error: string;
      readonly attempt: number;
      /** Null: it gave up. */
      readonly retryInMs: number | null;
    }
  /** The thread itself ended and is started again. */
  | { readonly kind: 'restarting'; readonly error: string; readonly restart: number; readonly inMs: number };
