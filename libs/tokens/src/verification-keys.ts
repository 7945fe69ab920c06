import type { KeyObject } from 'node:crypto';
import { importJWK, type CryptoKey, type JWK } from 'jose';

/** A public key, with the one algorithm that it may verify (RFC 8725, section 3.1). */
export interface VerificationKey {
  readonly kid: string | undefined;
  readonly algorithm: string;
  readonly key: CryptoKey | KeyObject;
}

/** Signatures that a public key verifies. What is missing: `none`, and HS*, whose key would be a secret. */
export const ALGORITHMS: readonly string[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** Of keys that name no algorithm, as those of Microsoft Entra ID: the one that issuers use with such a key. */
const BY_KIND: Readonly<Record<string, string>> = {
  RSA: 'RS256',
  'EC P-256': 'ES256',
  'EC P-384': 'ES384',
  'EC P-521': 'ES512',
  'OKP Ed25519': 'EdDSA',
};

/** RFC 7518, section 3.3. */
const LEAST_RSA_BYTES = 256;
const MOST_KEYS = 100;

/** The keys of a JWK Set (RFC 7517) that can verify signatures; all others are left aside. */
export async function verificationKeys(set: unknown): Promise<readonly VerificationKey[]> {
  const listed = isObject(set) && Array.isArray(set['keys']) ? (set['keys'] as unknown[]) : [];
  const keys = await Promise.all(listed.slice(0, MOST_KEYS).map(verificationKey));
  return keys.filter((key) => key !== undefined);
}

async function verificationKey(listed: unknown): Promise<VerificationKey | undefined> {
  if (!isObject(listed)) return undefined;
  const { kty, crv, alg, use, key_ops: operations, kid, n } = listed;
  if (use !== undefined && use !== 'sig') return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  if (kid !== undefined && typeof kid !== 'string') return undefined;
  const algorithm = alg ?? BY_KIND[kty === 'RSA' ? 'RSA' : `${String(kty)} ${String(crv)}`];
  if (typeof algorithm !== 'string' || !ALGORITHMS.includes(algorithm)) return undefined;
  if (kty === 'RSA' && !(typeof n === 'string' && Buffer.from(n, 'base64url').length >= LEAST_RSA_BYTES)) {
    return undefined;
  }
  try {
    const key = await importJWK(publicPart(listed), algorithm);
    return key instanceof Uint8Array ? undefined : { kid, algorithm, key };
  } catch {
    // Of another kind than its algorithm, or malformed: the other keys of the set still count.
    return undefined;
  }
}

/** A set that shows private members by mistake is of no more use than one that does not. */
function publicPart({ kty, crv, x, y, n, e }: Record<string, unknown>): JWK {
  return Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, member]) => member !== undefined));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
