import type { Context } from '../src';
import { journeySpec, paymentCall } from '../src/testing';
import { NOW, started } from './payment-call.test-support';

const { given } = journeySpec(paymentCall, NOW);

/** What the definition fills in. */
const DEFAULTS = { verified: false, fraudScore: 0 };

/** A context of so many bytes as JSON, the definition's default included. */
function contextOf(bytes: number): Context {
  const rest = { ...DEFAULTS, text: '' };
  return { ...rest, text: 'x'.repeat(bytes - JSON.stringify(rest).length) };
}

const patched = (patch: Context) => ({ type: 'ChangeContext', patch }) as const;
const TOO_LARGE = /^context would have 65,\d{3} bytes as JSON; the limit is 65,536\./;

describe('the size of a context', () => {
  it.each([
    ['as many bytes as it may', contextOf(65_536)],
    ['as many bytes as it may, two for a letter', { ...DEFAULTS, text: 'é'.repeat(32_740) }],
  ])('may have %s', (_what, context) => {
    expect(given().when({ type: 'StartJourney', context }).decision.kind).toBe('accepted');
  });

  it.each([
    ['by one byte', contextOf(65_537)],
    ['by letters of two bytes', { ...DEFAULTS, text: 'é'.repeat(32_748) }],
  ])('may not exceed it at a start: %s', (_what, context) => {
    given().when({ type: 'StartJourney', context }).thenRejected('CONTEXT_TOO_LARGE', TOO_LARGE);
  });

  it.each([
    ['a patch', patched({ more: 'y'.repeat(500) })],
    ['a transition', { type: 'TransitionJourney', targetStateId: 'IDENTIFY', context: { more: 'y'.repeat(500) } }],
    [
      'a transition to where it is',
      { type: 'TransitionJourney', targetStateId: 'WELCOME', context: { more: 'y'.repeat(500) } },
    ],
  ] as const)('may not exceed it by %s', (_what, command) => {
    given(started({ context: contextOf(65_400) }))
      .when(command)
      .thenRejected('CONTEXT_TOO_LARGE', TOO_LARGE);
  });

  describe('that was stored beyond the limit', () => {
    const stored = started({ context: contextOf(90_000) });

    it('may stay', () => {
      expect(given(stored).when({ type: 'TransitionJourney', targetStateId: 'IDENTIFY' }).decision.kind).toBe(
        'accepted',
      );
    });

    it('may shrink, and still be beyond it', () => {
      const patch = { text: 'x'.repeat(80_000) };
      given(stored)
        .when(patched(patch))
        .then({ type: 'ContextChanged', data: { set: patch, unset: [] } });
    });

    it('may change, and be as large', () => {
      const patch = { text: `y${contextOf(90_000)['text'] as string}`.slice(0, -1) };
      given(stored)
        .when(patched(patch))
        .then({ type: 'ContextChanged', data: { set: patch, unset: [] } });
    });

    it('may not grow', () => {
      given(stored)
        .when(patched({ more: 1 }))
        .thenRejected('CONTEXT_TOO_LARGE', /90,009 bytes/);
    });
  });
});
