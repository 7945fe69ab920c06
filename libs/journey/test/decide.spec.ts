import { decide, fold } from '../src';
import type { JourneyEvent } from '../src';
import { journeySpec, paymentCall, recorded } from '../src/testing';
import type { SpecCommand, SpecEvent } from '../src/testing';

const NOW = '2026-03-01T10:00:00.000Z';
const { given } = journeySpec(paymentCall, NOW);

const at = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const session = { sessionId: 'session-1', now: NOW };

function started(over: object = {}): SpecEvent {
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

function moved(from: string, to: string, over: object = {}): SpecEvent {
  return { type: 'JourneyTransitioned', data: { from, to, enteredAt: NOW, ...over } };
}

const identify = moved('WELCOME', 'IDENTIFY', { deadline: at(3), deadlinePolicy: 'definition' });
const to = (targetStateId: string, over: object = {}): SpecCommand => ({
  type: 'TransitionJourney',
  targetStateId,
  ...over,
});

describe('starting', () => {
  it('begins in the initial state, with the defaults, until its timeout', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', customerId: 'c-1', context: { note: 'hi', verified: null } })
      .then(started({ context: { verified: false, fraudScore: 0, note: 'hi' }, customerId: 'c-1' }));
  });

  it('accepts the initial state named by the caller, and no other', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', initialStateId: 'WELCOME', initiatingSource: 'queue' })
      .then(started({ initiatingSource: 'queue' }));
    given()
      .when({ type: 'StartJourney', initialStateId: 'PAYMENT' })
      .thenRejected('TRANSITION_NOT_ALLOWED', /starts in "WELCOME", not in "PAYMENT"/);
  });

  it('resumes a session that exists, wherever it is', () => {
    given(started())
      .when({ type: 'StartJourney', context: { verified: true } })
      .thenNothing('resumed');
    given(started(), moved('WELCOME', 'DONE')).when({ type: 'StartJourney' }).thenNothing('resumed');
  });

  it('finds a time-out before it resumes', () => {
    given(started())
      .when({ type: 'StartJourney', now: at(2) })
      .thenExpired(abort('WELCOME', { deadline: at(2) }, at(2), 'command'));
  });

  it('refuses a context that breaks the schema', () => {
    given()
      .when({ type: 'StartJourney', context: { verified: 'yes' } })
      .thenRejected('CONTEXT_INVALID', /context\/verified must be boolean/);
  });

  it('takes a negative zero as JSON would carry it', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', context: { fraudScore: -0 } })
      .then(started());
  });

  it('has no channel where none is given', () => {
    given()
      .when({ type: 'StartJourney' })
      .then(started({ channel: null }));
  });
});

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
    when.thenRejected(
      'GUARD_FAILED',
      /context.verified == true, does not hold; allowed from here now: "RETRY", "AGENT"/,
    );
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
      .thenRejected('GUARD_FAILED', /visits\('IDENTIFY'\) < 3, does not hold; allowed from here now: "AGENT"/);
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
      .thenRejected('GUARD_FAILED', /channel == 'voice', does not hold/);
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
      .thenRejected('CONTEXT_INVALID', /context\/verified must be boolean/);
  });

  it('gives the state entered the session its own timeout where one is given', () => {
    given(started())
      .when(to('IDENTIFY', { maxDurationMs: 90_000 }))
      .then({
        type: 'JourneyTransitioned',
        data: { from: 'WELCOME', to: 'IDENTIFY', enteredAt: NOW, deadline: at(1.5), deadlinePolicy: 'session' },
      });
  });

  it('gives a final state no timeout', () => {
    given(started(), moved('WELCOME', 'PAYMENT'))
      .when(to('DONE', { maxDurationMs: 90_000 }))
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
      .thenConflict(/at revision 1, not at the expected 0/);
    given(started(), identify)
      .when(to('IDENTIFY', { expectedStateId: 'WELCOME' }))
      .thenConflict(/in "IDENTIFY", not in the expected "WELCOME"/);
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
      .thenRejected('JOURNEY_ENDED', /has ended in "DONE"; a final state changes no more/);
  });

  it('does not time out, whatever deadline it was given', () => {
    given(...ended.slice(0, 1), moved('WELCOME', 'DONE', { deadline: at(1) }))
      .when({ type: 'AbortOnTimeout', enteredRevision: 1n, now: at(5) })
      .thenNothing('stale');
  });
});

