import type { QueryExecutorProvider } from 'kysely';
import { NamedError } from '@ledger/plain-data';

/** Once raised to an owner's token, no transaction of an earlier owner commits, however long that was frozen. */
export interface WriteFence {
  /** Shuts earlier owners out, once their running transactions have ended. Throws `LeaseLostError` if it is shut out itself. */
  raise(tx: QueryExecutorProvider): Promise<void>;
  /** To be called first in each writing transaction. Throws `LeaseLostError` if a later owner has raised the fence. */
  check(tx: QueryExecutorProvider): Promise<void>;
}

/** The right to do one piece of work, until it runs out. */
export interface LeaseGrant {
  /** Of the piece of work: `projector`, `saga/0`. */
  readonly name: string;
  readonly owner: string;
  /** Higher with each owner of that name. */
  readonly token: bigint;
  /** Omitted if no other process can own it. */
  readonly fence?: WriteFence;
}

/** Each piece of work has one owner at a time, which renews in time (`holdLease`). Any call may throw. */
export interface Leases {
  /** How long a grant lasts without being renewed, in milliseconds. */
  readonly ttlMs: number;
  /** Undefined while another process owns it. */
  acquire(name: string): Promise<LeaseGrant | undefined>;
  /** False if it has another owner. */
  renew(grant: LeaseGrant): Promise<boolean>;
  /** Lets the next process have it at once. */
  release(grant: LeaseGrant): Promise<void>;
  close(): Promise<void>;
}

/** What was written under a lease was not kept, because another owner has taken over. */
export class LeaseLostError extends NamedError {
  readonly code = 'LEASE_LOST';
  readonly retryable = false;
  constructor(
    readonly lease: string,
    readonly token: bigint,
  ) {
    super(`Lost the lease ${JSON.stringify(lease)} to another process; the work under token ${token} is not kept.`);
  }
}
