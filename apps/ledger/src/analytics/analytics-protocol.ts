import type { AnalyticsQueries } from '@ledger/projections';

export interface AnalyticsWorkerData {
  /** Absolute path. */
  readonly readModelsPath: string;
}

export type Question = keyof AnalyticsQueries;

/** To the thread; without a question: close. */
export type AnalyticsRequest =
  | { readonly id: number; readonly question: Question; readonly given: readonly unknown[] }
  | { readonly question?: undefined };

/** From the thread; errors as their code and sentence, since errors do not survive the way between threads. */
export type AnalyticsResponse =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string; readonly isUnavailable: boolean };
