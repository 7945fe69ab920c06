import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { NamedError } from '@ledger/plain-data';

/** A text holds no private Ed25519 key; the message completes "it …" and repeats nothing of it. */
export class TokenKeyError extends NamedError {
  readonly code = 'TOKEN_KEY_INVALID';
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The private key of our own tokens: the same in all processes. */
export class TokenKey {
  readonly publicKey: KeyObject;
  /** Names the key in tokens; says nothing of it. */
  readonly kid: string;
  readonly #sealing: Buffer;

  private constructor(readonly privateKey: KeyObject) {
    this.publicKey = createPublicKey(privateKey);
    const encoded = this.publicKey.export({ type: 'spki', format: 'der' });
    this.kid = createHash('sha256').update(encoded).digest('base64url').slice(0, 16);
    const secret = privateKey.export({ type: 'pkcs8', format: 'der' });
    this.#sealing = createHmac('sha256', secret).update('sealed').digest();
  }

  /** Reads a PKCS #8 key in PEM, as `openssl genpkey -algorithm ed25519` writes it. */
  static parse(pem: string): TokenKey {
    let key: KeyObject;
    try {
      key = createPrivateKey(pem);
    } catch (error) {
      throw new TokenKeyError('has no private key in PEM', { cause: error });
    }
    if (key.asymmetricKeyType !== 'ed25519') throw new TokenKeyError(`has a key of ${key.asymmetricKeyType}`);
    return new TokenKey(key);
  }

  /** A new key, in the form that `parse` reads. */
  static generate(): string {
    return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  }

  /** A text that only this key opens again: who finds a token learns nothing of what is sealed in it. */
  seal(text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#sealing, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** What `seal` was given; undefined if this key has not sealed it. */
  open(sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(CIPHER, this.#sealing, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }
}
