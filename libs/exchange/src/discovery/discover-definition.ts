import { activityOf } from '../state-name';
import type { DiscoveredLog, ObservedEdge } from './discovered-log';
import { timeoutCandidates, type TimeoutCandidate } from './timeout-candidates';

export interface DiscoveryOptions {
  /** Id of the definition written. */
  readonly id: string;
  readonly title?: string;
  /**
   * Name of the state that stands before a case's first event. Default: `OPENED`. Where it is a state of the log, every
   * case should begin in it: its first event then is the case's start.
   */
  readonly initial?: string;
  /** Edges seen less often are left out. Default: 1, every edge. */
  readonly threshold?: number;
}

interface DiscoveredState {
  /** The activity, where its state could not be named so. */
  readonly title?: string;
  readonly final?: true;
  readonly transitions?: readonly { readonly target: string }[];
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
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly count: number;
    readonly kept: boolean;
  }[];
  /** States of the log that the threshold cut off from the initial state. */
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
  // A set grows while it is walked, and the walk comes to what was added.
  for (const state of found) for (const edge of edges) if (edge.from === state) found.add(edge.to);
  return found;
}

/** A state name that the log does not use itself. */
function initialName(wanted: string, states: ReadonlyMap<string, number>): string {
  let name = wanted;
  while (states.has(name)) name += '_';
  return name;
}

/** Writes the definition that a log followed. A state that no kept edge leaves becomes final. */
export function discoverDefinition(log: DiscoveredLog, options: DiscoveryOptions): Discovery {
  const threshold = options.threshold ?? 1;
  const wanted = options.initial ?? 'OPENED';
  const isFirstEvent = log.starts.size === 1 && log.starts.has(wanted);
  const initial = isFirstEvent ? wanted : initialName(wanted, log.states);
  const firsts = (isFirstEvent ? [] : [...log.starts]).map(([to, count]) => ({
    from: initial,
    to,
    count,
    seconds: [] as number[],
  }));
  const observed: ObservedEdge[] = [...firsts, ...log.edges];
  const frequent = observed.filter((edge) => edge.count >= threshold);
  const found = reachable([initial], frequent);
  const kept = frequent.filter((edge) => found.has(edge.from));

  const states: Record<string, DiscoveredState> = Object.create(null) as never;
  for (const state of [...new Set([initial, ...log.states.keys()])].filter((name) => found.has(name))) {
    const leaving = kept.filter((edge) => edge.from === state).sort(byCount);
    // A state that only leads back into itself is no end either: such a journey could still be moved.
    states[state] = {
      ...(activityOf(state) !== state && { title: activityOf(state) }),
      ...(leaving.length === 0 ? { final: true } : { transitions: leaving.map((edge) => ({ target: edge.to })) }),
    };
  }
  const keptEdges = new Set(kept);
  return {
    document: {
      id: options.id,
      version: 1,
      title: options.title ?? `Discovered from ${log.cases} cases`,
      initial,
      states: { ...states },
      context: { type: 'object', properties: {} },
    },
    edges: observed
      .sort(byCount)
      .map((edge) => ({ from: edge.from, to: edge.to, count: edge.count, kept: keptEdges.has(edge) })),
    droppedStates: [...log.states.keys()].filter((state) => !found.has(state)),
    timeouts: timeoutCandidates(log.edges),
    cases: log.cases,
    events: log.events,
  };
}
