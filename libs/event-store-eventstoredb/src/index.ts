export type { AccessFinding } from './access/access-findings';
export type { SetupPlan } from './access/access-setup';
export { type AccessCheck, EventStoreDbAccess, type Login } from './access/event-store-db-access';
export { parseConnectionString } from './connection/connection-string';
export { EventStoreDbEventStore, type EventStoreDbOptions } from './event-store-db-event-store';
