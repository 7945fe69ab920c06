import {
  effectiveDeadline,
  fold,
  withTimeoutRules,
  type CompiledDefinition,
  type EffectiveDeadline,
  type TimeoutChange,
} from '../src';
import { recorded } from '../src/testing/recorded-journey';
import { paymentCall, type SpecEvent } from '../src/testing';
import { at, started } from './payment-call.test-support';
import { override, pause, removal, ruled } from './timing.test-support';

/** The deadline of a journey that entered WELCOME, whose own timeout is two minutes, at minute zero. */
function deadlineUnder(definition: CompiledDefinition, ...events: readonly SpecEvent[]): EffectiveDeadline {
  const history = [started(), ...events].flatMap((event, index) =>
    recorded([event], { first: BigInt(index), occurredAt: event.occurredAt ?? at(0) }),
  );
  const state = fold(history);
  if (state === undefined) throw new TypeError('The history should begin with a start.');
  return effectiveDeadline(state, definition);
}

const own = { deadline: at(2), policy: 'definition', frozen: false };
const changedTo = (minutes: number, since: number): SpecEvent => ({
  type: 'DeadlineChanged',
  data: { stateId: 'WELCOME', from: at(2), to: at(minutes), reason: 'r' },
  occurredAt: at(since),
});

describe('the effective deadline', () => {
  it('is what the events say where operations changed nothing', () => {
    expect(deadlineUnder(ruled([]))).toEqual(own);
  });

  it('follows an override for waiting journeys, and not one for new entrants only', () => {
    expect(deadlineUnder(ruled([override(3, 1, { after: 10 })]))).toEqual({
      deadline: at(10),
      policy: 'override',
      frozen: false,
      overrideRevision: 3,
    });
    expect(deadlineUnder(ruled([override(3, 1, { after: 10, applyTo: 'new' })]))).toEqual(own);
    expect(deadlineUnder(ruled([override(3, -1, { after: 10, applyTo: 'new' })]))).toMatchObject({ deadline: at(10) });
  });

  it('goes by the last override that concerns the journey', () => {
    const changes = [override(1, 0.5, { after: 10 }), override(2, 1, { after: 5, applyTo: 'new' })];
    expect(deadlineUnder(ruled(changes))).toMatchObject({ deadline: at(10), overrideRevision: 1 });
  });

  it('follows the changes of every name of a state that migrations renamed, in their order', () => {
    const renamed = (from: string, name: string): SpecEvent => ({
      type: 'JourneyMigrated',
      data: { fromVersion: 1, toVersion: 2, toHash: '', stateMap: { [from]: name } },
    });
    const migrated = [renamed('WELCOME', 'HELLO'), renamed('HELLO', 'GREETING')];
    const under = (changes: Record<string, readonly TimeoutChange[]>, ...events: readonly SpecEvent[]) =>
      deadlineUnder(
        withTimeoutRules(paymentCall, { changes: new Map(Object.entries(changes)), pauses: [] }),
        ...events,
      );
    const WELCOME = [override(1, 1, { after: 10 })];
    expect(under({ WELCOME }, ...migrated)).toMatchObject({
      deadline: at(10),
      policy: 'override',
      overrideRevision: 1,
    });
    expect(under({ WELCOME: [...WELCOME, removal(2, 1.5, 1)] }, ...migrated)).toEqual(own);
    const GREETING = [override(2, 1.5, { after: 20 })];
    expect(under({ GREETING, WELCOME }, ...migrated)).toMatchObject({ deadline: at(20), overrideRevision: 2 });
    expect(under({ GREETING, WELCOME: [...WELCOME, override(3, 2, { after: 7 })] }, ...migrated)).toMatchObject({
      ...{ deadline: at(7), overrideRevision: 3 },
    });
    // There and back again: a name counts once.
    expect(under({ WELCOME }, ...migrated, renamed('GREETING', 'WELCOME'))).toMatchObject({ deadline: at(10) });
    const returned: SpecEvent = {
      type: 'JourneyMoved',
      data: { from: 'GREETING', to: 'HELLO', enteredAt: at(1.2), reason: 'r' },
    };
    expect(under({ WELCOME }, ...migrated, returned)).toMatchObject({ deadline: null, policy: 'definition' });
    expect(under({ WELCOME }, changedTo(30, 1), ...migrated)).toMatchObject({ deadline: at(30), policy: 'session' });
  });

  it('is restored when an override is removed, to the one before it where there is one', () => {
    const changes = [override(1, 0.2, { after: 10 }), override(2, 0.4, { after: 5 })];
    expect(deadlineUnder(ruled([...changes, removal(3, 0.6, 2)]))).toMatchObject({ deadline: at(10) });
    expect(deadlineUnder(ruled([...changes, removal(3, 0.6, 2), removal(4, 0.8, 1)]))).toEqual(own);
    expect(deadlineUnder(ruled([...changes, removal(3, 0.6, 1)]))).toMatchObject({ deadline: at(5) });
  });

  it('is restored for who entered under an override too', () => {
    const entered = started({ deadline: at(10), deadlinePolicy: 'override', definitionDeadline: at(2) });
    const state = fold(recorded([entered], { first: 0n, occurredAt: at(0) }));
    const changes = [override(1, -1, { after: 10 })];
    if (state === undefined) throw new TypeError('The history should begin with a start.');
    expect(effectiveDeadline(state, ruled(changes))).toMatchObject({ deadline: at(10), policy: 'override' });
    expect(effectiveDeadline(state, ruled([...changes, removal(2, 1, 1)]))).toEqual(own);
  });

  it('gives the grace to journeys that would abort at once, and to no others', () => {
    expect(deadlineUnder(ruled([override(1, 1.5, { after: 1, grace: 5 })]))).toMatchObject({ deadline: at(6.5) });
    expect(deadlineUnder(ruled([override(1, 0.5, { after: 1, grace: 5 })]))).toMatchObject({ deadline: at(1) });
    expect(deadlineUnder(ruled([override(1, 1.5, { after: 1 })]))).toMatchObject({ deadline: at(1) });
    const taken = [override(1, 1, { after: 30 }), removal(2, 20, 1, 5)];
    expect(deadlineUnder(ruled(taken))).toMatchObject({ deadline: at(25), policy: 'definition' });
  });

  it('is a session’s own where that was set, whatever is overridden', () => {
    const rules = ruled([override(3, 1, { after: 10 })]);
    expect(deadlineUnder(rules, changedTo(7, 0.5))).toEqual({ deadline: at(7), policy: 'session', frozen: false });
  });

  it('is frozen in a pause and continues after it', () => {
    expect(deadlineUnder(ruled([], pause(1, null)))).toEqual({ deadline: null, policy: 'definition', frozen: true });
    expect(deadlineUnder(ruled([], pause(1, 31)))).toEqual({ ...own, deadline: at(32) });
    expect(deadlineUnder(ruled([], pause(1, 31), pause(31.5, 41.5)))).toEqual({ ...own, deadline: at(42) });
  });

  it('is not shifted beyond the last instant that can be written', () => {
    const last: SpecEvent = {
      type: 'DeadlineChanged',
      data: { stateId: 'WELCOME', from: null, to: '9999-12-31T23:59:59.999Z', reason: 'no end' },
    };
    expect(deadlineUnder(ruled([], pause(1, 31)), last)).toMatchObject({ deadline: '9999-12-31T23:59:59.999Z' });
  });

  it('counts of a pause only what lies within the wait', () => {
    expect(deadlineUnder(ruled([], pause(-9, -1)))).toEqual(own);
    expect(deadlineUnder(ruled([], pause(-9, 1)))).toEqual({ ...own, deadline: at(3) });
    expect(deadlineUnder(ruled([], pause(3, 9)))).toEqual(own);
    expect(deadlineUnder(ruled([], pause(3, null)))).toEqual(own);
    expect(deadlineUnder(ruled([], pause(1, 5)), changedTo(7, 3))).toMatchObject({
      deadline: at(9),
      policy: 'session',
    });
  });

  it('counts a pause once, whether it lies before the override or after it', () => {
    const changes = [override(1, 5, { after: 10, grace: 3 })];
    expect(deadlineUnder(ruled(changes, pause(1, 4)))).toMatchObject({ deadline: at(13) });
    expect(deadlineUnder(ruled(changes, pause(6, 9)))).toMatchObject({ deadline: at(13) });
    expect(deadlineUnder(ruled(changes, pause(4, 6)))).toMatchObject({ deadline: at(12) });
  });

  it('gives a grace that is granted in a pause when the pause has ended', () => {
    const changes = [override(1, 5, { after: 1, grace: 3 })];
    expect(deadlineUnder(ruled(changes, pause(4, 20)))).toMatchObject({ deadline: at(23) });
    expect(deadlineUnder(ruled(changes, pause(4, null)))).toMatchObject({ deadline: null, frozen: true });
  });
});
