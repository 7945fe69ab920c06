import { eventStoreContract } from '@ledger/event-store/testing';
import { openFileHarness } from './sqlite-harness';

eventStoreContract('SQLite, in a file', openFileHarness, { dropConnections: 'a file has no connection to lose' });
