import { TENANT_ID } from '@ledger/journey';
import { Option } from 'commander';
import { matching } from './arguments';

/** Which tenant of a ledger, or of its read models, is read. Where a server is asked, the key says which. */
export function tenantOption(description = 'tenant whose data is read (default: default)'): Option {
  return new Option('--tenant <id>', description).argParser(matching(() => TENANT_ID, 'tenant'));
}
