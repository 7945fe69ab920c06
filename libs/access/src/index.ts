export { ApiKeyCredentials } from './api-key-credentials';
export { ApiKeys, ApiKeysError, hashOfKey } from './api-keys';
export * from './authentication';
export { type CredentialHeaders, keyOf } from './credentials';
export * from './principal';
export { isScope, mayDo, type Scope, SCOPES, withoutPrefix } from './scopes';
