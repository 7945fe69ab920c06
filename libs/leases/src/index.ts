export { EmbeddedLeases } from './embedded-leases';
export { type HeldLease, holdLease, type HoldLeaseOptions, type LeaseNotice } from './hold-lease';
export { type LeaseGrant, LeaseLostError, type Leases, type WriteFence } from './lease';
export { LeasedLifecycle, type LeasedLifecycleOptions, runUntil, type StartedWork } from './leased-lifecycle';
export { createLeaseTables, type LeaseDatabase, PostgresLeases } from './postgres-leases';
