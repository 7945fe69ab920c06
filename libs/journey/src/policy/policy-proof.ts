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
  /** Of the state itself. */
  next(stateId: string): readonly string[];
  /** Of every state that is not final, except itself. */
  readonly shared: readonly string[];
}

/**
 * Transitions, `anyState`, timeouts and restarts by a conflict. Any journey can be given a deadline of its own, so a state
 * without a timeout leads to `ABORT_TIMEOUT` too. What operators do is not in it.
 */
export function policyGraph(document: DefinitionDocument): PolicyGraph {
  const states = statesOf(document);
  const next = new Map<string, readonly string[]>();
  for (const [stateId, state] of states) {
    if (state.final === true) continue;
    const options = transitionOptions(document, stateId, state);
    const own = options.filter(({ fromAnyState }) => !fromAnyState).map(({ target }) => target);
    const restarts = options.some(({ onConflict }) => onConflict === 'restart') ? [document.initial] : [];
    next.set(stateId, [...new Set([...own, ...restarts, state.timeout?.target ?? ABORT_TIMEOUT_STATE])]);
  }
  return {
    initial: document.initial,
    isFinal: (stateId) => states.get(stateId)?.final === true,
    next: (stateId) => next.get(stateId) ?? [],
    shared: [...new Set((document.anyState?.transitions ?? []).map(({ target }) => target))],
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
  const { kind, state = '', atMost = 0 } = policy;
  if (kind !== 'absence' || atMost < 2) return walked(policy, graph);
  // What can be entered twice can be entered ever again, and a way that goes round can be cut short.
  const { verdict, example } = walked({ ...policy, atMost: 1 }, graph);
  return { verdict, ...(example && { example: goingRound(example, state, atMost) }) };
}

function walked(policy: PolicyDefinition, graph: PolicyGraph): PolicyProof {
  const automaton = policyAutomaton(policy);
  const seen = new Set<string>();
  const sharedBy = new Map<string, number>();
  const places: Place[] = [];
  let broken: Place | undefined;
  let isKept = false;
  const visit = (stateId: string, from: Place | undefined): void => {
    const { place, isBroken } = placeAfter(automaton, stateId, from);
    const key = `${standing(place)} ${stateId}`;
    if (isBroken || (graph.isFinal(stateId) && automaton.isOwed(place.phase))) broken ??= place;
    else if (!seen.has(key)) {
      seen.add(key);
      places.push(place);
      isKept ||= graph.isFinal(stateId) && place.isConcerned;
    }
  };
  visit(graph.initial, undefined);
  // Grows while it is walked.
  for (const place of places) {
    if (graph.isFinal(place.stateId)) continue;
    for (const stateId of graph.next(place.stateId)) visit(stateId, place);
    // Two states have all of `anyState` between them, so that more of the same standing add nothing.
    const times = sharedBy.get(standing(place)) ?? 0;
    if (times < 2) for (const stateId of graph.shared) if (stateId !== place.stateId) visit(stateId, place);
    sharedBy.set(standing(place), times + 1);
  }
  if (broken === undefined) return { verdict: policy.within === undefined ? 'proved' : 'watched' };
  return { verdict: isKept ? 'watched' : 'excluded', example: wayTo(broken) };
}

/** Where the policy stands, whatever the state. */
function standing({ phase, isConcerned }: Place): string {
  return `${phase} ${isConcerned ? 1 : 0}`;
}

/** A way that enters a state twice, prolonged until it enters it more often than `atMost`. */
function goingRound(way: readonly string[], state: string, atMost: number): readonly string[] {
  const round = way.slice(way.indexOf(state) + 1);
  return [...way, ...Array.from({ length: atMost - 1 }, () => round).flat()];
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
