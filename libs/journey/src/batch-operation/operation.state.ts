import type { JourneyOutcome, OperationRequested } from './operation.events';

/** In `PAUSED` and `CANCELLING` no new work begins. The last two are final. */
export const OPERATION_STATUSES = ['SELECTING', 'RUNNING', 'PAUSED', 'CANCELLING', 'CANCELLED', 'COMPLETED'] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/** What folding an operation's stream gives. The journeys themselves stay in the stream: there may be a million. */
export interface OperationState {
  readonly request: OperationRequested;
  readonly status: OperationStatus;
  /** Journeys selected so far, and whether these are all. */
  readonly selected: number;
  readonly isSelected: boolean;
  /** Journeys that are done: those before this place. */
  readonly done: number;
  readonly counts: { readonly [outcome in JourneyOutcome]: number };
  /** How often each code occurred among journeys that were not changed. */
  readonly codes: { readonly [code: string]: number };
  /** RFC 3339, UTC, milliseconds. */
  readonly requestedAt: string;
  /** When the first journey was done; null before. */
  readonly startedAt: string | null;
  readonly updatedAt: string;
  readonly endedAt: string | null;
  /** What the newest command ids stand for that callers gave: the type of the event. */
  readonly steps?: readonly (readonly [commandId: string, type: string])[];
  readonly revision: bigint;
}

export function hasEnded({ status }: Pick<OperationState, 'status'>): boolean {
  return status === 'CANCELLED' || status === 'COMPLETED';
}
