import { decideEscalation, evolveEscalation } from '../src';
import type {
  EscalationCommand,
  EscalationDecision,
  EscalationEvent,
  EscalationRefusalCode,
  EscalationRequested,
  EscalationState,
} from '../src';

export const ESCALATION_NOW = '2026-03-01T10:00:00.000Z';

/** `ESCALATION_NOW` plus seconds. */
export function after(seconds: number): string {
  return new Date(Date.parse(ESCALATION_NOW) + seconds * 1_000).toISOString();
}

export const callback: EscalationRequested = {
  escalation: 'callback',
  kind: 'callback',
  queue: 'retention',
  reason: 'timeout',
  sessionId: 'call-1',
  definitionId: 'PaymentCall',
  definitionVersion: 1,
  stateId: 'IDENTIFY',
  currentStateId: 'ABORT_TIMEOUT',
  customerId: 'customer-7',
  channel: 'voice',
  journeyRevision: 2,
  journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  triggeredAt: ESCALATION_NOW,
  dueBy: after(900),
};

export const webhook: EscalationRequested = { ...callback, escalation: 'desk', kind: 'webhook', target: 'desk' };

/** An event of an escalation, and the instant at which it happened. */
export type Timed = EscalationEvent & { readonly at?: string };

export const requestedOf = (data: EscalationRequested): Timed => ({ type: 'EscalationRequested', data });
export const claimedBy = (claimant: string, until: string): Timed => ({
  type: 'EscalationClaimed',
  data: { claimant, until },
});
export const failed = (attempt: number, nextAttemptAt: string | null): Timed => ({
  type: 'EscalationFailed',
  data: { target: 'desk', attempt, code: 'HTTP_500', status: 500, detail: 'The target answered 500.', nextAttemptAt },
});
export const deadLettered: Timed = {
  type: 'EscalationDeadLettered',
  data: { target: 'desk', attempts: 1, reason: 'The target answered 500.' },
};

export function escalationAfter(...events: readonly Timed[]): EscalationState | undefined {
  return events.reduce<EscalationState | undefined>(
    (state, { type, data, at = ESCALATION_NOW }, index) =>
      evolveEscalation(state, { type, data, revision: BigInt(index), occurredAt: at }),
    undefined,
  );
}

/** given(events).when(command).then(events), and the same command again with nothing expected. */
export function givenEscalation(...events: readonly Timed[]) {
  const state = escalationAfter(...events);
  return {
    when(command: EscalationCommand) {
      const decision = decideEscalation(command, state);
      const again = (): EscalationDecision => {
        const appended = decision.kind === 'accepted' ? decision.events : [];
        return decideEscalation(command, escalationAfter(...events, ...appended.map((event) => timed(event, command))));
      };
      return {
        then(...expected: readonly EscalationEvent[]): void {
          expect(decision).toEqual({ kind: 'accepted', events: expected });
          expect(again().kind).not.toBe('accepted');
        },
        thenNothing(): void {
          expect(decision).toEqual({ kind: 'nothing' });
          expect(again()).toEqual({ kind: 'nothing' });
        },
        thenRefused(code: EscalationRefusalCode, reason: RegExp): void {
          expect(decision).toEqual({ kind: 'refused', code, reason: expect.stringMatching(reason) });
          expect(again()).toEqual(decision);
        },
      };
    },
  };
}

function timed(event: EscalationEvent, { now }: EscalationCommand): Timed {
  return { ...event, at: now };
}
