import { ApiKeyCredentials, type Credentials, type KeyRing } from '@ledger/access';
import type { Clock } from '@ledger/runtime';
import { ForeignTokens, TokenCredentials } from '@ledger/tokens';
import type { AccessConfig } from '../config/ledger.config';

/** What callers have to show: keys, access tokens, or either of them. */
export function serverCredentials(
  { bootstrapKeys, oauth }: AccessConfig,
  ring: KeyRing,
  clock: Clock,
  warn: (sentence: string) => void,
): Credentials {
  const keys = bootstrapKeys && new ApiKeyCredentials(bootstrapKeys, ring);
  const isTenant = (tenant: string): boolean => ring.tenants.includes(tenant);
  const foreign = oauth && new ForeignTokens({ ...oauth, isTenant, clock, onFailure: warn });
  return foreign === undefined && keys !== undefined ? keys : new TokenCredentials({ keys, foreign, clock });
}
