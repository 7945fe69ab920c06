import type { SpecCommand } from '../src/testing';
import { abort, at, given, moved, NOW, started, to } from './payment-call.test-support';

/** WELCOME timed out into ABORT_TIMEOUT, which waits for a callback; the saga found it. */
const timedOut = abort('WELCOME', { deadline: at(-1) }, NOW, 'saga');
/** RETRY timed out into AGENT, which can be reached from everywhere. */
const toAgent = {
  type: 'ABORT_TIMEOUT',
  data: {
    from: 'RETRY',
    to: 'AGENT',
    enteredAt: at(-2),
    deadline: at(-1),
    detectedBy: 'saga',
    policy: 'definition',
    abortedAt: NOW,
  },
} as const;

describe('a command that finds the state entered by a timeout', () => {
  it.each<[string, SpecCommand]>([
    ['a transition that the old state had', to('IDENTIFY')],
    ['a transition that both states have', to('AGENT')],
    ['a transition to the state that was entered', to('ABORT_TIMEOUT')],
    ['a transition that no state has', to('NOWHERE')],
    ['an event of the old state', { type: 'TransitionJourney', event: 'PAY' }],
    ['a transition under the revision before', to('IDENTIFY', { expectedRevision: 0n })],
    ['a transition under a revision that is still to come', to('IDENTIFY', { expectedRevision: 9n })],
    ['a transition under the old state', to('IDENTIFY', { expectedStateId: 'WELCOME' })],
    ['a start', { type: 'StartJourney' }],
    ['a change of context', { type: 'ChangeContext', patch: { note: 'late' } }],
    ['a change of channel', { type: 'ChangeChannel', channel: 'chat' }],
    ['a change of the deadline', { type: 'ChangeDeadline', deadline: null, reason: 'late' }],
    ['a restart', { type: 'RestartJourney', reason: 'late' }],
    ['a move', { type: 'MoveJourney', targetStateId: 'AGENT', reason: 'late' }],
    ['a migration', { type: 'MigrateJourney', toVersion: 2, reason: 'late' }],
  ])('is late: %s', (_what, command) => {
    given(started(), timedOut)
      .when(command)
      .thenLate(
        /^"WELCOME" timed out at .*; the journey is in "ABORT_TIMEOUT"\. To continue from there, send its revision\.$/,
      );
  });

  it('is late in a state that the timeout names, and after a journey has ended there', () => {
    given(started(), moved('WELCOME', 'RETRY'), toAgent)
      .when(to('IDENTIFY'))
      .thenLate(/the journey is in "AGENT"/);
    const ended = { ...toAgent, data: { ...toAgent.data, to: 'DONE' } };
    given(started(), moved('WELCOME', 'RETRY'), ended)
      .when(to('IDENTIFY'))
      .thenLate(/is in "DONE"/);
  });

  it('is late while any of several states that timed out one after the other has the transition', () => {
    const next = { ...toAgent, data: { ...toAgent.data, from: 'AGENT', to: 'PAYMENT' } };
    given(started(), moved('WELCOME', 'RETRY'), toAgent, next)
      .when(to('DONE'))
      .thenLate(/^"AGENT" timed out/);
  });

  it('is decided by the rules of the state if it asks for what only this state has', () => {
    given(started(), timedOut)
      .when(to('CALLED_BACK'))
      .then({ type: 'JourneyTransitioned', data: { from: 'ABORT_TIMEOUT', to: 'CALLED_BACK', enteredAt: NOW } });
    given(started(), moved('WELCOME', 'RETRY'), toAgent)
      .when(to('DONE'))
      .then({ type: 'JourneyTransitioned', data: { from: 'AGENT', to: 'DONE', enteredAt: NOW } });
  });

  it.each([{ expectedRevision: 1n }, { expectedStateId: 'ABORT_TIMEOUT' }])(
    'is decided by the rules of the state if it knows it: %p',
    (lock) => {
      given(started(), timedOut)
        .when(to('IDENTIFY', lock))
        .thenRejected('TRANSITION_NOT_ALLOWED', /"IDENTIFY" cannot be reached from "ABORT_TIMEOUT"/);
      given(started(), timedOut)
        .when({ type: 'RestartJourney', reason: 'again', ...lock })
        .then({
          type: 'JourneyRestarted',
          data: {
            from: 'ABORT_TIMEOUT',
            to: 'WELCOME',
            reason: 'again',
            enteredAt: NOW,
            deadline: at(2),
            deadlinePolicy: 'definition',
          },
        });
    },
  );

  it('meets its stale lock if it knows the state from before another change', () => {
    const note = { type: 'ContextChanged', data: { set: { note: 'x' }, unset: [] } } as const;
    given(started(), timedOut, note)
      .when(to('CALLED_BACK', { expectedRevision: 1n }))
      .thenConflict(/at revision 2/);
  });

  it('is decided by the rules once the journey has left the state', () => {
    given(started(), moved('WELCOME', 'RETRY'), toAgent, moved('AGENT', 'PAYMENT'))
      .when(to('DONE'))
      .then({
        type: 'JourneyTransitioned',
        data: { from: 'PAYMENT', to: 'DONE', enteredAt: NOW },
      });
  });

  it('is decided by the rules if it is part of an import, which tells of the past in order', () => {
    given(started(), timedOut)
      .when(to('IDENTIFY', { mode: 'import' }))
      .thenRejected('TRANSITION_NOT_ALLOWED', /cannot be reached from "ABORT_TIMEOUT"/);
  });
});
