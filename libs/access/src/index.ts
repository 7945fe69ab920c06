export { type ApiClient, ApiKeys, ApiKeysError, hashOfKey } from './api-keys';
export { keyOf } from './credentials';
export { mayDo, type Scope, SCOPES } from './scopes';
