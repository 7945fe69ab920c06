import { Webhook } from 'standardwebhooks';
import type { EscalationState } from '@ledger/journey';

/** What is sent, the same at each attempt but for the instant and the signatures over it. */
export interface WebhookMessage {
  /** Stable: a receiver that honours it acts once. */
  readonly id: string;
  readonly body: string;
}

const TYPE = 'escalation.requested';
const DEFAULT_TENANT = 'default';

/**
 * The message of an escalation, as Standard Webhooks lays it out: type, the instant at which it came about, and the data.
 * Its id is the escalation's, with the tenant before it where there are several: two of them may have the same one.
 */
export function webhookMessage(tenant: string, escalationId: string, state: EscalationState): WebhookMessage {
  const { request, requestedAt } = state;
  const data = { escalationId, tenant, requestedAt, ...request };
  const body = JSON.stringify({ type: TYPE, timestamp: request.triggeredAt, data });
  return { id: tenant === DEFAULT_TENANT ? escalationId : `${tenant}/${escalationId}`, body };
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
