export { eventStoreContract } from './contract/event-store.contract';
export type { Ability, Harness, KillReport, RaceOutcome, Without } from './contract/harness';
export { type InMemoryEventStoreOptions, InMemoryEventStore, type InMemoryLedger } from './in-memory-event-store';
