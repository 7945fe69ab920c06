import type { Metadata } from '@grpc/grpc-js';
import type { Faults } from './faults';
import type { RpcError } from './protocol';
import type { TransactionLog } from './transaction-log';

/** What the calls of one double share. */
export interface DoubleContext {
  readonly log: TransactionLog;
  readonly faults: Faults;
  /** `MaxAppendSize` of the server's configuration; docs.kurrent.io, "Application options". */
  readonly maxAppendSize: number;
  /** Whether the server says when a subscription has caught up: from 23.10 on. */
  readonly saysCaughtUp: boolean;
  /** Why a call with these headers is not served at all. */
  refusal(headers: Metadata): RpcError | undefined;
  /** Cuts all connections. */
  drop(): void;
}
