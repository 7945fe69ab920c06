import type { Metadata } from '@grpc/grpc-js';
import type { Faults } from './faults';
import type { RpcError } from './protocol';
import type { TransactionLog } from './transaction-log';

/** Calls that came, since the start or since they were set to 0. */
export class CallCounts {
  /** Reads of one stream, and subscriptions and reads of all streams. */
  reads = 0;
  allReads = 0;
  /** Appends by a call of their own. */
  appends = 0;
  /** Calls that carry appends, and the appends on them. */
  batchAppendCalls = 0;
  batchedAppends = 0;

  reset(): void {
    Object.assign(this, new CallCounts());
  }
}

/** What the calls of one double share. */
export interface DoubleContext {
  readonly log: TransactionLog;
  readonly faults: Faults;
  /** `MaxAppendSize` of the server's configuration; docs.kurrent.io, "Application options". */
  readonly maxAppendSize: number;
  /** Whether the server says when a subscription has caught up: from 23.10 on. */
  readonly saysCaughtUp: boolean;
  readonly counts: CallCounts;
  /** Why a call with these headers is not served at all. */
  refusal(headers: Metadata): RpcError | undefined;
  /** The part of it that concerns wrong credentials. */
  loginRefusal(headers: Metadata): RpcError | undefined;
  /** Whether a caller without credentials needs some. */
  isDenied(headers: Metadata): boolean;
  /** Why a caller may not read or write this stream, where the server has accounts. */
  forbids(headers: Metadata, stream: string, right: '$r' | '$w'): RpcError | undefined;
  /** Why a call that needs the leader is not for this node. */
  leaderRefusal(headers: Metadata): RpcError | undefined;
  /** Calls back when calls that last are to be ended, until the returned function is called. */
  onBreak(listener: () => void): () => void;
  /** Cuts all connections. */
  drop(): void;
}
