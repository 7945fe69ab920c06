import {
  hashOfKey,
  isRefusal,
  isScope,
  mayDo,
  refusal,
  SCOPES,
  withoutPrefix,
  type Authentication,
  type KeyCredentials,
  type Principal,
  type Scope,
} from '@ledger/access';
import { TOKEN_SECONDS, type OwnTokens } from '@ledger/tokens';
import type { FailedLogins } from '../access/failed-logins';
import { unavailable } from '../http/problem';
import type { AccessToken } from './oauth.schemas';
import { TokenProblem, tooManyLogins } from './token-problem';
import { formDecoded, type ClientCredentials, type TokenRequest } from './token-request';

export interface TokenLoginPorts {
  /** Absent where keys are not accepted. */
  readonly keys?: KeyCredentials | undefined;
  /** Absent where no key signs tokens. */
  readonly tokens?: OwnTokens | undefined;
  /** Stripped from the start of scopes. */
  readonly scopePrefix: string;
  readonly failedLogins: FailedLogins;
}

const OTHER_CLIENT = refusal(
  'unknown',
  'The client id does not belong to this key: it is the visible id of the key, or its name in API_KEYS.',
);

/** Gives a token for a key, to callers that can only log in. */
export class TokenLogin {
  constructor(private readonly ports: TokenLoginPorts) {}

  /** @param address IP address of the client. Throws a `TokenProblem`. */
  async login({ client, scope }: TokenRequest, address: string): Promise<AccessToken> {
    const { keys, tokens } = this.ports;
    if (keys === undefined) throw notIssued('AUTH_MODE has no api-key');
    if (tokens === undefined) throw notIssued('TOKEN_KEY_FILE is not set');
    const { failedLogins } = this.ports;
    const waitMs = failedLogins.waitBefore(address);
    if (waitMs > 0) throw tooManyLogins(waitMs);
    const { secret, holder } = await this.#holderOf(keys, client, address);
    const scopes = this.#granted(holder, scope);
    return {
      access_token: await tokens.issue(holder.clientId, hashOfKey(secret), scopes),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope: scopes.join(' '),
    };
  }

  async #holderOf(
    keys: KeyCredentials,
    client: ClientCredentials,
    address: string,
  ): Promise<{ readonly secret: string; readonly holder: Principal }> {
    let refused = refusal('unknown', 'This ledger does not accept the API key.');
    for (const { id, secret } of [client, formDecoded(client)].filter((one) => one !== undefined)) {
      const holder = await keys.authenticate({ 'x-api-key': secret }, address);
      if (isRefusal(holder)) {
        if (holder.refused === 'unavailable') throw unavailable(holder.reason);
        refused = holder;
      } else if (holder.clientId === id) {
        this.#limit(address, holder);
        return { secret, holder };
      } else refused = OTHER_CLIENT;
    }
    this.#limit(address, refused);
    throw new TokenProblem('invalid_client', refused.reason);
  }

  #limit(address: string, authentication: Authentication): void {
    const waitMs = this.ports.failedLogins.waitAfter(address, authentication);
    if (waitMs > 0) throw tooManyLogins(waitMs);
  }

  #granted({ scopes }: Principal, asked: string | undefined): readonly Scope[] {
    if (asked === undefined) return SCOPES.filter((scope) => scopes.has(scope));
    const named = asked
      .split(/ +/)
      .filter((scope) => scope !== '')
      .map((scope) => withoutPrefix(scope, this.ports.scopePrefix));
    const refused = named.find((scope) => !(isScope(scope) && mayDo(scopes, scope)));
    if (refused !== undefined) {
      throw new TokenProblem(
        'invalid_scope',
        `The key does not allow the scope ${JSON.stringify(refused.slice(0, 100))}; omit scope to get all that it allows.`,
      );
    }
    return [...new Set(named.filter(isScope))];
  }
}

function notIssued(why: string): TokenProblem {
  return new TokenProblem('unauthorized_client', `This server issues no access tokens: ${why}.`);
}
