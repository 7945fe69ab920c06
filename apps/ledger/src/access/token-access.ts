import type { Credentials, KeyCredentials } from '@ledger/access';
import type { Clock } from '@ledger/runtime';
import { ForeignTokens, OwnTokens, TokenCredentials } from '@ledger/tokens';
import type { LedgerConfig } from '../config/ledger.config';
import type { FailedLogins } from './failed-logins';
import { TokenLogin } from '../oauth/token-login';
import { readTokenKey } from './token-key-file';

export interface TokenAccessPorts {
  /** Undefined if keys are not accepted. */
  readonly keys: KeyCredentials | undefined;
  readonly isTenant: (tenant: string) => boolean;
  readonly clock: Clock;
  readonly warn: (sentence: string) => void;
  readonly failedLogins: FailedLogins;
}

export interface TokenAccess {
  /** What callers have to show: keys, access tokens, or either of them; undefined: nothing. */
  readonly credentials: Credentials | undefined;
  /** Gives access tokens for keys. */
  readonly login: TokenLogin;
}

/** Access tokens beside keys, as the settings say. */
export function tokenAccess(
  config: Pick<LedgerConfig, 'access' | 'eventStoreUrl' | 'dataDir'>,
  { keys, isTenant, clock, warn, failedLogins }: TokenAccessPorts,
): TokenAccess {
  const { access } = config;
  const foreign = access?.oauth && new ForeignTokens({ ...access.oauth, isTenant, clock, onFailure: warn });
  const tokenKey = keys !== undefined ? readTokenKey(config) : undefined;
  const own = tokenKey && new OwnTokens(tokenKey, clock);
  return {
    credentials: access && new TokenCredentials({ keys, own, foreign, clock }),
    login: new TokenLogin({ keys, tokens: own, scopePrefix: access?.scopePrefix ?? '', failedLogins }),
  };
}
