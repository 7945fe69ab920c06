import type { DefinitionDocument, StateDefinition, TransitionDefinition } from '../definition';
import { parseDuration } from '../../timing/duration';
import type { DefinitionError, DefinitionWarning } from '../finding';
import { named, pointer } from '../finding';
import type { StateGraph } from './state-graph';

/** Rules about states, targets and timeouts. */
export function checkStates(document: DefinitionDocument, graph: StateGraph): readonly DefinitionError[] {
  const initial: DefinitionError[] = graph.states.has(document.initial)
    ? []
    : [
        {
          code: 'INITIAL_UNKNOWN',
          path: pointer('initial'),
          message: `The initial state ${named(document.initial)} is none of the states; name one of them.`,
        },
      ];
  return [
    ...initial,
    ...checkTargets(document.anyState?.transitions, pointer('anyState', 'transitions'), graph),
    ...Object.entries(document.states).flatMap(([stateId, state]) => [
      ...checkTargets(state.transitions, pointer('states', stateId, 'transitions'), graph),
      ...checkFinal(stateId, state),
      ...checkTimeout(stateId, state, graph),
      ...checkConnection(stateId, state, graph, initial.length === 0),
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
  graph: StateGraph,
): readonly DefinitionError[] {
  return (transitions ?? []).flatMap(({ target }, index): DefinitionError[] => {
    if (graph.states.has(target)) return [];
    const message = `The target ${named(target)} is none of the states.`;
    return [{ code: 'TARGET_UNKNOWN', path: `${path}/${index}/target`, message }];
  });
}

function checkFinal(stateId: string, state: StateDefinition): readonly DefinitionError[] {
  const errors: DefinitionError[] = [];
  if (state.final !== true) return errors;
  if (state.transitions !== undefined && state.transitions.length > 0) {
    errors.push({
      code: 'FINAL_WITH_TRANSITIONS',
      path: pointer('states', stateId, 'transitions'),
      message: `${named(stateId)} is final, so it should have no transitions.`,
    });
  }
  if (state.timeout !== undefined) {
    errors.push({
      code: 'FINAL_WITH_TIMEOUT',
      path: pointer('states', stateId, 'timeout'),
      message: `${named(stateId)} is final, so it should have no timeout.`,
    });
  }
  return errors;
}

function checkTimeout(stateId: string, { timeout }: StateDefinition, graph: StateGraph): readonly DefinitionError[] {
  if (timeout === undefined) return [];
  const errors: DefinitionError[] = [];
  const at = (member: string): string => pointer('states', stateId, 'timeout', member);
  const duration = parseIsoDuration(timeout.after);
  if (duration !== undefined) errors.push({ code: 'DURATION_INVALID', path: at('after'), message: duration });
  if (timeout.target !== undefined && !graph.states.has(timeout.target)) {
    const message = `The timeout's target ${named(timeout.target)} is none of the states.`;
    errors.push({ code: 'TIMEOUT_TARGET_UNKNOWN', path: at('target'), message });
  }
  return errors;
}

function checkConnection(
  stateId: string,
  state: StateDefinition,
  graph: StateGraph,
  initialIsKnown: boolean,
): readonly DefinitionError[] {
  const errors: DefinitionError[] = [];
  const path = pointer('states', stateId);
  if (initialIsKnown && !graph.reachable.has(stateId)) {
    const message = `${named(stateId)} cannot be reached from the initial state; lead a transition or a timeout to it, or leave it out.`;
    errors.push({ code: 'STATE_UNREACHABLE', path, message });
  }
  if (state.final !== true && !(graph.edges.get(stateId) ?? []).some((edge) => edge.to !== stateId)) {
    const message = `${named(stateId)} is not final and has no way out; give it a transition or a timeout, or make it final.`;
    errors.push({ code: 'DEAD_END', path, message });
  }
  return errors;
}

function parseIsoDuration(text: string): string | undefined {
  if (!text.startsWith('P')) return `The duration ${named(text)} should be an ISO 8601 duration such as "PT5M".`;
  const parsed = parseDuration(text);
  return parsed.ok ? undefined : parsed.reason;
}
