import { defined } from '@ledger/plain-data';
import type {
  ClaimEscalation,
  CompleteEscalation,
  EscalationCommand,
  RecordFailure,
  ReleaseEscalation,
} from './escalation.commands';
import {
  ESCALATION_CLAIMED,
  ESCALATION_COMPLETED,
  ESCALATION_DEAD_LETTERED,
  ESCALATION_DELIVERED,
  ESCALATION_FAILED,
  ESCALATION_RELEASED,
  ESCALATION_REPLAYED,
  ESCALATION_REQUESTED,
  type EscalationEvent,
} from './escalation.events';
import { markedEvents, withdrawalEvents } from './decide-withdrawal';
import {
  escalationStatusAt,
  isHeld,
  type EscalationDelivery,
  type EscalationState,
  type EscalationStatus,
} from './escalation.state';

export const ESCALATION_REFUSAL_CODES = [
  'ESCALATION_NOT_FOUND',
  'ESCALATION_NOT_CLAIMABLE',
  'ESCALATION_CLAIMED',
  'ESCALATION_CLAIM_LOST',
  'ESCALATION_ENDED',
  'ESCALATION_NOT_DEAD_LETTERED',
] as const;
export type EscalationRefusalCode = (typeof ESCALATION_REFUSAL_CODES)[number];

export type EscalationDecision =
  | { readonly kind: 'accepted'; readonly events: readonly EscalationEvent[] }
  /** It is so already. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly code: EscalationRefusalCode; readonly reason: string };

const STANDING: Readonly<Record<EscalationStatus, string>> = {
  open: 'waits in a queue',
  claimed: 'is claimed',
  delivering: 'is being delivered',
  delivered: 'was delivered',
  'dead-lettered': 'is dead-lettered',
  completed: 'is completed',
  withdrawn: 'was withdrawn',
};

const NOTHING: EscalationDecision = { kind: 'nothing' };

export function decideEscalation(command: EscalationCommand, state: EscalationState | undefined): EscalationDecision {
  if (command.type === 'RequestEscalation') {
    return state === undefined ? accepted({ type: ESCALATION_REQUESTED, data: command.request }) : NOTHING;
  }
  if (state === undefined) {
    return refused('ESCALATION_NOT_FOUND', 'There is no escalation with this id; GET /v1/escalations lists them.');
  }
  switch (command.type) {
    case 'ClaimEscalation':
      return decideClaim(command, state);
    case 'ReleaseEscalation':
      return decideRelease(command, state);
    case 'CompleteEscalation':
      return decideComplete(command, state);
    case 'WithdrawEscalation':
      return acceptedIfAny(withdrawalEvents(command, state));
    case 'ReplayEscalation':
      return decideReplay(command.reason, state);
    case 'RecordDelivery':
    case 'RecordFailure':
    case 'GiveUpDelivery':
      return state.delivery === null ? NOTHING : decideDelivery(command, state, state.delivery);
    default:
      return command satisfies never;
  }
}

/** A claim excludes every other, even by its claimant: two agents of a desk would both hold it. `renew` extends it. */
function decideClaim(
  { claimant, leaseMs, renew = false, note, now }: ClaimEscalation,
  state: EscalationState,
): EscalationDecision {
  const { status, claim } = state;
  if (hasEnded(state, now)) return ended(state);
  if (state.delivery !== null) {
    const reason = 'A webhook delivers this escalation, so it cannot be claimed. Complete it once it is done.';
    return refused('ESCALATION_NOT_CLAIMABLE', reason);
  }
  const until = new Date(Date.parse(now) + leaseMs).toISOString();
  const isClaimed = status === 'claimed' && claim !== null && isHeld(claim, now);
  if (renew) {
    if (!isClaimed || claim.claimant !== claimant) return claimLost(state, claimant, now);
    return Date.parse(until) <= Date.parse(claim.until) ? NOTHING : claimed(claimant, until, note);
  }
  if (isClaimed) {
    const reason = `${JSON.stringify(claim.claimant)} has claimed this escalation until ${claim.until}. Claim another one.`;
    return refused('ESCALATION_CLAIMED', reason);
  }
  return claimed(claimant, until, note);
}

function decideRelease({ claimant, note, now }: ReleaseEscalation, state: EscalationState): EscalationDecision {
  if (hasEnded(state, now)) return ended(state);
  if (!holds(state, claimant, now)) return claimLost(state, claimant, now);
  return accepted({ type: ESCALATION_RELEASED, data: defined({ claimant, note }) }, ...markedEvents(state));
}

