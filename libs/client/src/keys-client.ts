import { ResourceClient } from './resource-client';
import type {
  KeyDetails,
  KeyList,
  KeyRequest,
  KeyRevocation,
  KeyRotation,
  KeySearch,
  KeyTenant,
  NewKey,
  RevokedKey,
} from './types';

/** API keys: create, list, rotate and revoke them. Needs the scope `admin`. */
export class KeysClient extends ResourceClient {
  list(query: KeySearch = {}): Promise<KeyList> {
    return this.read('/v1/keys', { ...query });
  }

  /** A key, and who changed it. */
  show(keyId: string, query: KeyTenant = {}): Promise<KeyDetails> {
    return this.read(keyPath(keyId), { ...query });
  }

  /** The reply's `secret` is the key itself, this once: sent again under its `commandId`, it has none. */
  create(request: KeyRequest, query: KeyTenant = {}): Promise<NewKey> {
    return this.#change('/v1/keys', request, query);
  }

  /** The old key is accepted until the overlap ends. `secret` as for `create`. */
  rotate(keyId: string, request: KeyRotation = {}, query: KeyTenant = {}): Promise<NewKey> {
    return this.#change(`${keyPath(keyId)}/rotate`, request, query);
  }

  revoke(keyId: string, request: KeyRevocation, query: KeyTenant = {}): Promise<RevokedKey> {
    return this.#change(`${keyPath(keyId)}/revoke`, request, query, request.commandId != null);
  }

  /** What makes a key is sent once: a second reply would be without it. */
  #change<Answer>(path: string, request: object, query: KeyTenant, repeatable = false): Promise<Answer> {
    return this.send({ method: 'POST', path, query: { ...query }, body: JSON.stringify(request), repeatable });
  }
}

function keyPath(keyId: string): string {
  return `/v1/keys/${encodeURIComponent(keyId)}`;
}
