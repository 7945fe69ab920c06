import { createHash } from 'node:crypto';
import { NamedError } from '@ledger/plain-data';
import { isScope, SCOPES, withoutPrefix, type Scope } from './scopes';

/** Who a key belongs to, and what it may do. */
export interface ApiClient {
  readonly clientId: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** The list of keys is malformed; the sentence never repeats a key. */
export class ApiKeysError extends NamedError {
  readonly code = 'API_KEYS_INVALID';
}

const ENTRY = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63}):([0-9a-f]{64}):(.+)$/;

/** The stored form of a key: lower-case hexadecimal SHA-256 of its UTF-8. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** API keys by their hashes, so that the time of a look-up says nothing about how much of a guess was right. */
export class ApiKeys {
  private constructor(private readonly clients: ReadonlyMap<string, ApiClient>) {}

  /** Reads `<client id>:<SHA-256 of the key, hex>:<scope>+<scope>`, several apart by commas; strips `scopePrefix`. */
  static parse(text: string, scopePrefix = ''): ApiKeys {
    const clients = new Map<string, ApiClient>();
    const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
    if (entries.length === 0) throw new ApiKeysError('API_KEYS is empty; it must list at least one key.');
    entries.forEach((entry, index) => {
      const [, clientId, hash, scopes] = ENTRY.exec(entry) ?? [];
      if (clientId === undefined || hash === undefined || scopes === undefined) {
        throw new ApiKeysError(
          `Entry ${index + 1} of API_KEYS must be <client id>:<SHA-256 of the key in lower-case hexadecimal>:<scope>+<scope>.`,
        );
      }
      if (clients.has(hash)) throw new ApiKeysError(`Entry ${index + 1} of API_KEYS repeats an earlier key.`);
      clients.set(hash, { clientId, scopes: scopesOf(scopes, clientId, scopePrefix) });
    });
    return new ApiKeys(clients);
  }

  clientOf(key: string): ApiClient | undefined {
    return this.clients.get(hashOfKey(key));
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
