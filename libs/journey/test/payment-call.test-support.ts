import type { JourneyEvent } from '../src';
import { journeySpec, paymentCall } from '../src/testing';
import type { SpecCommand, SpecEvent } from '../src/testing';

/** The instant at which the commands of the specs are decided. */
export const NOW = '2026-03-01T10:00:00.000Z';
export const { given } = journeySpec(paymentCall, NOW);

export const at = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

export function started(over: object = {}): SpecEvent {
  return {
    type: 'JourneyStarted',
    data: {
      definitionId: 'PaymentCall',
      definitionVersion: 1,
      definitionHash: paymentCall.hash,
      stateId: 'WELCOME',
      channel: 'voice',
      context: { verified: false, fraudScore: 0 },
      enteredAt: NOW,
      deadline: at(2),
      deadlinePolicy: 'definition',
      ...over,
    },
  };
}

export function moved(from: string, to: string, over: object = {}): SpecEvent {
  return { type: 'JourneyTransitioned', data: { from, to, enteredAt: NOW, ...over } };
}

export const identify = moved('WELCOME', 'IDENTIFY', { deadline: at(3), deadlinePolicy: 'definition' });
export const to = (targetStateId: string, over: object = {}): SpecCommand => ({
  type: 'TransitionJourney',
  targetStateId,
  ...over,
});

export function abort(
  from: string,
  of: { deadline: string; policy?: string },
  abortedAt: string,
  detectedBy: string,
): JourneyEvent {
  return {
    type: 'ABORT_TIMEOUT',
    data: {
      from,
      to: 'ABORT_TIMEOUT',
      enteredAt: NOW,
      deadline: of.deadline,
      detectedBy,
      policy: of.policy ?? 'definition',
      abortedAt,
      nextDeadline: new Date(Date.parse(abortedAt) + 86_400_000).toISOString(),
      nextDeadlinePolicy: 'definition',
    },
  } as JourneyEvent;
}
