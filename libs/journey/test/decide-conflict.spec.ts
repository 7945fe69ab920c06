import type { SpecCommand, SpecEvent } from '../src/testing';
import { at, given, identify, NOW, started, to } from './payment-call.test-support';

describe('a stale revision', () => {
  const changed = (set: object): SpecEvent => ({ type: 'ContextChanged', data: { set, unset: [] } }) as SpecEvent;

  it('is a conflict where the transition does not say otherwise', () => {
    given(started(), changed({ note: 'x' }))
      .when(to('PAYMENT', { expectedRevision: 0n }))
      .thenConflict(/Reload it and retry/);
    given(started(), identify)
      .when(to('DONE', { expectedRevision: 0n }))
      .thenConflict(/Reload it and retry/);
  });

  it('is not a conflict if it is the current one', () => {
    given(started(), identify)
      .when(to('RETRY', { expectedRevision: 1n, expectedStateId: 'IDENTIFY' }))
      .then({
        type: 'JourneyTransitioned',
        data: { from: 'IDENTIFY', to: 'RETRY', enteredAt: NOW, deadline: at(1), deadlinePolicy: 'definition' },
      });
  });

  it('retries: the transition is taken if it is still legal', () => {
    given(started(), changed({ note: 'x' }))
      .when(to('IDENTIFY', { expectedRevision: 0n, context: { note: 'mine' } }))
      .then({
        type: 'JourneyTransitioned',
        data: {
          from: 'WELCOME',
          to: 'IDENTIFY',
          set: { note: 'mine' },
          resolvedConflict: { policy: 'retry', expectedRevision: 0 },
          enteredAt: NOW,
          deadline: at(3),
          deadlinePolicy: 'definition',
        },
      });
  });

  it('merges if the same properties did not change in between', () => {
    given(started(), identify, changed({ note: 'theirs' }))
      .when(to('PAYMENT', { expectedRevision: 1n, context: { verified: true } }))
      .then({
        type: 'JourneyTransitioned',
        data: {
          from: 'IDENTIFY',
          to: 'PAYMENT',
          set: { verified: true },
          guard: { expression: 'context.verified == true', inputs: { 'context.verified': true } },
          resolvedConflict: { policy: 'merge', expectedRevision: 1 },
          enteredAt: NOW,
          deadline: at(10),
          deadlinePolicy: 'definition',
        },
      });
  });

  it('does not merge over a property that was set or removed in between', () => {
    const command = to('PAYMENT', { expectedRevision: 1n, context: { verified: true, note: 'mine' } });
    given(started(), identify, changed({ note: 'theirs' }))
      .when(command)
      .thenConflict(/Context changed after revision 1: "note"/);
    given(started({ context: { note: 'old' } }), identify, {
      type: 'ContextChanged',
      data: { set: {}, unset: ['note'] },
    })
      .when(command)
      .thenConflict(/Context changed after revision 1: "note"/);
  });

  it('does not count a recorded default as a change', () => {
    const when = given(started({ context: { fraudScore: 0 } }), identify, {
      type: 'ContextChanged',
      data: { set: { verified: false }, unset: [], reason: 'schema-default' },
    }).when(to('PAYMENT', { expectedRevision: 1n, context: { verified: true } }));
    expect(when.decision).toMatchObject({ kind: 'accepted' });
  });

  it('refuses a retried transition whose guard no longer holds', () => {
    given(started(), identify, changed({ note: 'theirs' }))
      .when(to('PAYMENT', { expectedRevision: 1n, context: { verified: false } }))
      .thenRejected('GUARD_FAILED', /is false/);
  });

  it('restarts the journey', () => {
    const stale = given(started(), identify, changed({ note: 'theirs' })).when(to('RETRY', { expectedRevision: 1n }));
    expect(stale.decision).toMatchObject({ outcome: 'restarted' });
    stale.then({
      type: 'JourneyRestarted',
      data: {
        from: 'IDENTIFY',
        to: 'WELCOME',
        reason: 'A transition to RETRY expected revision 1; the journey was at 2.',
        enteredAt: NOW,
        deadline: at(2),
        deadlinePolicy: 'definition',
      },
    });
  });

  it('is a conflict whatever the policy where it never was the head, or another state was expected', () => {
    given(started())
      .when(to('IDENTIFY', { expectedRevision: 7n }))
      .thenConflict(/revision 0; you sent revision 7/);
    given(started())
      .when(to('IDENTIFY', { expectedRevision: -1n }))
      .thenConflict(/you sent revision -1/);
    given(started(), changed({ note: 'x' }))
      .when(to('IDENTIFY', { expectedRevision: 0n, expectedStateId: 'AGENT' }))
      .thenConflict(/you expected "AGENT"/);
  });

  it.each<[string, SpecCommand]>([
    ['context', { type: 'ChangeContext', patch: { note: 'y' }, expectedRevision: 0n }],
    ['channel', { type: 'ChangeChannel', channel: 'chat', expectedRevision: 0n }],
    ['deadline', { type: 'ChangeDeadline', deadline: null, reason: 'why', expectedRevision: 0n }],
    ['restart', { type: 'RestartJourney', reason: 'why', expectedStateId: 'IDENTIFY' }],
  ])('is a conflict for a change of %s', (_what, command) => {
    given(started(), changed({ note: 'x' }))
      .when(command)
      .thenConflict(/Reload it and retry/);
  });
});
