import { compileDefinition, decide, escalationStatusAt, fold, isOverdue } from '../src';
import type { DefinitionDocument, JourneyCommand, JourneyState } from '../src';
import {
  after,
  callback,
  claimedBy,
  escalationAfter,
  ESCALATION_NOW as now,
  givenEscalation,
  requestedOf,
  webhook,
  type Timed,
} from './escalation.test-support';

const SERVED: DefinitionDocument = {
  id: 'Served',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: {
      timeout: { after: 'PT1M', target: 'LATE', escalation: 'callback' },
      transitions: [{ target: 'AGENT' }, { target: 'PAID' }],
    },
    AGENT: {
      escalation: 'desk',
      transitions: [
        { target: 'WELCOME' },
        { target: 'AGENT' },
        { target: 'PAID' },
        { target: 'LOST' },
        { target: 'GONE' },
      ],
    },
    LATE: { escalation: 'watch', transitions: [{ target: 'AGENT' }, { target: 'PAID' }] },
    PAID: { final: true, outcome: 'success' },
    LOST: { final: true, outcome: 'failure' },
    GONE: { final: true },
  },
  escalations: {
    callback: { kind: 'callback' },
    desk: { kind: 'queue', withdrawWhen: 'left' },
    watch: { kind: 'queue', withdrawWhen: 'never' },
  },
};
const definition = compileDefinition(SERVED);

/** Runs commands one after the other on a journey of session `s`; gives what each withdraws, and the journey. */
function run(...commands: readonly object[]) {
  let state: JourneyState | undefined;
  const withdrawn: unknown[] = [];
  for (const [index, command] of [{ type: 'StartJourney' }, ...commands].entries()) {
    const full = {
      now,
      sessionId: 's',
      commandId: `c${index}`,
      reason: 'r',
      expectedRevision: state?.revision,
      ...command,
    } as JourneyCommand;
    const decision = decide(full, state, definition);
    if (decision.kind !== 'accepted') throw new Error(`${JSON.stringify(command)} is ${decision.kind}.`);
    const revision = (state?.revision ?? -1n) + 1n;
    const events = decision.events.map((event, n) => ({ ...event, revision: revision + BigInt(n), occurredAt: now }));
    state = fold(events, state);
    const { data } = decision.events[0];
    withdrawn.push('withdraws' in data ? data.withdraws : undefined);
  }
  return { withdrawn: withdrawn.slice(1), asked: state?.asked };
}

const to = (targetStateId: string) => ({ type: 'TransitionJourney', targetStateId });
const move = (targetStateId: string) => ({ type: 'MoveJourney', targetStateId });
const timeOut = (enteredRevision: bigint) => ({ type: 'AbortOnTimeout', enteredRevision, now: after(120) });

describe('an escalation that a journey asked for', () => {
  it('is withdrawn by default once a later command enters a final state that is a success', () => {
    const { withdrawn, asked } = run(timeOut(0n), to('PAID'));
    expect(withdrawn).toEqual([undefined, ['s:1']]);
    expect(asked).toMatchObject([{ escalation: 'watch', isSecond: true }]);
    expect(run(timeOut(0n), move('PAID')).withdrawn[1]).toEqual(['s:1']);
  });

  it('stays where the journey times out, is aborted, or ends otherwise', () => {
    expect(run(timeOut(0n), move('LOST')).withdrawn).toEqual([undefined, undefined]);
    expect(run(timeOut(0n), move('GONE')).withdrawn).toEqual([undefined, undefined]);
    expect(run(timeOut(0n), move('ABORT_TIMEOUT')).withdrawn).toEqual([undefined, undefined]);
    expect(run(timeOut(0n), to('AGENT'), move('ABORT_TIMEOUT')).withdrawn.at(-1)).toEqual(['s:2']);
  });

  it('is withdrawn earlier where it says so: once a command leaves the state, but not to enter it again', () => {
    expect(run(to('AGENT'), to('AGENT')).withdrawn).toEqual([undefined, undefined]);
    expect(run(to('AGENT'), to('AGENT'), to('WELCOME')).withdrawn.at(-1)).toEqual(['s:1', 's:2']);
    expect(run(to('AGENT'), { type: 'RestartJourney' }).withdrawn).toEqual([undefined, ['s:1']]);
    expect(run(to('AGENT'), to('GONE')).withdrawn).toEqual([undefined, ['s:1']]);
  });

  it('is withdrawn once, and asked for again by the next visit', () => {
    const { withdrawn, asked } = run(to('AGENT'), to('WELCOME'), to('AGENT'), to('PAID'));
    expect(withdrawn).toEqual([undefined, ['s:1'], undefined, ['s:3']]);
    expect(asked).toBeUndefined();
  });
});

