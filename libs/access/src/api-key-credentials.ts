import { hashOfKey, type ApiKeys } from './api-keys';
import { refusal, type Authentication, type KeyCredentials } from './authentication';
import { keyOf, type CredentialHeaders } from './credentials';

const NO_KEY = refusal(
  'none',
  'The request carries no API key; send it as X-Api-Key, as Authorization: Bearer, or as the password of Authorization: Basic.',
);
const UNKNOWN_KEY = refusal('unknown', 'This ledger does not accept the API key.');

/** Asks for an API key, wherever a caller can put one. */
export class ApiKeyCredentials implements KeyCredentials {
  constructor(private readonly bootstrapKeys: ApiKeys) {}

  authenticate(headers: CredentialHeaders): Authentication {
    const key = keyOf(headers);
    if (key === undefined) return NO_KEY;
    return this.ofHash(hashOfKey(key));
  }

  ofHash(hashed: string): Authentication {
    return this.bootstrapKeys.principalOf(hashed) ?? UNKNOWN_KEY;
  }
}
