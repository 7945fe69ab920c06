import type { OperationState, OperationStatus } from '@ledger/journey';
import type { PortToken } from '@ledger/plain-data';
import type { Page } from './read-model-queries';
import type { Sight } from './sight';

/** A batch operation as the read model has it. */
export interface OperationRow {
  readonly tenant: string;
  readonly operationId: string;
  readonly state: OperationState;
  /** Of its last event. */
  readonly position: string;
}

export interface OperationSearch {
  readonly sight: Sight;
  readonly status?: OperationStatus;
  readonly cursor?: string;
  readonly limit: number;
}

/** All queries of the operations' read model; eventually consistent. */
export interface OperationQueries {
  /** The newest first. Throws `InvalidCursorError`. */
  operations(search: OperationSearch): Promise<Page<OperationRow>>;
  /** Undefined if no such operation has been projected. */
  operation(sight: Sight, operationId: string): Promise<OperationRow | undefined>;
  /** Of all tenants: those that a runner has work for, the oldest first. */
  operationsUnderWay(limit: number): Promise<readonly Pick<OperationRow, 'tenant' | 'operationId'>[]>;
}

export const OPERATION_QUERIES: PortToken<OperationQueries> = Symbol('OPERATION_QUERIES');
