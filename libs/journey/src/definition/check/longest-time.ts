import type { DefinitionDocument } from '../definition';
import { isoDuration, parseDuration } from '../../timing/duration';
import { compileGuard } from '../../guard/compile-guard';
import { stateGraph } from './state-graph';
import type { Edge } from './state-graph';

/** How long a journey can take if every state is left at the last moment. */
export interface LongestTime {
  /** Present if no journey can take longer. */
  readonly longestBounded?: { readonly ms: number; readonly iso: string; readonly path: readonly string[] };
  /** States that a journey can go round for ever, the first one again at the end. */
  readonly unboundedCycle?: readonly string[];
  /** States in which a journey can wait for ever. */
  readonly unboundedStates?: readonly string[];
}

interface Step {
  readonly to: string;
  /** The step can be taken while its target was visited fewer times than this. */
  readonly below?: number;
}

interface Walk {
  readonly ms: number;
  readonly path: readonly string[];
}

/** Beyond this the search for the longest walk through counted loops ends without a figure. */
const MAX_WALKS = 20_000;
const MAX_COUNTED = 1_000;

/** Follows every edge whose guard might hold. `visits('IDENTIFY') < 3` bounds a loop; any other has no end. */
export function longestTime(document: DefinitionDocument): LongestTime {
  const { states, edges } = stateGraph(document);
  const steps = new Map([...edges].map(([stateId, outgoing]) => [stateId, outgoing.map(stepOf)]));
  const reached = reachedFrom(document.initial, steps);

  const cycle = endlessCycle(document.initial, steps);
  if (cycle !== undefined) return { unboundedCycle: cycle };
  const waiting = reached.filter((stateId) => !states.get(stateId)?.final && !states.get(stateId)?.timeout);
  if (waiting.length > 0) return { unboundedStates: waiting };

  const bounds = new Map(reached.map((stateId) => [stateId, upperBound(states.get(stateId)?.timeout?.after)]));
  const walk = longestWalk(document.initial, steps, bounds);
  return walk === undefined ? {} : { longestBounded: { ms: walk.ms, iso: isoDuration(walk.ms), path: walk.path } };
}

function stepOf({ to, guard }: Edge): Step {
  const compilation = guard === undefined ? undefined : compileGuard(guard);
  const below = compilation?.ok ? compilation.guard.reads.visitLimits.get(to) : undefined;
  return below === undefined ? { to } : { to, below };
}

function upperBound(after: string | undefined): number {
  const parsed = after === undefined ? undefined : parseDuration(after);
  return parsed?.ok ? parsed.ms : 0;
}

type Steps = ReadonlyMap<string, readonly Step[]>;

function reachedFrom(initial: string, steps: Steps): readonly string[] {
  const reached = new Set([initial]);
  for (const stateId of reached) for (const { to } of steps.get(stateId) ?? []) reached.add(to);
  return [...reached];
}

/** A loop of steps of which none is counted, found by depth-first search. */
function endlessCycle(initial: string, steps: Steps): readonly string[] | undefined {
  const done = new Set<string>();
  const trail: string[] = [];

  function search(stateId: string): readonly string[] | undefined {
    const seenAt = trail.indexOf(stateId);
    if (seenAt >= 0) return [...trail.slice(seenAt), stateId];
    if (done.has(stateId)) return undefined;
    trail.push(stateId);
    for (const { to, below } of steps.get(stateId) ?? []) {
      const cycle = below === undefined ? search(to) : undefined;
      if (cycle !== undefined) return cycle;
    }
    trail.pop();
    done.add(stateId);
    return undefined;
  }

  for (const stateId of reachedFrom(initial, steps)) {
    const cycle = search(stateId);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Longest walk where every loop is counted; remembers the answer for each state and each set of counts. */
function longestWalk(initial: string, steps: Steps, bounds: ReadonlyMap<string, number>): Walk | undefined {
  const limits = new Map<string, number>();
  for (const { to, below } of [...steps.values()].flat()) {
    if (below !== undefined) limits.set(to, Math.max(below, limits.get(to) ?? 0));
  }
  const counted = [...limits.keys()];
  if ([...limits.values()].reduce((sum, limit) => sum + limit, 0) > MAX_COUNTED) return undefined;
  const known = new Map<string, Walk>();

  function from(stateId: string, before: ReadonlyMap<string, number>): Walk | undefined {
    const limit = limits.get(stateId);
    const count = Math.min((before.get(stateId) ?? 0) + 1, limit ?? 0);
    const counts = limit === undefined ? before : new Map(before).set(stateId, count);
    const key = JSON.stringify([stateId, ...counted.map((name) => counts.get(name) ?? 0)]);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    if (known.size >= MAX_WALKS) return undefined;

    let longest: Walk = { ms: 0, path: [] };
    for (const { to, below } of steps.get(stateId) ?? []) {
      if (below !== undefined && (counts.get(to) ?? 0) >= below) continue;
      const walk = from(to, counts);
      if (walk === undefined) return undefined;
      if (walk.ms > longest.ms || longest.path.length === 0) longest = walk;
    }
    const whole = { ms: (bounds.get(stateId) ?? 0) + longest.ms, path: [stateId, ...longest.path] };
    known.set(key, whole);
    return whole;
  }

  return from(initial, new Map());
}
