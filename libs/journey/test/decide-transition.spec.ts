import { deadlineOf } from '../src';
import type { SpecCommand } from '../src/testing';
import { at, given, identify, moved, NOW, started, to } from './payment-call.test-support';

describe('moving', () => {
  it('takes an allowed transition', () => {
    given(started())
      .when(to('IDENTIFY'))
      .then({
        type: 'JourneyTransitioned',
        data: {
          from: 'WELCOME',
          to: 'IDENTIFY',
          enteredAt: NOW,
          deadline: at(3),
          deadlinePolicy: 'definition',
        },
      });
  });

  it('takes a transition of any state', () => {
    given(started())
      .when(to('AGENT'))
      .then({
        type: 'JourneyTransitioned',
        data: { from: 'WELCOME', to: 'AGENT', enteredAt: NOW, deadline: at(30), deadlinePolicy: 'definition' },
      });
  });

  it('refuses an edge that the definition lacks, and names the ways out', () => {
    given(started())
      .when(to('DONE'))
      .thenRejected(
        'TRANSITION_NOT_ALLOWED',
        /"DONE" cannot be reached from "WELCOME"; allowed from here now: "IDENTIFY", "PAYMENT", "AGENT"/,
      );
  });

  it('refuses a state that the definition lacks', () => {
    given(started())
      .when(to('ELSEWHERE'))
      .thenRejected('TRANSITION_NOT_ALLOWED', /PaymentCall version 1 has no state "ELSEWHERE"/);
    given(started())
      .when(to('constructor'))
      .thenRejected('TRANSITION_NOT_ALLOWED', /has no state "constructor"/);
  });

  it('merges the context patch before the guard looks at it, and traces what the guard read', () => {
    given(started(), identify)
      .when(to('PAYMENT', { context: { verified: true, address: { town: 'Bern', zip: null } } }))
      .then({
        type: 'JourneyTransitioned',
        data: {
          from: 'IDENTIFY',
          to: 'PAYMENT',
          set: { verified: true, address: { town: 'Bern' } },
          guard: { expression: 'context.verified == true', inputs: { 'context.verified': true } },
          enteredAt: NOW,
          deadline: at(10),
          deadlinePolicy: 'definition',
        },
      });
  });

  it('refuses where the guard does not hold, with what it read', () => {
    const when = given(started(), identify).when(to('PAYMENT'));
    when.thenRejected('GUARD_FAILED', /context.verified == true, is false; allowed from here now: "RETRY", "AGENT"/);
    expect(when.decision).toMatchObject({
      guard: { expression: 'context.verified == true', inputs: { 'context.verified': false } },
    });
  });

  it('counts visits', () => {
    const retry = moved('IDENTIFY', 'RETRY');
    const history = [started(), identify, retry, identify, retry];
    given(...history)
      .when(to('IDENTIFY'))
      .then({
        type: 'JourneyTransitioned',
        data: {
          from: 'RETRY',
          to: 'IDENTIFY',
          guard: { expression: "visits('IDENTIFY') < 3", inputs: { "visits('IDENTIFY')": 2 } },
          enteredAt: NOW,
          deadline: at(3),
          deadlinePolicy: 'definition',
        },
      });
    given(...history, identify, retry)
      .when(to('IDENTIFY'))
      .thenRejected('GUARD_FAILED', /visits\('IDENTIFY'\) < 3, is false; allowed from here now: "AGENT"/);
  });

  it('lets the guard see the channel that the command hands over to', () => {
    given(started({ channel: 'chat' }))
      .when({ type: 'TransitionJourney', event: 'PAY', channel: 'voice' })
      .then({
        type: 'JourneyTransitioned',
        data: {
          from: 'WELCOME',
          to: 'PAYMENT',
          trigger: 'PAY',
          channel: 'voice',
          guard: { expression: "channel == 'voice'", inputs: { channel: 'voice' } },
          enteredAt: NOW,
          deadline: at(10),
          deadlinePolicy: 'definition',
        },
      });
    given(started({ channel: 'chat' }))
      .when({ type: 'TransitionJourney', event: 'PAY' })
      .thenRejected('GUARD_FAILED', /channel == 'voice', is false/);
  });

  it.each<[number, string, object]>([
    [9, 'REVIEW', { guard: { expression: 'context.fraudScore > 5', inputs: { 'context.fraudScore': 9 } } }],
    [5, 'RETRY', { deadline: at(1), deadlinePolicy: 'definition' }],
  ])(
    'takes the first transition of an event whose guard holds: a score of %d leads to %s',
    (fraudScore, state, more) => {
      given(started(), identify)
        .when({ type: 'TransitionJourney', event: 'SCORED', context: { fraudScore } })
        .then({
          type: 'JourneyTransitioned',
          data: { from: 'IDENTIFY', to: state, trigger: 'SCORED', set: { fraudScore }, enteredAt: NOW, ...more },
        });
    },
  );

  it('refuses an event that the state does not know', () => {
    given(started())
      .when({ type: 'TransitionJourney', event: 'SCORED' })
      .thenRejected('TRANSITION_NOT_ALLOWED', /no transition for the event "SCORED"; events known here: "PAY"/);
  });

  it('refuses a patch that breaks the schema, before it looks at the guard', () => {
    given(started(), identify)
      .when(to('PAYMENT', { context: { verified: 'yes' } }))
      .thenRejected('CONTEXT_INVALID', /^verified must be true or false; you sent/);
  });

  it('gives the state entered the session its own timeout where one is given', () => {
    given(started())
      .when(to('IDENTIFY', { maxDuration: 90 }))
      .then({
        type: 'JourneyTransitioned',
        data: { from: 'WELCOME', to: 'IDENTIFY', enteredAt: NOW, deadline: at(1.5), deadlinePolicy: 'session' },
      });
  });

  it.each([
    ['PT90S', '2026-03-01T10:01:30.000Z'],
    ['P1M', '2026-04-01T10:00:00.000Z'],
    ['P1Y', '2027-03-01T10:00:00.000Z'],
    ['45', '2026-03-01T10:00:45.000Z'],
  ])('means by %s what a definition means by it', (duration, deadline) => {
    expect(deadlineOf(NOW, { after: duration })).toBe(deadline);
    given(started())
      .when(to('IDENTIFY', { maxDuration: duration }))
      .then({
        type: 'JourneyTransitioned',
        data: { from: 'WELCOME', to: 'IDENTIFY', enteredAt: NOW, deadline, deadlinePolicy: 'session' },
      });
  });

  it('gives a final state no timeout', () => {
    given(started(), moved('WELCOME', 'PAYMENT'))
      .when(to('DONE', { maxDuration: 90 }))
      .then({ type: 'JourneyTransitioned', data: { from: 'PAYMENT', to: 'DONE', enteredAt: NOW } });
  });

  it('takes a declared self-transition each time it is asked for', () => {
    given(started(), moved('WELCOME', 'PAYMENT'))
      .when(to('PAYMENT'))
      .then({
        type: 'JourneyTransitioned',
        data: { from: 'PAYMENT', to: 'PAYMENT', enteredAt: NOW, deadline: at(10), deadlinePolicy: 'definition' },
      });
  });

  it('removes what the patch sets to null; a property with a default falls back to it', () => {
    given(started({ context: { verified: true, fraudScore: 0, note: 'x', address: { town: 'Bern', zip: '3000' } } }))
      .when(to('IDENTIFY', { context: { verified: null, note: null, address: { zip: null } } }))
      .then({
        type: 'JourneyTransitioned',
        data: {
          from: 'WELCOME',
          to: 'IDENTIFY',
          set: { verified: false, address: { town: 'Bern' } },
          unset: ['note'],
          enteredAt: NOW,
          deadline: at(3),
          deadlinePolicy: 'definition',
        },
      });
  });

  it('finds no journey where there is none', () => {
    given().when(to('IDENTIFY')).thenNotFound();
    given().when({ type: 'ChangeContext', patch: {} }).thenNotFound();
    given().when({ type: 'AbortOnTimeout', enteredRevision: 0n }).thenNotFound();
  });
});

