export { type ApiClient, ApiKeys, ApiKeysError, hashOfKey } from './api-keys';
export { type CredentialHeaders, keyOf } from './credentials';
export { isScope, mayDo, type Scope, SCOPES, withoutPrefix } from './scopes';
