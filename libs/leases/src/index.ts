export { EmbeddedLeases } from './embedded-leases';
export { type HeldLease, holdLease, type HoldLeaseOptions, type LeaseNotice } from './hold-lease';
export { type LeaseGrant, LeaseLostError, type Leases, type WriteFence } from './lease';
export { LeasedLifecycle, runUntil } from './leased-lifecycle';
export { createLeaseTables, PostgresLeases } from './postgres-leases';
