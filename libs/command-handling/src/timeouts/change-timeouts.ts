import type { StreamName } from '@ledger/event-store';
import { appendRule, readRules, type RuleEvent, type RuleHistory, type RuleStreamPorts } from './timeout-rules-stream';
import {
  refusal,
  type ChangeCaller,
  type TimeoutChangeRecord,
  type TimeoutOutcome,
  type TimeoutRefusal,
} from './timeout-changes';

/** How often a change is decided again because others changed the same stream in between. */
const MAX_RETRIES = 5;

/** What a history says to a change: append it, it stands already, or it cannot be made. */
export type RuleDecision = { readonly event: RuleEvent } | { readonly standing: TimeoutChangeRecord } | TimeoutRefusal;

/**
 * Decides a change on the head of its stream and appends it there. Where the caller says no revision, it is decided
 * again when others came first; where it does, that is the answer.
 */
export async function changeStream(
  ports: RuleStreamPorts,
  stream: StreamName,
  caller: ChangeCaller & { readonly tenant: string },
  decide: (history: RuleHistory) => Promise<RuleDecision> | RuleDecision,
): Promise<TimeoutOutcome> {
  const { commandId, expectedRevision } = caller;
  for (let tries = 0; tries <= MAX_RETRIES; tries++) {
    const history = await readRules(ports, stream);
    const applied = history.changes.find((change) => commandId !== undefined && change.commandId === commandId);
    if (applied !== undefined) return { kind: 'repeated', change: applied };
    const decision = await decide(history);
    if ('kind' in decision) return decision;
    if ('standing' in decision) return { kind: 'unchanged', change: decision.standing };
    if (expectedRevision !== undefined && BigInt(expectedRevision) !== history.revision) {
      return stale(expectedRevision, history.revision);
    }
    const change = await appendRule(ports, stream, history, decision.event, caller);
    if (change !== undefined) return { kind: 'changed', change };
    if (expectedRevision !== undefined) return stale(expectedRevision, history.revision + 1n);
  }
  return refusal('REVISION_CONFLICT', 'Others kept changing these timeouts meanwhile: send it again.');
}

function stale(expected: number, actual: bigint): TimeoutRefusal {
  return refusal(
    'REVISION_CONFLICT',
    `Revision ${expected} was expected and the head is at ${actual}: read what holds now and decide anew.`,
  );
}
