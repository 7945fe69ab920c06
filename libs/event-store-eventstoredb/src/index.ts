export {
  type ConnectionSettings,
  type Endpoint,
  type NodePreference,
  parseConnectionString,
} from './connection-string';
export type { FilterWindow } from './all-filter';
export { EventStoreDbEventStore, type EventStoreDbOptions } from './event-store-db-event-store';
