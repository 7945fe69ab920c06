import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters } from 'jose';

export const ISSUER = 'https://login.example.com/';
export const AUDIENCE = 'https://ledger.example.com';

/** A pair of keys, and what the issuer publishes of it. */
export interface IssuerKey {
  readonly privateKey: CryptoKey;
  readonly published: JWK;
}

export interface TokenDraft {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Members that are undefined are left away. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly by?: IssuerKey;
}

export async function issuerKey(algorithm: string, kid: string, more: Partial<JWK> = {}): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const published = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig', ...more };
  return { privateKey, published };
}

/** An identity provider on loopback: it publishes its keys and signs tokens, right ones and wrong ones. */
export class TokenIssuer {
  /** What its server answers; a number: that status. */
  keys: readonly object[] | number;
  /** How often its keys were read. */
  reads = 0;
  readonly #server: Server;

  private constructor(
    readonly main: IssuerKey,
    private readonly now: () => Date,
  ) {
    this.keys = [main.published];
    this.#server = createServer((request, response) => {
      this.reads += 1;
      if (request.url !== '/keys') return void response.writeHead(302, { location: '/keys' }).end();
      if (typeof this.keys === 'number') return void response.writeHead(this.keys).end();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: this.keys }));
    });
  }

  static async start(now: () => Date): Promise<TokenIssuer> {
    const issuer = new TokenIssuer(await issuerKey('ES256', 'main'), now);
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/keys`;
  }

  /** Claims of a token that is right in all that is not changed. */
  claims(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    const now = Math.floor(this.now().getTime() / 1000);
    const right = {
      ...{ iss: ISSUER, aud: AUDIENCE, sub: 'flow-7', client_id: 'flows', tenant: 'default', jti: 'token-1' },
      ...{ iat: now, exp: now + 300, scope: 'statestore.read statestore.write' },
    };
    return Object.fromEntries(Object.entries({ ...right, ...changes }).filter(([, value]) => value !== undefined));
  }

  token({ claims, header = {}, by = this.main }: TokenDraft = {}): Promise<string> {
    const { alg, kid } = by.published;
    const parameters = Object.entries({ alg, kid, typ: 'at+jwt', ...header }).filter(
      ([, value]) => value !== undefined,
    );
    const crit = Array.isArray(header['crit'])
      ? Object.fromEntries((header['crit'] as string[]).map((name) => [name, true]))
      : {};
    return new SignJWT(this.claims(claims))
      .setProtectedHeader(Object.fromEntries(parameters) as unknown as JWTHeaderParameters)
      .sign(by.privateKey, { crit });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
