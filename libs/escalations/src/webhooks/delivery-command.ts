import type { EscalationDelivery } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { AskedEscalationCommand } from '../commands/escalation-executor';
import { givesUpAt, nextAttemptAt, type RetryPolicy } from './retry-schedule';
import type { HeldBack } from './target-limiter';
import type { DeliveryResult } from './webhook-target';

/** The command that records an attempt; undefined if there is nothing to record. */
export function deliveryCommand(
  result: DeliveryResult | HeldBack,
  delivery: EscalationDelivery,
  policy: RetryPolicy,
  {
    now,
    random,
    isWithdrawn = false,
  }: { readonly now: number; readonly random: number; readonly isWithdrawn?: boolean },
): AskedEscalationCommand | undefined {
  switch (result.kind) {
    case 'aborted':
      return undefined;
    case 'delivered':
      return defined({
        type: 'RecordDelivery' as const,
        status: result.status,
        message: isWithdrawn ? ('withdrawn' as const) : undefined,
      });
    case 'held-back':
      if (result.reason !== 'circuit-open' || now < givesUpAt(delivery, policy)) return undefined;
      return { type: 'GiveUpDelivery', reason: 'The target was down until the attempts for this escalation ended.' };
    case 'failed': {
      const { code, status, detail, isPermanent, retryAfterMs } = result;
      return {
        type: 'RecordFailure',
        attempt: delivery.attempts + 1,
        failure: defined({ code, status, detail }),
        nextAttemptAt: isPermanent ? null : nextAttemptAt(delivery, policy, { now, random, retryAfterMs }),
      };
    }
    default:
      return result satisfies never;
  }
}
