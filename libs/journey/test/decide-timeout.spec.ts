import type { JourneyEvent } from '../src';
import type { SpecCommand } from '../src/testing';
import { abort, at, given, identify, moved, NOW, started, to } from './payment-call.test-support';

describe('timing out', () => {
  it.each<[string, SpecCommand]>([
    ['a transition', to('IDENTIFY')],
    ['a transition with a stale lock', to('IDENTIFY', { expectedRevision: 5n })],
    ['asking for the same state', to('WELCOME')],
    ['a change of context', { type: 'ChangeContext', patch: { note: 'x' } }],
    ['a hand-over', { type: 'ChangeChannel', channel: 'chat' }],
    ['a change of the deadline', { type: 'ChangeDeadline', deadline: at(60), reason: 'why' }],
    ['a restart', { type: 'RestartJourney', reason: 'why' }],
  ])('is found by %s that comes too late, and is all that happens', (_what, command) => {
    given(started())
      .when({ ...command, now: at(2) })
      .thenExpired(abort('WELCOME', { deadline: at(2) }, at(2), 'command'));
  });

  it('is not found a millisecond before the deadline', () => {
    const justBefore = new Date(Date.parse(at(2)) - 1).toISOString();
    const when = given(started()).when(to('IDENTIFY', { now: justBefore }));
    expect(when.decision).toMatchObject({ kind: 'accepted', events: [{ type: 'JourneyTransitioned' }] });
  });

  it('is recorded by the saga the same way', () => {
    given(started())
      .when({ type: 'AbortOnTimeout', enteredRevision: 0n, now: at(3) })
      .then(abort('WELCOME', { deadline: at(2) }, at(3), 'saga'));
  });

  it('names the escalation and the policy of the deadline', () => {
    const event = abort('IDENTIFY', { deadline: at(1), policy: 'session' }, at(1), 'saga');
    given(started(), moved('WELCOME', 'IDENTIFY', { deadline: at(1), deadlinePolicy: 'session' }))
      .when({ type: 'AbortOnTimeout', enteredRevision: 1n, now: at(1) })
      .then({ ...event, data: { ...event.data, escalation: 'callback' } } as JourneyEvent);
  });

  it('leads to the target of the timeout, whose own timeout starts then', () => {
    given(started(), moved('IDENTIFY', 'RETRY', { deadline: at(1), deadlinePolicy: 'definition' }))
      .when(to('IDENTIFY', { now: at(2) }))
      .thenExpired({
        type: 'ABORT_TIMEOUT',
        data: {
          from: 'RETRY',
          to: 'AGENT',
          enteredAt: NOW,
          deadline: at(1),
          detectedBy: 'command',
          policy: 'definition',
          abortedAt: at(2),
          nextDeadline: at(32),
          nextDeadlinePolicy: 'definition',
        },
      });
  });

  it('leads out of ABORT_TIMEOUT into a final state without a deadline', () => {
    given(started(), abort('WELCOME', { deadline: at(2) }, at(2), 'saga'))
      .when({ type: 'AbortOnTimeout', enteredRevision: 1n, now: at(2 + 1440) })
      .then({
        type: 'ABORT_TIMEOUT',
        data: {
          from: 'ABORT_TIMEOUT',
          to: 'DONE',
          enteredAt: at(2),
          deadline: at(2 + 1440),
          detectedBy: 'saga',
          policy: 'definition',
          abortedAt: at(2 + 1440),
        },
      });
  });

  it('changes nothing if the journey has moved on, or has more time', () => {
    const late = { type: 'AbortOnTimeout', enteredRevision: 0n, now: at(2) } as const;
    given(started(), identify).when(late).thenNothing('stale');
    given(started(), { type: 'DeadlineChanged', data: { stateId: 'WELCOME', from: at(2), to: at(9), reason: 'r' } })
      .when(late)
      .thenNothing('stale');
    given(started(), { type: 'DeadlineChanged', data: { stateId: 'WELCOME', from: at(2), to: null, reason: 'r' } })
      .when(late)
      .thenNothing('stale');
    given(started())
      .when({ ...late, now: at(1) })
      .thenNothing('stale');
  });

  it('counts from the deadline that was changed', () => {
    given(started(), { type: 'DeadlineChanged', data: { stateId: 'WELCOME', from: at(2), to: at(9), reason: 'r' } })
      .when({ type: 'AbortOnTimeout', enteredRevision: 0n, now: at(9) })
      .then(abort('WELCOME', { deadline: at(9), policy: 'session' }, at(9), 'saga'));
  });

  it('is a repeat for a saga that comes second', () => {
    const event = { ...abort('WELCOME', { deadline: at(2) }, at(2), 'command'), commandId: 'timeout:0' };
    const when = given(started(), event).when({ type: 'AbortOnTimeout', enteredRevision: 0n, now: at(5) });
    expect(when.decision).toEqual({ kind: 'repeated', first: 1n, last: 1n });
  });
});
