import { allowedTargets, compileDefinition, effectiveContext, fold, journeyView, statusOf } from '../src';
import type { JourneyState } from '../src';
import { paymentCall, recorded } from '../src/testing';

const NOW = '2026-03-01T10:00:00.000Z';
const SOON = '2026-03-01T10:02:00.000Z';

function journey(stateId: string, over: object = {}): JourneyState {
  const data = {
    definitionId: 'PaymentCall',
    definitionVersion: 1,
    definitionHash: paymentCall.hash,
    stateId,
    channel: 'voice',
    context: { note: 'x' },
    enteredAt: NOW,
    deadline: SOON,
    ...over,
  };
  const state = fold(recorded([{ type: 'JourneyStarted', data }], { first: 0n, occurredAt: NOW }));
  if (state === undefined) throw new Error('a start should give a journey');
  return state;
}

describe('a journey as it is shown', () => {
  it('has every field', () => {
    expect(journeyView('session-1', journey('WELCOME'), paymentCall, NOW, '41')).toEqual({
      sessionId: 'session-1',
      definitionId: 'PaymentCall',
      definitionVersion: 1,
      status: 'ACTIVE',
      stateId: 'WELCOME',
      previousStateId: null,
      revision: 0,
      enteredAt: NOW,
      startedAt: NOW,
      lastUpdatedAt: NOW,
      deadline: SOON,
      overdue: false,
      channel: 'voice',
      customerId: null,
      initiatingSource: null,
      context: { verified: false, fraudScore: 0, note: 'x' },
      allowedTargets: ['IDENTIFY', 'PAYMENT', 'AGENT'],
      position: '41',
    });
  });

  it('is overdue from the deadline on, and then allows nothing', () => {
    expect(journeyView('s', journey('WELCOME'), paymentCall, SOON, '1')).toMatchObject({
      overdue: true,
      allowedTargets: [],
    });
  });

  it('has a status', () => {
    expect(['WELCOME', 'DONE', 'ABORT_TIMEOUT'].map((id) => statusOf(journey(id), paymentCall))).toEqual([
      'ACTIVE',
      'COMPLETED',
      'TIMED_OUT',
    ]);
  });

  it('allows the targets whose guards hold now, each once', () => {
    expect(allowedTargets(journey('WELCOME', { channel: 'chat' }), paymentCall, NOW)).toEqual(['IDENTIFY', 'AGENT']);
    expect(allowedTargets(journey('IDENTIFY', { context: { verified: true } }), paymentCall, NOW)).toEqual([
      'RETRY',
      'PAYMENT',
      'AGENT',
    ]);
    expect(allowedTargets(journey('REVIEW', { deadline: undefined }), paymentCall, SOON)).toEqual(['DONE', 'AGENT']);
    expect(allowedTargets(journey('DONE'), paymentCall, NOW)).toEqual([]);
    expect(allowedTargets(journey('NOWHERE'), paymentCall, NOW)).toEqual([]);
  });

  it('fills its context up with defaults that came later', () => {
    const { document } = paymentCall;
    const later = compileDefinition({
      ...document,
      version: 2,
      context: { properties: { note: { default: 'none' }, tier: { default: 'blue' } } },
    });
    expect(effectiveContext(journey('WELCOME'), later)).toEqual({ note: 'x', tier: 'blue' });
  });
});
