import { isPlainObject } from '../plain-json';
import { ABORT_TIMEOUT } from './journey.events';
import type { EscalationReason } from './escalation-id';

/** What an event of a journey asks for. */
export interface EscalationTrigger {
  /** Name in the definition's `escalations`. */
  readonly escalation: string;
  readonly reason: EscalationReason;
  /** The state that timed out, or that was entered; undefined if the event does not say. */
  readonly stateId: string | undefined;
  /** When, on the clock of the timeouts; undefined if the event does not say. */
  readonly at: string | undefined;
}

/**
 * The escalations that an event of a journey asks for, in the order of their ids: at most two, since a state that times
 * out may lead to one that escalates on entry. If both ask for the same one, it is asked for once. The events carry the
 * names: what was decided under a definition stays so.
 */
export function escalationTriggers(type: string, data: unknown): readonly EscalationTrigger[] {
  if (!isPlainObject(data)) return [];
  if (type !== ABORT_TIMEOUT) {
    const stateId = text(data['to']) ?? text(data['stateId']);
    return trigger(data['escalation'], 'entry', stateId, text(data['enteredAt']));
  }
  const at = text(data['abortedAt']);
  const onTimeout = trigger(data['escalation'], 'timeout', text(data['from']), at);
  const onEntry = trigger(data['nextEscalation'], 'entry', text(data['to']), at);
  return onTimeout[0]?.escalation === onEntry[0]?.escalation ? onTimeout : [...onTimeout, ...onEntry];
}

function trigger(
  escalation: unknown,
  reason: EscalationReason,
  stateId: string | undefined,
  at: string | undefined,
): readonly EscalationTrigger[] {
  return typeof escalation === 'string' ? [{ escalation, reason, stateId, at }] : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
