import { fold, journeyView } from '../src';
import { paymentCall } from '../src/testing';
import { at, given, moved, NOW, started, to } from './payment-call.test-support';

const history = { mode: 'history' } as const;

/** A state that history entered, whose timeout would have elapsed at `historicalDeadline`. */
const inHistory = (historicalDeadline?: string) =>
  ({ deadline: undefined, deadlinePolicy: 'session', ...(historicalDeadline && { historicalDeadline }) }) as const;

describe('imported history', () => {
  it('enters states without a live deadline and without an escalation', () => {
    const { decision } = given(started()).when(to('IDENTIFY', history));
    const [event] = decision.kind === 'accepted' ? decision.events : [];
    expect(event?.data).toEqual({
      ...{ from: 'WELCOME', to: 'IDENTIFY', enteredAt: NOW },
      ...{ deadlinePolicy: 'session', historicalDeadline: expect.any(String) as string },
    });
    const appended = event === undefined ? [] : [started(), event];
    const state = fold(appended.map((one, index) => ({ ...one, revision: BigInt(index), occurredAt: NOW })));
    if (state === undefined) throw new Error('There is no journey.');
    const view = journeyView('s', state, paymentCall, at(60 * 24 * 365), '1');
    expect(view).toMatchObject({ stateId: 'IDENTIFY', deadline: null, overdue: false });
  });

  const waiting = moved('WELCOME', 'IDENTIFY', inHistory(at(2)));

  it('finds a timeout that later history shows, at its deadline', () => {
    const { decision } = given(started(), waiting).when(to('AGENT', { ...history, now: at(30) }));
    expect(decision).toMatchObject({
      kind: 'expired',
      occurredAt: at(2),
      events: [
        { type: 'ABORT_TIMEOUT', data: { from: 'IDENTIFY', deadline: at(2), abortedAt: at(2), detectedBy: 'command' } },
      ],
    });
  });

  it('stamps a timeout that an import finds with its deadline, too', () => {
    const { decision } = given(started()).when(to('IDENTIFY', { mode: 'import', now: at(30) }));
    expect(decision).toMatchObject({ kind: 'expired', occurredAt: at(2), events: [{ data: { abortedAt: at(2) } }] });
  });

  it('has no deadline for a live command, however late, nor for the saga', () => {
    const late = at(60 * 24 * 365);
    const live = given(started(), waiting).when({ type: 'ChangeContext', patch: { note: 'x' }, now: late });
    expect(live.decision.kind).toBe('accepted');
    given(started(), waiting).when({ type: 'AbortOnTimeout', enteredRevision: 1n, now: late }).thenNothing('stale');
  });

  it('ends where a live command enters a state, which has a live deadline again', () => {
    const late = at(60 * 24 * 365);
    const { decision } = given(started(), waiting).when({ type: 'RestartJourney', reason: 'why', now: late });
    expect(decision).toMatchObject({
      kind: 'accepted',
      events: [
        {
          data: {
            to: 'WELCOME',
            enteredAt: late,
            deadline: expect.any(String) as string,
            deadlinePolicy: 'definition',
          },
        },
      ],
    });
  });
});

describe('a command that must be in order', () => {
  const inOrder = { inOrder: true, mode: 'import' } as const;

  it('is refused by name where it happened before the last event', () => {
    given(started(), { ...moved('WELCOME', 'IDENTIFY', inHistory()), occurredAt: at(1) })
      .when(to('AGENT', { ...inOrder, now: NOW }))
      .thenRejected('OUT_OF_ORDER', /^This happened at .*, before the journey's last event at /);
  });

  it('may happen at the same instant, and may resume a case', () => {
    const same = given(started()).when(to('IDENTIFY', inOrder));
    expect(same.decision.kind).toBe('accepted');
    given(started())
      .when({ type: 'StartJourney', ...inOrder, now: at(-5) })
      .thenNothing('resumed');
  });
});