/** Any claimant may complete what a webhook delivers, in any status of the delivery. */
function decideComplete({ claimant, outcome, now }: CompleteEscalation, state: EscalationState): EscalationDecision {
  if (hasEnded(state, now)) return ended(state);
  if (state.delivery === null && !holds(state, claimant, now)) return claimLost(state, claimant, now);
  return accepted({ type: ESCALATION_COMPLETED, data: defined({ claimant, outcome }) });
}

function decideReplay(reason: string | undefined, { status, delivery }: EscalationState): EscalationDecision {
  if (status !== 'dead-lettered' || delivery === null) {
    return refused(
      'ESCALATION_NOT_DEAD_LETTERED',
      `Only dead-lettered escalations can be redelivered; this one ${STANDING[status]}.`,
    );
  }
  const { target } = delivery;
  return accepted({ type: ESCALATION_REPLAYED, data: defined({ target, reason }) });
}

function decideDelivery(
  command: Extract<EscalationCommand, { type: 'RecordDelivery' | 'RecordFailure' | 'GiveUpDelivery' }>,
  { status, withdrawal }: EscalationState,
  delivery: EscalationDelivery,
): EscalationDecision {
  const isSent = status === 'delivering' || (status === 'withdrawn' && delivery.nextAttemptAt !== null);
  const { target, attempts } = delivery;
  switch (command.type) {
    case 'RecordDelivery':
      if (command.message === 'withdrawn') {
        if (status !== 'withdrawn' || withdrawal?.toldAt !== null) return NOTHING;
        const data = { target, attempt: attempts + 1, status: command.status, message: command.message };
        return accepted({ type: ESCALATION_DELIVERED, data });
      }
      // A late success counts, even if the delivery was dead-lettered in between.
      if (status !== 'delivering' && status !== 'dead-lettered') return NOTHING;
      return accepted({
        type: ESCALATION_DELIVERED,
        data: { target, attempt: attempts + 1, status: command.status },
      });
    case 'RecordFailure':
      if (!isSent || command.attempt !== attempts + 1) return NOTHING;
      return accepted(...failureEvents(command, target));
    case 'GiveUpDelivery':
      if (!isSent) return NOTHING;
      return accepted({ type: ESCALATION_DEAD_LETTERED, data: { target, attempts, reason: command.reason } });
    default:
      return command satisfies never;
  }
}

function failureEvents({ attempt, failure, nextAttemptAt }: RecordFailure, target: string): readonly EscalationEvent[] {
  const failed: EscalationEvent = { type: ESCALATION_FAILED, data: { target, attempt, ...failure, nextAttemptAt } };
  if (nextAttemptAt !== null) return [failed];
  const data = { target, attempts: attempt, reason: failure.detail };
  return [failed, { type: ESCALATION_DEAD_LETTERED, data }];
}

function holds({ status, claim }: EscalationState, claimant: string, now: string): boolean {
  return status === 'claimed' && claim?.claimant === claimant && isHeld(claim, now);
}

function claimed(claimant: string, until: string, note: string | undefined): EscalationDecision {
  return accepted({ type: ESCALATION_CLAIMED, data: defined({ claimant, until, note }) });
}

function claimLost({ claim, status, delivery }: EscalationState, claimant: string, now: string): EscalationDecision {
  const name = JSON.stringify(claimant);
  if (delivery !== null || claim === null || status !== 'claimed') {
    return refused('ESCALATION_CLAIM_LOST', `${name} has not claimed this escalation. Claim it first.`);
  }
  if (claim.claimant !== claimant) {
    const other = JSON.stringify(claim.claimant);
    return refused('ESCALATION_CLAIM_LOST', `${name} has no claim on this escalation; ${other} has claimed it.`);
  }
  return refused(
    'ESCALATION_CLAIM_LOST',
    `The claim of ${name} expired at ${claim.until}; it is ${now}. Claim it again.`,
  );
}

function hasEnded(state: EscalationState, now: string): boolean {
  const status = escalationStatusAt(state, now);
  return status === 'completed' || status === 'withdrawn';
}

function ended({ withdrawal, completion }: EscalationState): EscalationDecision {
  if (completion !== null || withdrawal === null) {
    return refused('ESCALATION_ENDED', 'The escalation is completed; it accepts no further commands.');
  }
  const reason = `The escalation was withdrawn: the journey entered ${JSON.stringify(withdrawal.stateId)} at ${withdrawal.at}. It accepts no further commands.`;
  return refused('ESCALATION_ENDED', reason);
}

function accepted(...events: readonly EscalationEvent[]): EscalationDecision {
  return { kind: 'accepted', events };
}

function acceptedIfAny(events: readonly EscalationEvent[]): EscalationDecision {
  return events.length === 0 ? NOTHING : accepted(...events);
}

function refused(code: EscalationRefusalCode, reason: string): EscalationDecision {
  return { kind: 'refused', code, reason };
}
