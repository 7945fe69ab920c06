export { ApiKeys, ApiKeysError, hashOfKey } from './api-keys';
export * from './authentication';
export { type CredentialHeaders, keyOf } from './credentials';
export * from './principal';
export { ApiKeyCredentials } from './keys/api-key-credentials';
export {
  evolveKeys,
  KEY_NAME,
  KEY_NAME_SHAPE,
  KEY_STATUSES,
  keyStatus,
  type Key,
  type KeyEvent,
  type Keys,
  type KeyStatus,
} from './keys/key';
export { KEY_CHANGES, type KeyChange } from './keys/key-change';
export { KeyCatalog, type KeyCatalogPorts, type KeyOutcome } from './keys/key-catalog';
export { KeyFeed } from './keys/key-feed';
export { generateKey, KEY_PATTERN, keyFault, keyIdOf } from './keys/key-format';
export { KeyRing, TRUSTED_MS } from './keys/key-ring';
export { KeyStreams, type KeysStream } from './keys/key-streams';
export { keyCreation, keyRevocation, keyRotation } from './keys/key-requests';
export { keyDetailsView, keyListView, newKeyView, revokedKeyView, type KeyViewing } from './keys/key-view';
export { adminKeyWarning } from './keys/last-admin-key';
export { KeyUses, type KeyUse, type KeyUseStore } from './keys/key-uses';
export * from './keys/key.decider';
export * from './keys/key.events';
export { isCidr, Networks } from './keys/networks';
export { isScope, mayDo, type Scope, SCOPES, withoutPrefix } from './scopes';
export type { Read } from './reads/pending-reads';
export * from './reads/read-recorder';
export { AccessRetention, type AccessRetentionPorts, type RemovedDay, type Remover } from './reads/access-retention';
