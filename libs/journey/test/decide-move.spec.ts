import * as fc from 'fast-check';
import { decide, fold } from '../src';
import { paymentCall, paymentCallDocument } from '../src/testing';
import { abort, at, given, identify, moved, NOW, started } from './payment-call.test-support';

const reason = 'Line 3 is down.';
const move = (targetStateId: string, over: object = {}) =>
  ({ type: 'MoveJourney', targetStateId, reason, ...over }) as const;
const review = moved('IDENTIFY', 'REVIEW');

describe('an operator’s move', () => {
  it('asks neither transitions nor guards, and starts the clock of the state entered', () => {
    given(started())
      .when(move('PAYMENT'))
      .then({
        type: 'JourneyMoved',
        data: {
          from: 'WELCOME',
          to: 'PAYMENT',
          reason,
          enteredAt: NOW,
          deadline: at(10),
          deadlinePolicy: 'definition',
        },
      });
    given(started())
      .when(move('REVIEW'))
      .then({ type: 'JourneyMoved', data: { from: 'WELCOME', to: 'REVIEW', reason, enteredAt: NOW } });
  });

  it('ends the journey where it leads to a final state', () => {
    given(started())
      .when(move('DONE'))
      .then({ type: 'JourneyMoved', data: { from: 'WELCOME', to: 'DONE', reason, enteredAt: NOW } });
  });

  it('aborts the journey by leading to ABORT_TIMEOUT, and is told apart from a timeout by its type', () => {
    given(started(), identify, review)
      .when(move('ABORT_TIMEOUT'))
      .then({
        type: 'JourneyMoved',
        data: {
          ...{ from: 'REVIEW', to: 'ABORT_TIMEOUT', reason, enteredAt: NOW },
          ...{ deadline: at(24 * 60), deadlinePolicy: 'definition' },
        },
      });
  });

  it('writes down first what the context lacks', () => {
    given(started({ context: {} }))
      .when(move('DONE'))
      .then(
        {
          type: 'ContextChanged',
          data: { set: { verified: false, fraudScore: 0 }, unset: [], reason: 'schema-default' },
        },
        { type: 'JourneyMoved', data: { from: 'WELCOME', to: 'DONE', reason, enteredAt: NOW } },
      );
  });

  it('changes nothing where the journey is there already', () => {
    given(started()).when(move('WELCOME')).thenNothing('unchanged');
  });

  it('is refused where the journey has ended', () => {
    given(started(), moved('WELCOME', 'DONE'))
      .when(move('REVIEW'))
      .thenRejected('JOURNEY_ENDED', /has ended in "DONE"/);
    given(started(), moved('WELCOME', 'DONE'))
      .when(move('DONE'))
      .thenRejected('JOURNEY_ENDED', /has ended in "DONE"/);
  });

  it('is refused to a state that the journey’s definition lacks', () => {
    given(started())
      .when(move('NOWHERE'))
      .thenRejected('TRANSITION_NOT_ALLOWED', /PaymentCall version 1 has no state "NOWHERE"; use WELCOME, .* or DONE/);
    given(started())
      .when(move('__proto__'))
      .thenRejected('TRANSITION_NOT_ALLOWED', /has no state "__proto__"/);
  });

  it('comes too late past the deadline, as any command does', () => {
    given(started())
      .when(move('REVIEW', { now: at(2) }))
      .thenExpired(abort('WELCOME', { deadline: at(2) }, at(2), 'command'));
  });

  it('leaves a journey alone that has moved since it was looked at', () => {
    given(started(), identify)
      .when(move('REVIEW', { expectedRevision: 0n }))
      .thenConflict(/at revision 1; you sent revision 0/);
    given(started(), identify)
      .when(move('REVIEW', { expectedStateId: 'WELCOME' }))
      .thenConflict(/you expected "WELCOME"/);
  });

  it('wants a reason, and a journey', () => {
    given(started())
      .when(move('REVIEW', { reason: ' ' }))
      .thenRejected('VALIDATION_FAILED', /reason is empty; say why/);
    given().when(move('REVIEW')).thenNotFound();
  });

  it('brings any journey that has not ended into any state of its definition, with that state’s clock', () => {
    const states = Object.keys(paymentCallDocument.states);
    const open = states.filter((stateId) => !paymentCall.isFinal(stateId));
    fc.assert(
      fc.property(fc.constantFrom(...open), fc.constantFrom(...states), (from, to) => {
        fc.pre(from !== to);
        const before = fold(
          [started(), moved('WELCOME', from)].map((event, revision) => ({
            ...event,
            revision: BigInt(revision),
            occurredAt: NOW,
          })),
        );
        const decision = decide({ ...move(to), sessionId: 's', now: NOW, commandId: 'c' }, before, paymentCall);
        if (decision.kind !== 'accepted') throw new Error(`The decision is ${decision.kind}.`);
        const after = fold(
          decision.events.map((event, index) => ({ ...event, revision: BigInt(2 + index), occurredAt: NOW })),
          before,
        );
        expect(after).toMatchObject({ stateId: to, previousStateId: from, enteredAt: NOW });
        expect(after?.deadline === null).toBe(paymentCall.timeoutOf(to) === undefined);
      }),
    );
  });
});
