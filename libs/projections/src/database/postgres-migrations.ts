import { createLeaseTables } from '@ledger/leases';
import type { Migration } from 'kysely';

/** What only a database that several processes share needs. */
export const postgresMigrations: Readonly<Record<string, Migration>> = {
  '0002-leases': { up: createLeaseTables },
};
