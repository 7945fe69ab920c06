import fc from 'fast-check';
import { decideEscalation, evolveEscalation } from '../src';
import type { EscalationCommand, EscalationState } from '../src';
import { after, callback, webhook } from './escalation.test-support';

const claimant = fc.constantFrom('ann', 'bob');
const now = fc.constant('');
const commands = fc.array(
  fc.record({
    /** Seconds since the command before. */
    pause: fc.integer({ min: 0, max: 90 }),
    command: fc.oneof(
      fc.record({ type: fc.constant('RequestEscalation' as const), request: fc.constantFrom(callback, webhook), now }),
      fc.record({
        type: fc.constant('ClaimEscalation' as const),
        claimant,
        leaseMs: fc.constantFrom(1_000, 60_000),
        renew: fc.boolean(),
        now,
      }),
      fc.record({ type: fc.constant('ReleaseEscalation' as const), claimant, now }),
      fc.record({ type: fc.constant('CompleteEscalation' as const), claimant, now }),
      fc.record({ type: fc.constant('ReplayEscalation' as const), now }),
      fc.record({
        type: fc.constant('WithdrawEscalation' as const),
        withdrawal: fc.constant({ journeyRevision: 4, journeyEventId: 'e', stateId: 'PAID' }),
        now,
      }),
      fc.record({
        type: fc.constant('RecordDelivery' as const),
        status: fc.constant(200),
        message: fc.constantFrom(undefined, 'withdrawn' as const),
        now,
      }),
      fc.record({
        type: fc.constant('RecordFailure' as const),
        attempt: fc.integer({ min: 1, max: 4 }),
        failure: fc.constant({ code: 'TIMEOUT', detail: 'No answer came.' }),
        nextAttemptAt: fc.constantFrom(null, after(10_000)),
        now,
      }),
      fc.record({ type: fc.constant('GiveUpDelivery' as const), reason: fc.constant('too old'), now }),
    ),
  }),
  { maxLength: 30 },
) as fc.Arbitrary<readonly { readonly pause: number; readonly command: EscalationCommand }[]>;

/** Runs commands one after the other, and shows each step. */
function run(
  steps: readonly { readonly pause: number; readonly command: EscalationCommand }[],
  look: (before: EscalationState | undefined, command: EscalationCommand, after: EscalationState | undefined) => void,
): void {
  let state: EscalationState | undefined;
  let revision = 0n;
  let seconds = 0;
  for (const step of steps) {
    seconds += step.pause;
    const command = { ...step.command, now: after(seconds) };
    const decision = decideEscalation(command, state);
    const before = state;
    if (decision.kind === 'accepted') {
      expect(decision.events.length).toBeGreaterThan(0);
      for (const { type, data } of decision.events) {
        state = evolveEscalation(state, { type, data, revision, occurredAt: command.now });
        revision += 1n;
      }
    }
    look(before, command, state);
  }
}

describe('an escalation through any commands', () => {
  it('takes each command once: sent again at the same instant it appends nothing', () => {
    fc.assert(
      fc.property(commands, (steps) => {
        run(steps, (_, command, state) => {
          expect(decideEscalation(command, state).kind).not.toBe('accepted');
        });
      }),
    );
  });

  it('never leaves completed, and delivers nothing more from there', () => {
    fc.assert(
      fc.property(commands, (steps) => {
        run(steps, (before, _, state) => {
          if (before?.status !== 'completed') return;
          expect(state).toBe(before);
          expect(before.delivery?.nextAttemptAt ?? null).toBeNull();
        });
      }),
    );
  });

  it('has one holder at a time: a claim passes on only when it was released or has run out', () => {
    fc.assert(
      fc.property(commands, (steps) => {
        run(steps, (before, { now }, state) => {
          const held = before?.status === 'claimed' ? before.claim : null;
          if (held === null || state?.status !== 'claimed' || state.claim?.claimant === held.claimant) return;
          expect(Date.parse(held.until)).toBeLessThanOrEqual(Date.parse(now));
        });
      }),
    );
  });

  it('plans a next attempt exactly while it is being delivered, and counts every attempt', () => {
    fc.assert(
      fc.property(commands, (steps) => {
        run(steps, (before, _, state) => {
          if (state === undefined) return;
          expect(state.delivery === null).toBe(state.request.kind !== 'webhook');
          if (state.delivery === null)
            return expect(['open', 'claimed', 'completed', 'withdrawn']).toContain(state.status);
          if (state.status !== 'withdrawn')
            expect(state.delivery.nextAttemptAt !== null).toBe(state.status === 'delivering');
          else if (state.withdrawal?.toldAt !== null) expect(state.delivery.nextAttemptAt).toBeNull();
          expect(state.delivery.attempts).toBeGreaterThanOrEqual(before?.delivery?.attempts ?? 0);
          return expect(['delivering', 'delivered', 'dead-lettered', 'completed', 'withdrawn']).toContain(state.status);
        });
      }),
    );
  });
});
