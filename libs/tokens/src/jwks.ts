import { errorMessage, type Clock } from '@ledger/runtime';
import { TokenKeysUnavailableError } from './token-errors';
import { verificationKeys, type VerificationKey } from './verification-keys';

export interface JwksOptions {
  /** Address of the issuer's JWK Set. */
  readonly url: string;
  readonly clock: Clock;
  /** Told, for operators, why the set could not be read. */
  readonly onFailure?: (sentence: string) => void;
}

/** Whatever tokens ask for, the issuer is asked at most once in this time, milliseconds. */
export const JWKS_PAUSE_MS = 30_000;
/** Age at which the set is read again, so that a key that the issuer removed ends, milliseconds. */
export const JWKS_FRESH_MS = 600_000;
/** Longest time that a set which cannot be read again still counts, milliseconds. */
export const JWKS_KEPT_MS = 3_600_000;

const ANSWER_MS = 5_000;
const MOST_BYTES = 262_144;

/** The keys of an issuer, by its JWK Set: read at the first token, kept, and read again for a key that it lacks. */
export class Jwks {
  #keys: readonly VerificationKey[] = [];
  #readAt: number | undefined;
  #askedAt: number | undefined;
  #reading: Promise<void> | undefined;

  constructor(private readonly options: JwksOptions) {}

  /**
   * The key of a token's header; undefined if the issuer has no such key.
   * @param kid undefined: the only key of this algorithm, if there is just one.
   */
  async keyOf(kid: string | undefined, algorithm: string): Promise<VerificationKey | undefined> {
    const now = this.options.clock.now().getTime();
    if (this.#readAt === undefined || now - this.#readAt >= JWKS_FRESH_MS) await this.#read(now);
    if (kid !== undefined && !this.#keys.some((key) => key.kid === kid)) await this.#read(now);
    if (this.#readAt === undefined || now - this.#readAt >= JWKS_KEPT_MS) {
      throw new TokenKeysUnavailableError('The keys of the token issuer cannot be read. Retry.');
    }
    const fitting = this.#keys.filter((key) => key.algorithm === algorithm && (kid === undefined || key.kid === kid));
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  /** All that need it share one request; within the pause there is none. */
  async #read(now: number): Promise<void> {
    if (this.#reading !== undefined) return this.#reading;
    if (this.#askedAt !== undefined && now - this.#askedAt < JWKS_PAUSE_MS) return;
    this.#askedAt = now;
    this.#reading = this.#replaceKeys(now).finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #replaceKeys(now: number): Promise<void> {
    try {
      const keys = await verificationKeys(await jsonAt(this.options.url));
      if (keys.length === 0) throw new Error('it has no key that can verify signatures');
      this.#keys = keys;
      this.#readAt = now;
    } catch (error) {
      this.options.onFailure?.(`The JWK Set at OAUTH_JWKS_URL cannot be read: ${errorMessage(error)}.`);
    }
  }
}

/** A redirect would lead away from the address that the operator trusts. */
async function jsonAt(url: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!response.ok) throw new Error(`its server answers ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body = (response.body ?? []) as AsyncIterable<Uint8Array>;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}