describe('asking for the state in which the journey is', () => {
  it('changes nothing where no self-transition is declared', () => {
    given(started()).when(to('WELCOME')).thenNothing('unchanged');
    given(started(), moved('WELCOME', 'DONE')).when(to('DONE')).thenNothing('unchanged');
  });

  it('keeps what the caller brought along', () => {
    given(started())
      .when(to('WELCOME', { context: { note: 'again' }, channel: 'chat' }))
      .then(
        { type: 'ContextChanged', data: { set: { note: 'again' }, unset: [] } },
        { type: 'ChannelChanged', data: { from: 'voice', to: 'chat' } },
      );
    given(started())
      .when(to('WELCOME', { context: { verified: false }, channel: 'voice' }))
      .thenNothing('unchanged');
  });

  it('refuses to keep it in a final state', () => {
    given(started(), moved('WELCOME', 'DONE'))
      .when(to('DONE', { context: { note: 'late' } }))
      .thenRejected('JOURNEY_ENDED', /ended in "DONE"/);
  });

  it('is a conflict where the lock is stale', () => {
    given(started(), identify)
      .when(to('IDENTIFY', { expectedRevision: 0n }))
      .thenConflict(/at revision 1; you sent revision 0/);
    given(started(), identify)
      .when(to('IDENTIFY', { expectedStateId: 'WELCOME' }))
      .thenConflict(/in "IDENTIFY"; you expected "WELCOME"/);
  });
});

describe('a final state', () => {
  const ended = [started(), moved('WELCOME', 'DONE')];

  it.each<[string, SpecCommand]>([
    ['another state', to('AGENT')],
    ['an event', { type: 'TransitionJourney', event: 'PAY' }],
    ['a context', { type: 'ChangeContext', patch: { note: 'late' } }],
    ['a channel', { type: 'ChangeChannel', channel: 'chat' }],
    ['a deadline', { type: 'ChangeDeadline', deadline: at(5), reason: 'late' }],
    ['a restart', { type: 'RestartJourney', reason: 'again' }],
    ['another state, with a stale lock', to('AGENT', { expectedRevision: 0n })],
  ])('takes no %s', (_what, command) => {
    given(...ended)
      .when(command)
      .thenRejected('JOURNEY_ENDED', /has ended in "DONE"; it accepts no further commands/);
  });

  it('does not time out, whatever deadline it was given', () => {
    given(...ended.slice(0, 1), moved('WELCOME', 'DONE', { deadline: at(1) }))
      .when({ type: 'AbortOnTimeout', enteredRevision: 1n, now: at(5) })
      .thenNothing('stale');
  });
});
