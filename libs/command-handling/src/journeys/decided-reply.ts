import type { Decision } from '@ledger/journey';
import type { AppendingDecision } from './appended-journey';
import { journeyNotFound } from './command-definition';
import { conflictReply, lateReply, noEventReply, otherDefinitionReply, rejectedReply } from './command-replies';
import type { CommandReply } from './command-reply';
import { isExisting, viewIn, type DecisionContext } from './decision-context';

export type NoEventDecision =
  | Exclude<Decision, AppendingDecision>
  /** A start came for a session of another definition. */
  | { readonly kind: 'other-definition'; readonly reason: string }
  /** The command's id stands for another command. */
  | { readonly kind: 'reused'; readonly reason: string };

const NO_EVENT_OUTCOMES = { resumed: 'RESUMED', unchanged: 'UNCHANGED', stale: 'STALE' } as const;

/** The reply to a command that appends nothing and was not applied before. */
export function unappendedReply(
  context: DecisionContext,
  decision: Exclude<NoEventDecision, { readonly kind: 'repeated' }>,
): CommandReply {
  if (!isExisting(context)) {
    // Without a journey only a start can be refused.
    const { sessionId } = context.command.request.command;
    if (decision.kind === 'reused') return rejectedReply({ ...decision, code: 'IDEMPOTENCY_KEY_REUSED' });
    return decision.kind === 'rejected' ? rejectedReply(decision) : journeyNotFound(sessionId);
  }
  const view = viewIn(context, context.journey);
  switch (decision.kind) {
    case 'nothing':
      return noEventReply(NO_EVENT_OUTCOMES[decision.outcome], view);
    case 'conflict':
      return conflictReply(decision.reason, view);
    case 'other-definition':
      return otherDefinitionReply(decision.reason, view);
    case 'reused':
      return rejectedReply({ code: 'IDEMPOTENCY_KEY_REUSED', reason: decision.reason }, view);
    case 'late':
      return lateReply(decision.reason, view);
    case 'rejected':
      return rejectedReply(decision, view);
    case 'not-found':
      throw new TypeError(`Journey ${context.command.stream} is there and was not found.`);
  }
}
