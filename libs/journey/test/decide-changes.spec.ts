import type { Context, JourneyEvent } from '../src';
import type { SpecCommand } from '../src/testing';
import { abort, at, given, identify, NOW, started, to } from './payment-call.test-support';

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
      .thenRejected('CONTEXT_INVALID', /^note must have at most 100 characters; it has 101/);
  });

  it.each<[Context, RegExp]>([
    [{ note: 'a\u0000' }, /^note must be without the character U\+0000/],
    [{ list: [{ 'a/b': '\u0000' }] }, /^list\[0\]\.a\/b must be without/],
    [{ 'a\u0000': null }, /^context must be without/],
  ])('refuses U+0000, which no database holds in a text: %j', (patch, sentence) => {
    given(started()).when({ type: 'ChangeContext', patch }).thenRejected('CONTEXT_INVALID', sentence);
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
  it('accepts the last instant of a year of four digits, and none after it', () => {
    const last = '9999-12-31T23:59:59.999Z';
    const data = { stateId: 'WELCOME', from: at(2), to: last, reason: 'no end' };
    given(started())
      .when({ type: 'ChangeDeadline', deadline: '9999-12-31T23:59:59.999Z', reason: 'no end' })
      .then({ type: 'DeadlineChanged', data });
    given(started())
      .when({ type: 'ChangeDeadline', deadline: '9999-12-31T23:59:59-01:00', reason: 'no end' })
      .thenRejected('VALIDATION_FAILED', /deadline must be an RFC 3339 date-time/);
  });

  it('moves it, or removes it', () => {
    given(started())
      .when({ type: 'ChangeDeadline', deadline: '2026-03-01T10:30:00+01:00', reason: 'callback promised' })
      .thenRejected('VALIDATION_FAILED', /has passed; it is/);
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

  it('are not recorded without another change, nor before a timeout', () => {
    given(old)
      .when({ type: 'ChangeContext', patch: { verified: false } })
      .thenNothing('unchanged');
    given(old)
      .when({ type: 'AbortOnTimeout', enteredRevision: 0n, now: at(2) })
      .then(abort('WELCOME', { deadline: at(2) }, at(2), 'saga'));
  });
});
