import { statesOf, transitionOptions } from '../definition/compile-definition';
import { ABORT_TIMEOUT_STATE, type DefinitionDocument, type PolicyDefinition } from '../definition/definition';
import { policyAutomaton, type PolicyAutomaton } from './policy-automaton';

/** Whether the states imply a policy, exclude it, or leave it to the journey. */
export const POLICY_VERDICTS = ['proved', 'watched', 'excluded'] as const;
export type PolicyVerdict = (typeof POLICY_VERDICTS)[number];

export interface PolicyProof {
  readonly verdict: PolicyVerdict;
  /** States that a journey can enter, one after the other, and break the policy; absent if none breaks it. */
  readonly example?: readonly string[];
}

/** The states that a journey can enter from a state without an operator, whatever its guards say. */
export interface PolicyGraph {
  readonly initial: string;
  isFinal(stateId: string): boolean;
  next(stateId: string): readonly string[];
}

/**
 * Transitions, `anyState`, timeouts and restarts by a conflict. Any journey can be given a deadline of its own, so a state
 * without a timeout leads to `ABORT_TIMEOUT` too. What operators do is not in it.
 */
export function policyGraph(document: DefinitionDocument): PolicyGraph {
  const states = statesOf(document);
  const next = new Map<string, readonly string[]>();
  for (const [stateId, state] of states) {
    const options = transitionOptions(document, stateId, state);
    const restarts = options.some(({ onConflict }) => onConflict === 'restart') ? [document.initial] : [];
    const timeouts = state.final === true ? [] : [state.timeout?.target ?? ABORT_TIMEOUT_STATE];
    next.set(stateId, [...new Set([...options.map(({ target }) => target), ...restarts, ...timeouts])]);
  }
  return {
    initial: document.initial,
    isFinal: (stateId) => states.get(stateId)?.final === true,
    next: (stateId) => next.get(stateId) ?? [],
  };
}

/** A journey in a state, and where the policy stands. */
interface Place {
  readonly stateId: string;
  readonly phase: number;
  /** Whether the policy has to do with the journey so far. */
  readonly isConcerned: boolean;
  readonly from: Place | undefined;
}

/**
 * Walks the product of the states and the policy, shortest ways first. `proved`: no way breaks it. `excluded`: every way
 * to an end with which the policy has to do breaks it. With a `within` it is watched at least: a timeout can fire late.
 */
export function provePolicy(policy: PolicyDefinition, graph: PolicyGraph): PolicyProof {
  const automaton = policyAutomaton(policy);
  const seen = new Set<string>();
  const places: Place[] = [];
  let broken: Place | undefined;
  let isKept = false;
  const visit = (stateId: string, from: Place | undefined): void => {
    const { place, isBroken } = placeAfter(automaton, stateId, from);
    const key = `${place.phase} ${place.isConcerned ? 1 : 0} ${stateId}`;
    if (isBroken || (graph.isFinal(stateId) && automaton.isOwed(place.phase))) broken ??= place;
    else if (!seen.has(key)) {
      seen.add(key);
      places.push(place);
      isKept ||= graph.isFinal(stateId) && place.isConcerned;
    }
  };
  visit(graph.initial, undefined);
  // Grows while it is walked.
  for (const place of places) for (const stateId of graph.next(place.stateId)) visit(stateId, place);

  if (broken === undefined) return { verdict: policy.within === undefined ? 'proved' : 'watched' };
  return { verdict: isKept ? 'watched' : 'excluded', example: wayTo(broken) };
}

function placeAfter(
  automaton: PolicyAutomaton,
  stateId: string,
  from: Place | undefined,
): { readonly place: Place; readonly isBroken: boolean } {
  const { phase, isBroken } = automaton.enter(from?.phase ?? automaton.start, stateId);
  const isConcerned = automaton.concerns === undefined || from?.isConcerned === true || automaton.concerns(stateId);
  return { place: { stateId, phase, isConcerned, from }, isBroken };
}

function wayTo(place: Place): readonly string[] {
  const way: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.from) way.push(at.stateId);
  return way.reverse();
}