const withdrawal = { journeyRevision: 4, journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c9', stateId: 'PAID' };
const withdraw = { type: 'WithdrawEscalation', withdrawal, now } as const;
const withdrawnAt = (at: string): Timed => ({ type: 'EscalationWithdrawn', data: withdrawal, at });
const marked: Timed = { type: 'EscalationWithdrawalMarked', data: withdrawal };

describe('withdrawing', () => {
  it('ends what waits, or is with a webhook, which is told', () => {
    givenEscalation(requestedOf(callback)).when(withdraw).then({ type: 'EscalationWithdrawn', data: withdrawal });
    givenEscalation(requestedOf(webhook)).when(withdraw).then({ type: 'EscalationWithdrawn', data: withdrawal });
    const delivered: Timed = { type: 'EscalationDelivered', data: { target: 'desk', attempt: 1, status: 200 } };
    expect(escalationAfter(requestedOf(webhook), delivered, withdrawnAt(after(9)))).toMatchObject({
      status: 'withdrawn',
      withdrawal: { ...withdrawal, at: after(9), toldAt: null },
      delivery: { attempts: 1, attemptsInRound: 0, nextAttemptAt: after(9), deliveredAt: now },
    });
  });

  it('marks what a desk has claimed, which may complete it', () => {
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)))
      .when(withdraw)
      .then({ type: 'EscalationWithdrawalMarked', data: withdrawal });
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)), marked)
      .when({ type: 'CompleteEscalation', claimant: 'ann', now })
      .then({ type: 'EscalationCompleted', data: { claimant: 'ann' } });
  });

  it('takes effect when the claim ends: by a release, or by itself', () => {
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)), marked)
      .when({ type: 'ReleaseEscalation', claimant: 'ann', now })
      .then(
        { type: 'EscalationReleased', data: { claimant: 'ann' } },
        { type: 'EscalationWithdrawn', data: withdrawal },
      );
    const state = escalationAfter(requestedOf(callback), claimedBy('ann', after(60)), marked);
    expect(state && escalationStatusAt(state, after(59))).toBe('claimed');
    expect(state && escalationStatusAt(state, after(60))).toBe('withdrawn');
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)), marked)
      .when({ type: 'ClaimEscalation', claimant: 'bob', leaseMs: 1_000, now: after(60) })
      .thenRefused('ESCALATION_ENDED', /was withdrawn: the journey entered "PAID"/);
  });

  it('changes nothing that is completed or withdrawn', () => {
    const completed: Timed = { type: 'EscalationCompleted', data: { claimant: 'ann' } };
    givenEscalation(requestedOf(callback), completed).when(withdraw).thenNothing();
    givenEscalation(requestedOf(callback), withdrawnAt(now)).when(withdraw).thenNothing();
    for (const type of ['ReleaseEscalation', 'CompleteEscalation'] as const) {
      givenEscalation(requestedOf(webhook), withdrawnAt(now))
        .when({ type, claimant: 'ann', now })
        .thenRefused('ESCALATION_ENDED', /was withdrawn/);
    }
  });

  it('takes for told only a target that accepted the news', () => {
    const given = givenEscalation(requestedOf(webhook), withdrawnAt(now));
    given.when({ type: 'RecordDelivery', status: 200, now }).thenNothing();
    given
      .when({ type: 'RecordDelivery', status: 200, message: 'withdrawn', now })
      .then({ type: 'EscalationDelivered', data: { target: 'desk', attempt: 1, status: 200, message: 'withdrawn' } });
    givenEscalation(requestedOf(webhook))
      .when({ type: 'RecordDelivery', status: 200, message: 'withdrawn', now })
      .thenNothing();
    const failure = { code: 'GONE', detail: 'The target is gone.' };
    const gaveUp = { type: 'RecordFailure', attempt: 1, failure, nextAttemptAt: null, now } as const;
    given
      .when(gaveUp)
      .then(
        { type: 'EscalationFailed', data: { target: 'desk', attempt: 1, ...failure, nextAttemptAt: null } },
        { type: 'EscalationDeadLettered', data: { target: 'desk', attempts: 1, reason: failure.detail } },
      );
  });
});

describe('an overdue escalation', () => {
  it('is one that is unhandled when it was due', () => {
    const waiting = escalationAfter(requestedOf(callback));
    expect(waiting && [isOverdue(waiting, after(899)), isOverdue(waiting, after(900))]).toEqual([false, true]);
    const withdrawn = escalationAfter(requestedOf(callback), withdrawnAt(now));
    expect(withdrawn && isOverdue(withdrawn, after(900))).toBe(false);
    const { dueBy: _, ...endless } = callback;
    const without = escalationAfter(requestedOf(endless));
    expect(without && isOverdue(without, after(900))).toBe(false);
  });
});
