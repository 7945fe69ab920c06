import { examples } from '@ledger/runtime/testing';
import fc from 'fast-check';
import { type FoldableEvent, policyReview, type PolicyRules } from '../src';
import { anyPolicy, type Entry, keeps } from './policies.test-support';

const START = Date.parse('2026-03-01T10:00:00.000Z');
const instant = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

function event(type: string, data: object, revision: number, at: number): FoldableEvent {
  return { type, data, revision: BigInt(revision), occurredAt: instant(at) };
}

function history(trace: readonly Entry[]): readonly FoldableEvent[] {
  return trace.map(({ stateId, at }, index) =>
    index === 0
      ? event(
          'JourneyStarted',
          {
            definitionId: 'G',
            definitionVersion: 1,
            definitionHash: '',
            stateId,
            channel: null,
            context: {},
            enteredAt: instant(at),
          },
          0,
          at,
        )
      : event(
          'JourneyTransitioned',
          { from: trace[index - 1]?.stateId, to: stateId, enteredAt: instant(at) },
          index,
          at,
        ),
  );
}
describe('what broke a policy', () => {
  const isFinal = (stateId: string): boolean => stateId === 'D';

  it('is what the trace says, at any time', () => {
    const trace = fc
      .array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 8 })
      .chain((steps) => fc.tuple(fc.constant(steps), fc.boolean(), fc.integer({ min: 0, max: 40 })));
    fc.assert(
      fc.property(trace, anyPolicy, ([steps, ends, wait], policy) => {
        let at = 0;
        const entries = [...steps, ...(ends ? [['D', 5] as const] : [])].map(([stateId, pause], index) => {
          at += index === 0 ? 0 : pause;
          return { stateId, at };
        });
        const now = at + wait;
        const rulesOf = () => ({ policies: { p: policy }, isFinal });
        const { breaches, nextDeadline } = policyReview(history(entries), { rulesOf, now: instant(now) });
        expect(breaches.length > 0).toBe(!keeps(policy, entries, ends, now));
        expect(new Set(breaches.map(({ revision }) => revision)).size).toBe(breaches.length);
        for (const breach of breaches) expect(Date.parse(breach.at)).toBeLessThanOrEqual(START + now * 1_000);
        // What comes next is found at its time, and not before.
        if (nextDeadline !== undefined) {
          const later = Date.parse(nextDeadline);
          const found = (ms: number): number =>
            policyReview(history(entries), { rulesOf, now: new Date(ms).toISOString() }).breaches.length;
          expect([found(later), found(later + 1)]).toEqual([breaches.length, breaches.length + 1]);
        }
      }),
      { numRuns: examples(10) },
    );
  });

  it('is found once for each debt, and a restart does not reset the time of the interaction', () => {
    const policies = {
      served: { kind: 'existence', state: 'D', within: 'PT30S' },
      answered: { kind: 'response', first: 'A', then: 'B', within: 'PT10S' },
    } as const;
    const events = [
      ...history([{ stateId: 'A', at: 0 }]),
      event('JourneyRestarted', { from: 'A', to: 'A', reason: 'x', enteredAt: instant(20) }, 1, 20),
      event('JourneyMoved', { from: 'A', to: 'B', reason: 'x', enteredAt: instant(25) }, 2, 25),
    ];
    const { breaches } = policyReview(events, { rulesOf: () => ({ policies, isFinal }), now: instant(60) });
    expect(breaches).toEqual([
      {
        policy: 'answered',
        kind: 'response',
        revision: 0,
        at: instant(10),
        deadline: instant(10),
        policyVersion: 1,
      },
      {
        policy: 'served',
        kind: 'existence',
        revision: 0,
        at: instant(30),
        deadline: instant(30),
        policyVersion: 1,
      },
    ]);
  });

  it('follows a migration: the new version’s policies hold for the whole journey, under its names', () => {
    const policies = [
      { paid: { kind: 'precedence', first: 'A', then: 'B' } },
      { once: { kind: 'absence', state: 'AA', atMost: 1 } },
    ] as const;
    const rulesOf = (_: string, version: number): PolicyRules => ({ isFinal, policies: policies[version - 1] ?? {} });
    const events = [
      ...history([
        { stateId: 'A', at: 0 },
        { stateId: 'A', at: 1 },
        { stateId: 'B', at: 2 },
      ]),
      event('JourneyMigrated', { fromVersion: 1, toVersion: 2, toHash: '', stateMap: { A: 'AA', B: 'BB' } }, 3, 3),
    ];
    expect(policyReview(events.slice(0, 3), { rulesOf }).breaches).toEqual([]);
    const review = policyReview(events, { rulesOf });
    expect(review.breaches).toEqual([
      { policy: 'once', kind: 'absence', revision: 1, at: instant(1), stateId: 'AA', policyVersion: 2 },
    ]);
    expect(review.journey?.stateId).toBe('BB');
  });
});
