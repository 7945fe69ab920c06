import type { PolicyDefinition } from '../definition/definition';

/** What entering a state does to a policy. */
export interface PolicyStep {
  readonly phase: number;
  readonly isBroken: boolean;
}

/** A policy as a machine that reads the states which a journey enters. A phase is a small whole number of its own. */
export interface PolicyAutomaton {
  readonly start: number;
  /** The phase in which nothing is owed. After a violation was found, the policy is here or where it was broken. */
  readonly settled: number;
  enter(phase: number, stateId: string): PolicyStep;
  /** Whether something is still owed: it is broken once the journey ends, or its time is over. */
  isOwed(phase: number): boolean;
  /** Whether the policy has to do with a journey that enters this state; undefined if it has with any journey. */
  readonly concerns: ((stateId: string) => boolean) | undefined;
}

const made = new WeakMap<PolicyDefinition, PolicyAutomaton>();

/** Of a checked policy; the templates are those of Declare. */
export function policyAutomaton(policy: PolicyDefinition): PolicyAutomaton {
  const known = made.get(policy);
  if (known !== undefined) return known;
  const automaton = automatonOf(policy);
  made.set(policy, automaton);
  return automaton;
}

function automatonOf(policy: PolicyDefinition): PolicyAutomaton {
  const { kind, first = '', then = '', state = '', states = [], atMost = 0 } = policy;
  switch (kind) {
    case 'precedence':
      return precedence(first, then);
    case 'response':
      return response(first, then);
    case 'chainResponse':
      return chainResponse(first, then);
    case 'existence':
      return existence(state);
    case 'absence':
      return absence(state, atMost);
    case 'notCoexistence':
      return notCoexistence(states);
  }
}

const kept = (phase: number): PolicyStep => ({ phase, isBroken: false });
const owesNothing = (): boolean => false;

/** `then` only after `first`. Phase 1: from now on it holds, or it was broken. */
function precedence(first: string, then: string): PolicyAutomaton {
  return {
    start: 0,
    settled: 1,
    enter: (phase, stateId) => {
      if (phase === 1 || stateId === first) return kept(1);
      return stateId === then ? { phase: 1, isBroken: true } : kept(0);
    },
    isOwed: owesNothing,
    concerns: (stateId) => stateId === then,
  };
}

/** After `first`, eventually `then`. Phase 1: `then` is owed. */
function response(first: string, then: string): PolicyAutomaton {
  return {
    start: 0,
    settled: 0,
    enter: (phase, stateId) => kept(stateId === then ? 0 : stateId === first ? 1 : phase),
    isOwed: (phase) => phase === 1,
    concerns: (stateId) => stateId === first,
  };
}

/** `first` is followed by `then` at once. Phase 1: the next state must be `then`. */
function chainResponse(first: string, then: string): PolicyAutomaton {
  return {
    start: 0,
    settled: 0,
    enter: (phase, stateId) => ({ phase: stateId === first ? 1 : 0, isBroken: phase === 1 && stateId !== then }),
    isOwed: (phase) => phase === 1,
    concerns: (stateId) => stateId === first,
  };
}

/** `state` at least once. Phase 0: it is owed. */
function existence(state: string): PolicyAutomaton {
  return {
    start: 0,
    settled: 1,
    enter: (phase, stateId) => kept(stateId === state ? 1 : phase),
    isOwed: (phase) => phase === 0,
    concerns: undefined,
  };
}

/** `state` at most so often. The phase counts, up to one too many. */
function absence(state: string, atMost: number): PolicyAutomaton {
  return {
    start: 0,
    settled: atMost + 1,
    enter: (phase, stateId) => {
      if (stateId !== state || phase > atMost) return kept(phase);
      return { phase: phase + 1, isBroken: phase === atMost };
    },
    isOwed: owesNothing,
    concerns: undefined,
  };
}

/** Not both of two states. The phase has a bit for each. */
function notCoexistence([one, other]: readonly string[]): PolicyAutomaton {
  return {
    start: 0,
    settled: 3,
    enter: (phase, stateId) => {
      const next = phase | (stateId === one ? 1 : 0) | (stateId === other ? 2 : 0);
      return { phase: next, isBroken: next === 3 && phase !== 3 };
    },
    isOwed: owesNothing,
    concerns: undefined,
  };
}
