import { activityOf } from '../naming/state-name';
import { defined } from '@ledger/plain-data';
import type { DiscoveredLog, ObservedEdge } from './discovered-log';
import { timeoutCandidates, type TimeoutCandidate } from './timeout-candidates';

export interface DiscoveryOptions {
  readonly id: string;
  readonly title?: string;
  /** State before a case's first event, `OPENED` by default. If the log has it, every case should begin in it. */
  readonly initial?: string;
  /** Edges seen less often are left out. Default: 1, every edge. */
  readonly threshold?: number;
  /** States that end a case: what the log shows after them is left out. Default: those that nothing leaves. */
  readonly final?: readonly string[];
}

interface DiscoveredState {
  /** The activity, where its state could not be named so. */
  readonly title?: string;
  readonly final?: true;
  readonly transitions?: readonly { readonly target: string }[];
}

/** Why an edge of the log is not in the definition. */
export type LeftOut = 'threshold' | 'unreachable' | 'final';

export interface DiscoveredEdge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly kept: boolean;
  /** Where it was not kept. */
  readonly leftOut?: LeftOut;
}

export interface Discovery {
  /** A definition document: the observed states and edges, most frequent first. */
  readonly document: {
    readonly id: string;
    readonly version: number;
    readonly title: string;
    readonly initial: string;
    readonly states: Readonly<Record<string, DiscoveredState>>;
    readonly context: { readonly [keyword: string]: unknown };
  };
  readonly edges: readonly DiscoveredEdge[];
  /** How many cases end in each state, most frequent first. */
  readonly ends: readonly { readonly stateId: string; readonly cases: number; readonly isFinal: boolean }[];
  /** States of the log that the definition cannot reach by the edges kept. */
  readonly droppedStates: readonly string[];
  readonly timeouts: readonly TimeoutCandidate[];
  readonly cases: number;
  readonly events: number;
}

function byCount(a: { count: number }, b: { count: number }): number {
  return b.count - a.count;
}

/** States that can be reached from the start over the edges kept. */
function reachable(starts: readonly string[], edges: readonly ObservedEdge[]): Set<string> {
  const found = new Set(starts);
  // A set may grow while it is walked; the walk reaches what was added.
  for (const state of found) for (const edge of edges) if (edge.from === state) found.add(edge.to);
  return found;
}

/** A state name that the log does not use itself. */
function initialName(wanted: string, states: ReadonlyMap<string, number>): string {
  let name = wanted;
  while (states.has(name)) name += '_';
  return name;
}

/** States that a case cannot leave: named as final, or left by no edge, or by edges back into themselves alone. */
function finalStates(
  states: Iterable<string>,
  edges: readonly ObservedEdge[],
  named: ReadonlySet<string>,
): Set<string> {
  const left = new Set(edges.filter(({ from, to }) => from !== to).map(({ from }) => from));
  return new Set([...states].filter((state) => named.has(state) || !left.has(state)));
}

export function discoverDefinition(log: DiscoveredLog, options: DiscoveryOptions): Discovery {
  const threshold = options.threshold ?? 1;
  const named = new Set(options.final);
  const wanted = options.initial ?? 'OPENED';
  const isFirstEvent = log.starts.size === 1 && log.starts.has(wanted);
  const initial = isFirstEvent ? wanted : initialName(wanted, log.states);
  const firsts = (isFirstEvent ? [] : [...log.starts]).map(([to, count]): ObservedEdge => ({
    from: initial,
    to,
    count,
    seconds: [],
  }));
  const observed: ObservedEdge[] = [...firsts, ...log.edges];
  const frequent = observed.filter(({ from, count }) => count >= threshold && !named.has(from));
  const found = reachable([initial], frequent);
  const reached = frequent.filter(({ from }) => found.has(from));
  const final = finalStates(found, reached, named);
  const kept = new Set(reached.filter(({ from }) => !final.has(from)));
  const leftOut = (edge: ObservedEdge): LeftOut | undefined => {
    if (kept.has(edge)) return undefined;
    if (edge.count < threshold) return 'threshold';
    return final.has(edge.from) || named.has(edge.from) ? 'final' : 'unreachable';
  };
  return {
    document: {
      id: options.id,
      version: 1,
      title: options.title ?? `Discovered from ${log.cases} cases`,
      initial,
      states: statesOf(
        [...new Set([initial, ...log.states.keys()])].filter((name) => found.has(name)),
        kept,
        final,
      ),
      context: { type: 'object', properties: {} },
    },
    edges: observed.sort(byCount).map((edge) => {
      const { from, to, count } = edge;
      return defined({ from, to, count, kept: kept.has(edge), leftOut: leftOut(edge) });
    }),
    ends: [...log.ends]
      .map(([stateId, cases]) => ({ stateId, cases, isFinal: final.has(stateId) }))
      .sort((a, b) => b.cases - a.cases),
    droppedStates: [...log.states.keys()].filter((state) => !found.has(state)),
    timeouts: timeoutCandidates(log.edges),
    cases: log.cases,
    events: log.events,
  };
}

function statesOf(
  names: readonly string[],
  kept: ReadonlySet<ObservedEdge>,
  final: ReadonlySet<string>,
): Record<string, DiscoveredState> {
  const edges = [...kept].sort(byCount);
  return Object.fromEntries(
    names.map((name): [string, DiscoveredState] => {
      const title = activityOf(name) === name ? undefined : activityOf(name);
      if (final.has(name)) return [name, defined({ title, final: true as const })];
      const transitions = edges.filter(({ from }) => from === name).map(({ to }) => ({ target: to }));
      return [name, defined({ title, transitions })];
    }),
  );
}
