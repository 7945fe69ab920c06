export { parseConnectionString } from './connection/connection-string';
export { EventStoreDbEventStore, type EventStoreDbOptions } from './event-store-db-event-store';
