import { nameBasedUuid, uuidNamespace } from './name-based-uuid';

/** Namespace of the ledger's event ids. Fixed for ever: another one would give every repeated append new ids. */
const EVENT_NAMESPACE = uuidNamespace('6f1d3a52-8c1e-5b0f-9f0e-4a7d0c2b9e61');

/** A UUIDv5 (RFC 9562), so that stores recognise an append sent twice. No part can imitate the joint JSON. */
export function eventId(tenant: string, sessionId: string, commandId: string, index: number): string {
  return nameBasedUuid(EVENT_NAMESPACE, JSON.stringify([tenant, sessionId, commandId, index]));
}
