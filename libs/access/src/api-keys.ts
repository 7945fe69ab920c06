import { hash } from 'node:crypto';
import { NamedError } from '@ledger/plain-data';
import { DEFAULT_TENANT, type Principal } from './principal';
import { isScope, SCOPES, withoutPrefix, type Scope } from './scopes';

/** The list of keys is malformed; the sentence never repeats a key. */
export class ApiKeysError extends NamedError {
  readonly code = 'API_KEYS_INVALID';
}

const ENTRY = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63}):([0-9a-f]{64}):(.+)$/;

/** The stored form of a key: lower-case hexadecimal SHA-256 of its UTF-8. */
export function hashOfKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** The keys that the environment gives, by their hashes: the time of a look-up says nothing about how much of a guess was right. */
export class ApiKeys {
  static readonly none = new ApiKeys(new Map());

  private constructor(private readonly principals: ReadonlyMap<string, Principal>) {}

  get isEmpty(): boolean {
    return this.principals.size === 0;
  }

  /** Reads `<client id>:<SHA-256 of the key, hex>:<scope>+<scope>`, several apart by commas; strips `scopePrefix`. */
  static parse(text: string, scopePrefix = ''): ApiKeys {
    const principals = new Map<string, Principal>();
    const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
    if (entries.length === 0) throw new ApiKeysError('API_KEYS is empty; it must list at least one key.');
    entries.forEach((entry, index) => {
      const [, clientId, hashed, scopes] = ENTRY.exec(entry) ?? [];
      if (clientId === undefined || hashed === undefined || scopes === undefined) {
        throw new ApiKeysError(
          `Entry ${index + 1} of API_KEYS must be <client id>:<SHA-256 of the key in lower-case hexadecimal>:<scope>+<scope>.`,
        );
      }
      if (principals.has(hashed)) throw new ApiKeysError(`Entry ${index + 1} of API_KEYS repeats an earlier key.`);
      principals.set(hashed, {
        clientId,
        tenant: DEFAULT_TENANT,
        scopes: scopesOf(scopes, clientId, scopePrefix),
      });
    });
    return new ApiKeys(principals);
  }

  /** Who has the keys. */
  get holders(): readonly Principal[] {
    return [...this.principals.values()];
  }

  /** @param hashed `hashOfKey` of what the caller sent. */
  principalOf(hashed: string): Principal | undefined {
    return this.principals.get(hashed);
  }
}

function scopesOf(text: string, clientId: string, prefix: string): ReadonlySet<Scope> {
  const scopes = text.split('+').map((scope) => withoutPrefix(scope, prefix));
  const unknown = scopes.find((scope) => !isScope(scope));
  if (unknown !== undefined) {
    throw new ApiKeysError(
      `API_KEYS gives ${clientId} the scope ${JSON.stringify(unknown)}; scopes are ${SCOPES.join(', ')}.`,
    );
  }
  return new Set(scopes.filter(isScope));
}
