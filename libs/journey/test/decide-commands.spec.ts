import { decide, fold } from '../src';
import { paymentCall, recorded } from '../src/testing';
import type { SpecCommand } from '../src/testing';
import { at, given, identify, moved, NOW, started, to } from './payment-call.test-support';

const session = { sessionId: 'session-1', now: NOW };

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
    ['neither target nor event', { type: 'TransitionJourney' }, /either targetStateId or event/],
    ['both target and event', to('IDENTIFY', { event: 'PAY' }), /either targetStateId or event/],
    ['a duration of zero', to('IDENTIFY', { maxDuration: 0 }), /^maxDuration: The duration 0 must be longer than zero/],
    ['an endless duration', to('IDENTIFY', { maxDuration: Infinity }), /is longer than 100 years/],
    ['not a number as a duration', to('IDENTIFY', { maxDuration: NaN }), /^maxDuration: /],
    ['a text as a duration', { type: 'StartJourney', maxDuration: 'soon' }, /"soon" is not ISO 8601/],
    ['an empty channel', { type: 'ChangeChannel', channel: ' ' }, /channel is empty/],
    ['an unreadable deadline', { type: 'ChangeDeadline', deadline: 'soon', reason: 'r' }, /RFC 3339/],
    ['no reason', { type: 'RestartJourney', reason: ' ' }, /reason is empty; say why/],
    ['an unreadable instant', to('IDENTIFY', { now: 'now' }), /RFC 3339/],
    ['the command id of a timeout', to('IDENTIFY', { commandId: 'timeout:0' }), /must not begin with "timeout:"/],
    ['a path as session id', to('IDENTIFY', { sessionId: '../x' }), /sessionId must match/],
  ])('is refused: %s', (_what, command, reason) => {
    given(started()).when(command).thenRejected('VALIDATION_FAILED', reason);
  });

  it.each<[string, unknown, RegExp]>([
    ['__proto__', JSON.parse('{"__proto__":{"verified":true}}'), /reserved key "__proto__"/],
    ['a nested constructor', { address: { constructor: 1 } }, /^address must not have the reserved key/],
    ['no object', [1], /context must be a JSON object/],
    ['a number that JSON lacks', { fraudScore: NaN }, /^fraudScore must be a finite number/],
    ['a bigint', { fraudScore: 1n }, /must be JSON, not bigint/],
    ['nesting beyond measure', nested(50), /nested at most 16 levels deep/],
    ['values beyond measure', { address: { list: Array.from({ length: 2000 }, () => 1) } }, /at most 2,000 values/],
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
      .thenRejected('CONTEXT_INVALID', /would have 501 fields; the limit is 500/);
  });
});

function nested(depth: number): object {
  return depth === 0 ? {} : { a: nested(depth - 1) };
}
