import { eventStoreContract } from '@ledger/event-store/testing';
import { openMemoryHarness } from './sqlite-harness';

eventStoreContract('SQLite, in memory', openMemoryHarness, {
  reopen: 'it is gone when it is closed',
  race: 'no other process can see it',
  dropConnections: 'it has no connection to lose',
  killDuringAppends: 'it is gone with its process',
});
