import { Webhook } from 'standardwebhooks';
import type { EscalationState } from '@ledger/journey';
import { DEFAULT_TENANT } from './webhook-target';

/** The message; only its timestamp header and signatures differ from attempt to attempt. */
export interface WebhookMessage {
  /** Stays the same, so that a receiver can recognise a repeat. */
  readonly id: string;
  readonly body: string;
}

const REQUESTED = 'escalation.requested';
const WITHDRAWN = 'escalation.withdrawn';

/**
 * A Standard Webhooks message. The id of a request is the escalation's, behind the tenant where there are several; that it
 * was withdrawn is another message.
 */
export function webhookMessage(tenant: string, escalationId: string, state: EscalationState): WebhookMessage {
  const { request, requestedAt, withdrawal } = state;
  const id = tenant === DEFAULT_TENANT ? escalationId : `${tenant}/${escalationId}`;
  const data = { escalationId, tenant, requestedAt, ...request };
  if (withdrawal === null) {
    return { id, body: JSON.stringify({ type: REQUESTED, timestamp: request.triggeredAt, data }) };
  }
  const { at, stateId } = withdrawal;
  const withdrawn = { ...data, currentStateId: stateId, withdrawnAt: at };
  return { id: `${id}:withdrawn`, body: JSON.stringify({ type: WITHDRAWN, timestamp: at, data: withdrawn }) };
}

/** Headers of one attempt: a signature for each secret, so that either of two in rotation verifies it. */
export function webhookHeaders(
  { id, body }: WebhookMessage,
  secrets: readonly string[],
  now: Date,
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'journey-ledger',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}
