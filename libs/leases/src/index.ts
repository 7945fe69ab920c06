export { EmbeddedLeases } from './embedded-leases';
export { type HeldLease, holdLease, type HoldLeaseOptions, type LeaseNotice } from './hold-lease';
export { type LeaseGrant, LeaseLostError, type Leases, type WriteFence } from './lease';
export { createLeaseTables, type LeaseDatabase, PostgresLeases } from './postgres-leases';
export { type LeasedWork, runWhileHeld } from './run-while-held';
