import { defined } from '@ledger/plain-data';
import { statesOf, transitionOptions } from '../compile-definition';
import { ABORT_TIMEOUT_STATE } from '../definition';
import type { DefinitionDocument, StateDefinition } from '../definition';

/** A way that a journey can take from one state to another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly guard?: string;
  readonly by: 'transition' | 'anyState' | 'timeout';
}

export interface StateGraph {
  readonly states: ReadonlyMap<string, StateDefinition>;
  /** By the state they leave. An edge may lead to a state that the document lacks. */
  readonly edges: ReadonlyMap<string, readonly Edge[]>;
  readonly reachable: ReadonlySet<string>;
}

/** The graph of a document's states, its timeouts included. */
export function stateGraph(document: DefinitionDocument): StateGraph {
  const states = statesOf(document);
  const edges = new Map<string, readonly Edge[]>();
  for (const [stateId, state] of states) {
    edges.set(stateId, edgesFrom(document, stateId, state));
  }
  return { states, edges, reachable: reachableFrom(document.initial, edges) };
}

function edgesFrom(document: DefinitionDocument, stateId: string, state: StateDefinition): readonly Edge[] {
  const moves = transitionOptions(document, stateId, state).map(({ target, guard, fromAnyState }) =>
    defined<Edge>({ from: stateId, to: target, guard, by: fromAnyState ? 'anyState' : 'transition' }),
  );
  if (state.timeout === undefined || state.final === true) return moves;
  return [...moves, { from: stateId, to: state.timeout.target ?? ABORT_TIMEOUT_STATE, by: 'timeout' }];
}

/** `ABORT_TIMEOUT` is always reachable: any session can be given a deadline of its own. */
function reachableFrom(initial: string, edges: ReadonlyMap<string, readonly Edge[]>): ReadonlySet<string> {
  const reached = new Set<string>([initial, ABORT_TIMEOUT_STATE]);
  for (const stateId of reached) {
    for (const edge of edges.get(stateId) ?? []) reached.add(edge.to);
  }
  return reached;
}
