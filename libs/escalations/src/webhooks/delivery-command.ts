import type { EscalationDelivery } from '@ledger/journey';
import type { AskedEscalationCommand } from '../commands/escalation-executor';
import { givesUpAt, nextAttemptAt, type RetryPolicy } from './retry-schedule';
import type { HeldBack } from './target-limiter';
import type { DeliveryResult } from './webhook-target';

/** What the ledger is to be told of an attempt; undefined where there is nothing to tell. */
export function deliveryCommand(
  result: DeliveryResult | HeldBack,
  delivery: EscalationDelivery,
  policy: RetryPolicy,
  { now, random }: { readonly now: number; readonly random: number },
): AskedEscalationCommand | undefined {
  switch (result.kind) {
    case 'aborted':
      return undefined;
    case 'delivered':
      return { type: 'RecordDelivery', status: result.status };
    case 'held-back':
      if (result.reason !== 'circuit-open' || now < givesUpAt(delivery, policy)) return undefined;
      return { type: 'GiveUpDelivery', reason: 'The target was down for as long as this escalation was to be tried.' };
    case 'failed': {
      const { code, status, detail, isPermanent, retryAfterMs } = result;
      const when = { now, random, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
      return {
        type: 'RecordFailure',
        attempt: delivery.attempts + 1,
        failure: { code, ...(status === undefined ? {} : { status }), detail },
        nextAttemptAt: isPermanent ? null : nextAttemptAt(delivery, policy, when),
      };
    }
    default:
      return result satisfies never;
  }
}
