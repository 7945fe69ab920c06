export { EventStoreDbDouble, type EventStoreDbDoubleOptions } from './double/event-store-db-double';
export type { Faults } from './double/faults';
export type { LoggedEvent, TransactionLog } from './double/transaction-log';
export type { CallCounts } from './double/double-context';
export { selfSigned } from './self-signed';
