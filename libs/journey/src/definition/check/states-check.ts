import { isoDurationProblem } from '../../timing/duration';
import type { DefinitionDocument, StateDefinition, TransitionDefinition } from '../definition';
import { named, pointer, unknownName } from '../finding';
import type { DefinitionError, DefinitionWarning } from '../finding';
import type { StateGraph } from './state-graph';

export function checkStates(document: DefinitionDocument, graph: StateGraph): readonly DefinitionError[] {
  const hasInitial = graph.states.has(document.initial);
  const message = `The initial state ${unknownName(document.initial, 'a state', graph.states.keys())}`;
  return [
    ...(hasInitial ? [] : [{ code: 'INITIAL_UNKNOWN', path: pointer('initial'), message } as const]),
    ...checkTargets(document.anyState?.transitions, pointer('anyState', 'transitions'), graph),
    ...Object.entries(document.states).flatMap(([stateId, state]) => [
      ...checkTargets(state.transitions, pointer('states', stateId, 'transitions'), graph),
      ...checkFinal(stateId, state),
      ...checkOutcome(stateId, state),
      ...checkTimeout(stateId, state, graph),
      ...checkConnection(stateId, state, graph, hasInitial),
    ]),
  ];
}

/** A journey may wait for ever in a state without a timeout. */
export function warnOfMissingTimeouts(graph: StateGraph): readonly DefinitionWarning[] {
  return [...graph.states]
    .filter(([, state]) => state.final !== true && state.timeout === undefined)
    .map(([stateId]) => ({
      code: 'STATE_WITHOUT_TIMEOUT',
      path: pointer('states', stateId),
      message: `${named(stateId)} is not final and has no timeout, so a journey may wait there for ever.`,
    }));
}

function checkTargets(
  transitions: readonly TransitionDefinition[] | undefined,
  path: string,
  { states }: StateGraph,
): readonly DefinitionError[] {
  return (transitions ?? []).flatMap(({ target }, index): DefinitionError[] => {
    if (states.has(target)) return [];
    const message = `The target ${unknownName(target, 'a state', states.keys())}`;
    return [{ code: 'TARGET_UNKNOWN', path: `${path}/${index}/target`, message }];
  });
}

function checkFinal(stateId: string, { final, transitions, timeout }: StateDefinition): readonly DefinitionError[] {
  const errors: DefinitionError[] = [];
  if (final !== true) return errors;
  if (transitions !== undefined && transitions.length > 0) {
    const message = `${named(stateId)} is final, so it must have no transitions.`;
    errors.push({ code: 'FINAL_WITH_TRANSITIONS', path: pointer('states', stateId, 'transitions'), message });
  }
  if (timeout !== undefined) {
    const message = `${named(stateId)} is final, so it must have no timeout.`;
    errors.push({ code: 'FINAL_WITH_TIMEOUT', path: pointer('states', stateId, 'timeout'), message });
  }
  return errors;
}

function checkOutcome(stateId: string, { final, outcome }: StateDefinition): readonly DefinitionError[] {
  if (outcome === undefined || final === true) return [];
  const message = `${named(stateId)} is not final, so it must have no outcome; add "final": true, or remove the outcome.`;
  return [{ code: 'OUTCOME_NOT_FINAL', path: pointer('states', stateId, 'outcome'), message }];
}

function checkTimeout(
  stateId: string,
  { timeout }: StateDefinition,
  { states }: StateGraph,
): readonly DefinitionError[] {
  if (timeout === undefined) return [];
  const errors: DefinitionError[] = [];
  const at = (member: string): string => pointer('states', stateId, 'timeout', member);
  const duration = isoDurationProblem(timeout.after);
  if (duration !== undefined) errors.push({ code: 'DURATION_INVALID', path: at('after'), message: duration });
  if (timeout.target !== undefined && !states.has(timeout.target)) {
    const message = `The target of the timeout, ${unknownName(timeout.target, 'a state', states.keys())}`;
    errors.push({ code: 'TIMEOUT_TARGET_UNKNOWN', path: at('target'), message });
  }
  return errors;
}

function checkConnection(
  stateId: string,
  state: StateDefinition,
  graph: StateGraph,
  hasInitial: boolean,
): readonly DefinitionError[] {
  const errors: DefinitionError[] = [];
  const path = pointer('states', stateId);
  if (hasInitial && !graph.reachable.has(stateId)) {
    const message = `${named(stateId)} cannot be reached from the initial state; add a transition or a timeout that leads to it, or remove it.`;
    errors.push({ code: 'STATE_UNREACHABLE', path, message });
  }
  if (state.final !== true && !(graph.edges.get(stateId) ?? []).some((edge) => edge.to !== stateId)) {
    const message = `${named(stateId)} is not final and has no way out; add a transition or a timeout, or make it final.`;
    errors.push({ code: 'DEAD_END', path, message });
  }
  return errors;
}
