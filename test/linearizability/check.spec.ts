import { violations } from './check';
import type { Operation, StoredEvent, Told } from './operations';

const sessionId = 's';

function told(outcome: Told['outcome'], revision: number, stateId: string, replayed = false): Told {
  return { outcome, revision, stateId, replayed };
}

function move(commandId: string, target: string, [invokedAt, completedAt]: [number, number], more: object): Operation {
  return { sessionId, command: { commandId, target, ...more }, invokedAt, completedAt };
}

/** A move with its answer. */
function answered(operation: Operation, answer: Told): Operation {
  return { ...operation, told: answer };
}

function event(revision: number, commandId: string | null, from: string | null, to: string): StoredEvent {
  return { revision, commandId, from, to };
}

const EVENTS = [event(0, null, null, 'A'), event(1, 'a', 'A', 'B'), event(2, 'b', 'B', 'C'), event(3, 'd', 'C', 'A')];

/** Right in every respect; `c` lost against `b`, and `d` never got its answer. */
const RIGHT: readonly Operation[] = [
  answered(move('a', 'B', [0, 5], { expectedRevision: 0 }), told('ADVANCED', 1, 'B')),
  answered(move('b', 'C', [6, 12], { expectedRevision: 1 }), told('ADVANCED', 2, 'C')),
  answered(move('c', 'A', [7, 14], { expectedRevision: 1 }), told('CONFLICT', 2, 'C')),
  { sessionId, invokedAt: 8, completedAt: 9, told: told('READ', 1, 'B') },
  answered(move('e', 'B', [15, 16], {}), told('REJECTED', 2, 'C')),
  move('d', 'A', [17, Infinity], {}),
  answered(move('a', 'B', [30, 31], { expectedRevision: 0 }), told('ADVANCED', 1, 'B', true)),
  answered(move('f', 'A', [32, 33], {}), told('UNCHANGED', 3, 'A')),
];

/** The same with one operation replaced. */
function but(index: number, other: Partial<Operation>): readonly Operation[] {
  return RIGHT.map((operation, at) => (at === index ? { ...operation, ...other } : operation));
}

describe('the checker of answers', () => {
  it('finds nothing wrong with what is right', () => {
    expect(violations(RIGHT, EVENTS)).toEqual([]);
  });

  it.each<[string, readonly Operation[], readonly StoredEvent[], RegExp]>([
    ['an acknowledged command that is lost', RIGHT, EVENTS.slice(0, 2), /b .*no such revision/],
    ['an event that is missing in between', RIGHT, [EVENTS[0]!, EVENTS[2]!, EVENTS[3]!], /revision 1 is missing/],
    ['an illegal move', RIGHT, EVENTS.with(3, event(3, 'd', 'C', 'B')), /revision 3 moves from C to B/],
    ['an event that does not follow', RIGHT, EVENTS.with(2, event(2, 'b', 'A', 'C')), /leaves A, the journey was in B/],
    ['an event of no command', RIGHT, EVENTS.with(3, event(3, 'x', 'C', 'A')), /a command that was not sent/],
    ['a command applied twice', RIGHT, [...EVENTS, event(4, 'a', 'A', 'B')], /a was applied twice/],
    ['two winners of one lock', but(2, { told: told('ADVANCED', 3, 'A') }), EVENTS, /locked to revision 1/],
    ['a write answered with the event of another', but(2, { told: told('ADVANCED', 2, 'C') }), EVENTS, /event is of b/],
    [
      'a read that goes back in time',
      but(3, { invokedAt: 13, completedAt: 14 }),
      EVENTS,
      /revision 2 had been answered/,
    ],
    ['a read of the future', but(3, { told: told('READ', 3, 'A') }), EVENTS, /sent later/],
    ['a read of another state', but(3, { told: told('READ', 1, 'C') }), EVENTS, /told C, the journey was in B/],
    ['a legal move that is refused', but(4, { command: { commandId: 'e', target: 'A' } }), EVENTS, /legal from C/],
    [
      'a conflict without a lock',
      but(2, { command: { commandId: 'c', target: 'A' } }),
      EVENTS,
      /no lock that was given/,
    ],
    [
      'a repeat with another answer',
      but(6, { told: told('REJECTED', 3, 'A', true) }),
      EVENTS,
      /told ADVANCED at 1, then/,
    ],
    ['an unchanged journey in another state', but(7, { told: told('UNCHANGED', 2, 'C') }), EVENTS, /unchanged in C/],
  ])('finds %s', (_what, operations, events, problem) => {
    expect(violations(operations, events)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });
});