describe('a stale revision', () => {
  const changed = (set: object): SpecEvent => ({ type: 'ContextChanged', data: { set, unset: [] } }) as SpecEvent;

  it('is a conflict where the transition does not say otherwise', () => {
    given(started(), changed({ note: 'x' }))
      .when(to('PAYMENT', { expectedRevision: 0n }))
      .thenConflict(/read it again/);
    given(started(), identify)
      .when(to('DONE', { expectedRevision: 0n }))
      .thenConflict(/read it again/);
  });

  it('is no conflict where it is the present one', () => {
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

  it('merges where nobody touched the same properties', () => {
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
      .thenConflict(/properties "note" were changed after revision 1/);
    given(started({ context: { note: 'old' } }), identify, {
      type: 'ContextChanged',
      data: { set: {}, unset: ['note'] },
    })
      .when(command)
      .thenConflict(/properties "note" were changed/);
  });

  it('does not take a default that was written down for a change', () => {
    const when = given(started({ context: { fraudScore: 0 } }), identify, {
      type: 'ContextChanged',
      data: { set: { verified: false }, unset: [], reason: 'schema-default' },
    }).when(to('PAYMENT', { expectedRevision: 1n, context: { verified: true } }));
    expect(when.decision).toMatchObject({ kind: 'accepted' });
  });

  it('refuses a retried transition whose guard no longer holds', () => {
    given(started(), identify, changed({ note: 'theirs' }))
      .when(to('PAYMENT', { expectedRevision: 1n, context: { verified: false } }))
      .thenRejected('GUARD_FAILED', /does not hold/);
  });

  it('restarts the journey', () => {
    given(started(), identify, changed({ note: 'theirs' }))
      .when(to('RETRY', { expectedRevision: 1n }))
      .then({
        type: 'JourneyRestarted',
        data: {
          from: 'IDENTIFY',
          to: 'WELCOME',
          reason: 'A transition to RETRY expected revision 1, but found 2.',
          enteredAt: NOW,
          deadline: at(2),
          deadlinePolicy: 'definition',
        },
      });
  });

  it('is a conflict whatever the policy where it never was the head, or another state was expected', () => {
    given(started())
      .when(to('IDENTIFY', { expectedRevision: 7n }))
      .thenConflict(/revision 0, not at the expected 7/);
    given(started())
      .when(to('IDENTIFY', { expectedRevision: -1n }))
      .thenConflict(/not at the expected -1/);
    given(started(), changed({ note: 'x' }))
      .when(to('IDENTIFY', { expectedRevision: 0n, expectedStateId: 'AGENT' }))
      .thenConflict(/not in the expected "AGENT"/);
  });

  it.each<[string, SpecCommand]>([
    ['context', { type: 'ChangeContext', patch: { note: 'y' }, expectedRevision: 0n }],
    ['channel', { type: 'ChangeChannel', channel: 'chat', expectedRevision: 0n }],
    ['deadline', { type: 'ChangeDeadline', deadline: null, reason: 'why', expectedRevision: 0n }],
    ['restart', { type: 'RestartJourney', reason: 'why', expectedStateId: 'IDENTIFY' }],
  ])('is a conflict for a change of %s', (_what, command) => {
    given(started(), changed({ note: 'x' }))
      .when(command)
      .thenConflict(/read it again/);
  });
});

describe('changing the context', () => {
  it('records what differs, as set and unset of top-level properties', () => {
    given(started({ context: { verified: false, fraudScore: 0, note: 'x', address: { a: 1, b: { c: 2, d: 3 } } } }))
      .when({ type: 'ChangeContext', patch: { verified: false, note: null, address: { b: { c: null }, e: [1] } } })
      .then({ type: 'ContextChanged', data: { set: { address: { a: 1, b: { d: 3 }, e: [1] } }, unset: ['note'] } });
  });

  it('changes nothing where no value differs', () => {
    given(started({ context: { verified: true, fraudScore: 0, address: { a: 1, b: [2] } } }))
      .when({ type: 'ChangeContext', patch: { verified: true, address: { b: [2] }, missing: null } })
      .thenNothing('unchanged');
    given(started()).when({ type: 'ChangeContext', patch: {} }).thenNothing('unchanged');
  });

  it('refuses what breaks the schema', () => {
    given(started())
      .when({ type: 'ChangeContext', patch: { note: 'x'.repeat(101) } })
      .thenRejected('CONTEXT_INVALID', /context\/note must NOT have more than 100 characters/);
  });
});

describe('handing over', () => {
  it('records the new channel', () => {
    given(started())
      .when({ type: 'ChangeChannel', channel: 'chat', conversationId: 'conv-2' })
      .then({ type: 'ChannelChanged', data: { from: 'voice', to: 'chat', conversationId: 'conv-2' } });
  });

  it('records a transfer within the channel only where it names the conversation', () => {
    given(started()).when({ type: 'ChangeChannel', channel: 'voice' }).thenNothing('unchanged');
    given(started())
      .when({ type: 'ChangeChannel', channel: 'voice', conversationId: 'conv-2' })
      .then({ type: 'ChannelChanged', data: { from: 'voice', to: 'voice', conversationId: 'conv-2' } });
  });
});

describe('changing the deadline', () => {
  it('moves it, or removes it', () => {
    given(started())
      .when({ type: 'ChangeDeadline', deadline: '2026-03-01T10:30:00+01:00', reason: 'callback promised' })
      .thenRejected('VALIDATION_FAILED', /should lie after the present instant/);
    given(started())
      .when({ type: 'ChangeDeadline', deadline: '2026-03-01T12:00:00-01:00', reason: 'callback promised' })
      .then({
        type: 'DeadlineChanged',
        data: { stateId: 'WELCOME', from: at(2), to: '2026-03-01T13:00:00.000Z', reason: 'callback promised' },
      });
    given(started())
      .when({ type: 'ChangeDeadline', deadline: null, reason: 'on hold' })
      .then({ type: 'DeadlineChanged', data: { stateId: 'WELCOME', from: at(2), to: null, reason: 'on hold' } });
  });

  it('changes nothing where it is the present one', () => {
    given(started())
      .when({ type: 'ChangeDeadline', deadline: at(2), reason: 'why' })
      .thenNothing('unchanged');
    given(started({ deadline: undefined }))
      .when({ type: 'ChangeDeadline', deadline: null, reason: 'why' })
      .thenNothing('unchanged');
  });
});

describe('restarting', () => {
  it('goes back to the initial state and its timeout', () => {
    given(started(), identify)
      .when({ type: 'RestartJourney', reason: 'caller rang again' })
      .then({
        type: 'JourneyRestarted',
        data: {
          from: 'IDENTIFY',
          to: 'WELCOME',
          reason: 'caller rang again',
          enteredAt: NOW,
          deadline: at(2),
          deadlinePolicy: 'definition',
        },
      });
  });
});

function abort(
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

  it('comes to nothing where the journey has moved on, or has more time', () => {
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

describe('defaults that a stored context lacks', () => {
  const old = started({ context: { note: 'x' } });
  const defaults: JourneyEvent = {
    type: 'ContextChanged',
    data: { set: { verified: false, fraudScore: 0 }, unset: [], reason: 'schema-default' },
  };

  it.each<[string, SpecCommand, JourneyEvent]>([
    [
      'a transition',
      to('IDENTIFY'),
      {
        type: 'JourneyTransitioned',
        data: { from: 'WELCOME', to: 'IDENTIFY', enteredAt: NOW, deadline: at(3), deadlinePolicy: 'definition' },
      },
    ],
    [
      'a change of context',
      { type: 'ChangeContext', patch: { verified: true } },
      { type: 'ContextChanged', data: { set: { verified: true }, unset: [] } },
    ],
    [
      'a hand-over',
      { type: 'ChangeChannel', channel: 'chat' },
      { type: 'ChannelChanged', data: { from: 'voice', to: 'chat' } },
    ],
  ])('are written down before %s', (_what, command, event) => {
    given(old).when(command).then(defaults, event);
  });

  it('are not written down for nothing, and not before a time-out', () => {
    given(old)
      .when({ type: 'ChangeContext', patch: { verified: false } })
      .thenNothing('unchanged');
    given(old)
      .when({ type: 'AbortOnTimeout', enteredRevision: 0n, now: at(2) })
      .then(abort('WELCOME', { deadline: at(2) }, at(2), 'saga'));
  });
});

describe('a repeat', () => {
  it('is answered from the revisions of the first time, whatever has happened since', () => {
    const history = [
      ...recorded([started()], { first: 0n, occurredAt: NOW, commandId: 'a' }),
      ...recorded([identify, { type: 'ChannelChanged', data: { from: 'voice', to: 'chat' } }], {
        first: 1n,
        occurredAt: NOW,
        commandId: 'b',
      }),
      ...recorded([moved('IDENTIFY', 'DONE')], { first: 3n, occurredAt: NOW, commandId: 'c' }),
    ];
    const state = fold(history);
    const again = { type: 'TransitionJourney', ...session, targetStateId: 'IDENTIFY', commandId: 'b' } as const;
    expect(decide({ ...again, now: at(999) }, state, paymentCall)).toEqual({ kind: 'repeated', first: 1n, last: 2n });
    expect(decide({ type: 'StartJourney', ...session, commandId: 'a' }, state, paymentCall)).toEqual({
      kind: 'repeated',
      first: 0n,
      last: 0n,
    });
  });
});

describe('a malformed command', () => {
  it.each<[string, SpecCommand, RegExp]>([
    ['neither target nor event', { type: 'TransitionJourney' }, /either a target state or an event/],
    ['both target and event', to('IDENTIFY', { event: 'PAY' }), /either a target state or an event/],
    ['a duration of zero', to('IDENTIFY', { maxDurationMs: 0 }), /at least one millisecond/],
    ['an endless duration', to('IDENTIFY', { maxDurationMs: Infinity }), /at most 100 years/],
    ['no number as a duration', to('IDENTIFY', { maxDurationMs: NaN }), /at least one millisecond/],
    ['an empty channel', { type: 'ChangeChannel', channel: ' ' }, /channel should not be empty/],
    ['an unreadable deadline', { type: 'ChangeDeadline', deadline: 'soon', reason: 'r' }, /RFC 3339/],
    ['no reason', { type: 'RestartJourney', reason: ' ' }, /should say why/],
    ['an unreadable instant', to('IDENTIFY', { now: 'now' }), /RFC 3339/],
    ['the command id of a time-out', to('IDENTIFY', { commandId: 'timeout:0' }), /timeout:, which is reserved/],
    ['a path as session id', to('IDENTIFY', { sessionId: '../x' }), /session id should match/],
  ])('is refused: %s', (_what, command, reason) => {
    given(started()).when(command).thenRejected('VALIDATION_FAILED', reason);
  });

  it.each<[string, unknown, RegExp]>([
    ['__proto__', JSON.parse('{"__proto__":{"verified":true}}'), /reserved key "__proto__"/],
    ['a nested constructor', { address: { constructor: 1 } }, /at \/address should not have the reserved key/],
    ['no object', [1], /should be a JSON object/],
    ['a number that JSON lacks', { fraudScore: NaN }, /at \/fraudScore should be a finite number/],
    ['a bigint', { fraudScore: 1n }, /should be JSON, not bigint/],
    ['nesting beyond measure', nested(50), /nested at most 16 deep/],
    ['values beyond measure', { address: { list: Array.from({ length: 2000 }, () => 1) } }, /at most 2000 values/],
    ['a name beyond measure', { ['k'.repeat(129)]: 1 }, /1 to 128 characters/],
    ['an empty name', { '': 1 }, /1 to 128 characters/],
  ])('is refused: a context with %s', (_what, context, reason) => {
    given(started()).when(to('IDENTIFY', { context })).thenRejected('VALIDATION_FAILED', reason);
    given()
      .when({ type: 'StartJourney', context } as SpecCommand)
      .thenRejected('VALIDATION_FAILED', reason);
    given(started())
      .when({ type: 'ChangeContext', patch: context } as SpecCommand)
      .thenRejected('VALIDATION_FAILED', reason);
  });

  it('cannot fill a context without end', () => {
    const many = Object.fromEntries(Array.from({ length: 499 }, (_, i) => [`p${i}`, i]));
    given(started())
      .when({ type: 'ChangeContext', patch: many })
      .thenRejected('CONTEXT_INVALID', /would have 501 properties/);
  });
});

function nested(depth: number): object {
  return depth === 0 ? {} : { a: nested(depth - 1) };
}
