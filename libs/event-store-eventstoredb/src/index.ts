export {
  type ConnectionSettings,
  type Endpoint,
  type NodePreference,
  parseConnectionString,
} from './connection/connection-string';
export type { FilterWindow } from './feed/all-filter';
export { EventStoreDbEventStore, type EventStoreDbOptions } from './event-store-db-event-store';
