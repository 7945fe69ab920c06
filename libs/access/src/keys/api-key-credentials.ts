import { hashOfKey, type ApiKeys } from '../api-keys';
import { refusal, type Authentication, type KeyCredentials } from '../authentication';
import { keyOf, type CredentialHeaders } from '../credentials';
import { keyFault, looksLikeKey } from './key-format';
import type { KeyRing } from './key-ring';

const NO_KEY = refusal(
  'none',
  'The request carries no API key; send it as X-Api-Key, as Authorization: Bearer, or as the password of Authorization: Basic.',
);
const FAULTS = {
  malformed: refusal(
    'malformed',
    'The API key is malformed; a key is jlk_live_ or jlk_test_ and 36 letters and digits, all of them.',
  ),
  'wrong-checksum': refusal('wrong-checksum', 'The API key has a typing error: its checksum is wrong. Copy it again.'),
} as const;

/** Asks for an API key, wherever a caller can put one: of `API_KEYS`, or of the ledger. */
export class ApiKeyCredentials implements KeyCredentials {
  constructor(
    private readonly bootstrapKeys: ApiKeys,
    private readonly ring: KeyRing,
  ) {}

  authenticate(headers: CredentialHeaders, address: string): Authentication | Promise<Authentication> {
    const key = keyOf(headers);
    if (key === undefined) return NO_KEY;
    // Of each request again: what maps sent texts to hashes would keep clear keys in memory, to save less than 1 µs.
    const hashed = hashOfKey(key);
    const bootstrap = this.bootstrapKeys.principalOf(hashed);
    if (bootstrap !== undefined) return bootstrap;
    // A typing error is told from a key that the ledger does not have without asking it.
    const fault = this.ring.has(hashed) || !looksLikeKey(key) ? undefined : keyFault(key);
    return fault === undefined ? this.ring.holderOf(hashed, address) : FAULTS[fault];
  }

  ofHash(hashed: string, address: string): Authentication | Promise<Authentication> {
    return this.bootstrapKeys.principalOf(hashed) ?? this.ring.holderOf(hashed, address);
  }
}
