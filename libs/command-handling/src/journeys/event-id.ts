import { parse, v5 } from 'uuid';

/** Namespace of the ledger's event ids. Fixed for ever: another one would give every repeated append new ids. */
const EVENT_NAMESPACE = parse('6f1d3a52-8c1e-5b0f-9f0e-4a7d0c2b9e61');

/**
 * The id of an event: a UUIDv5 (RFC 9562) of tenant, session, command id and place in the command's batch, so that a
 * store can recognise the same append sent twice. The parts are joined as JSON, which no part can imitate.
 */
export function eventId(tenant: string, sessionId: string, commandId: string, index: number): string {
  return v5(Buffer.from(JSON.stringify([tenant, sessionId, commandId, index])), EVENT_NAMESPACE);
}
