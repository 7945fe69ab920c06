import fc from 'fast-check';
import { ABORT_TIMEOUT_STATE, type PolicyDefinition } from '../src';

export const STATES = ['A', 'B', 'C', 'D'] as const;
const two = fc
  .tuple(fc.constantFrom(...STATES), fc.constantFrom(...STATES))
  .filter(([first, then]) => first !== then)
  .map(([first, then]) => ({ first, then }));
const one = fc.constantFrom(...STATES, ABORT_TIMEOUT_STATE).map((state) => ({ state }));
const within = fc.constantFrom(undefined, 'PT10S', 'PT30S');

/** Any sound policy over four states. */
export const anyPolicy: fc.Arbitrary<PolicyDefinition> = fc
  .oneof(
    two.map((states) => ({ kind: 'precedence' as const, ...states })),
    fc.tuple(two, within).map(([states, time]) => ({ kind: 'response' as const, ...states, within: time })),
    two.map((states) => ({ kind: 'chainResponse' as const, ...states })),
    fc.tuple(one, within).map(([state, time]) => ({ kind: 'existence' as const, ...state, within: time })),
    fc
      .tuple(one, fc.constantFrom(undefined, 0, 1, 2))
      .map(([state, atMost]) => ({ kind: 'absence' as const, ...state, atMost })),
    two.map(({ first, then }) => ({ kind: 'notCoexistence' as const, states: [first, then] })),
  )
  .map((policy) => JSON.parse(JSON.stringify(policy)) as PolicyDefinition);

export interface Entry {
  readonly stateId: string;
  readonly at: number;
}

/** What the templates of Declare say of a trace, word by word; `ended` if nothing follows, up to `now` nothing has. */
export function keeps(
  policy: PolicyDefinition,
  trace: readonly Entry[],
  ended: boolean,
  now = Number.NEGATIVE_INFINITY,
): boolean {
  const { kind, first, then, state, states = [], atMost = 0, within: time } = policy;
  const ids = trace.map(({ stateId }) => stateId);
  const limit = time === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(time.slice(2), 10);
  const end = Math.max(now, trace.at(-1)?.at ?? 0);
  const isOver = (since: number): boolean => ended || end > since + limit;
  switch (kind) {
    case 'precedence':
      return ids.every((id, i) => id !== then || ids.slice(0, i).includes(first ?? ''));
    case 'chainResponse':
      return ids.every((id, i) => id !== first || (i + 1 < ids.length ? ids[i + 1] === then : !ended));
    case 'response':
      return trace.every(
        ({ stateId, at }, i) =>
          stateId !== first ||
          trace.some((later, j) => j > i && later.stateId === then && later.at <= at + limit) ||
          !isOver(at),
      );
    case 'existence': {
      const start = trace[0]?.at ?? 0;
      return trace.some(({ stateId, at }) => stateId === state && at <= start + limit) || !isOver(start);
    }
    case 'absence':
      return ids.filter((id) => id === state).length <= atMost;
    case 'notCoexistence':
      return !states.every((id) => ids.includes(id));
  }
}
