import type { DefinitionDocument } from '../definition';
import type { DefinitionError } from '../finding';
import { named, pointer } from '../finding';
import type { StateGraph } from './state-graph';

/** Timeouts that loop without a transition would go round for ever without callers, recording each round. */
export function checkTimeoutLoops(document: DefinitionDocument, graph: StateGraph): readonly DefinitionError[] {
  const next = new Map(
    [...graph.edges].flatMap(([stateId, edges]) => {
      const timeout = edges.find(({ by }) => by === 'timeout');
      return timeout === undefined ? [] : [[stateId, timeout.to] as const];
    }),
  );
  const seen = new Set<string>();
  const errors: DefinitionError[] = [];
  for (const first of next.keys()) {
    const loop = loopFrom(first, next, seen);
    if (loop !== undefined) errors.push(loopError(document, loop));
  }
  return errors;
}

/** The loop that the timeouts from a state end in, unless an earlier walk was there; marks where it has been. */
function loopFrom(
  first: string,
  next: ReadonlyMap<string, string>,
  seen: Set<string>,
): readonly [string, ...string[]] | undefined {
  const walk: string[] = [];
  for (let at: string | undefined = first; at !== undefined; at = next.get(at)) {
    const [again, ...others] = walk.slice(walk.indexOf(at));
    if (walk.includes(at) && again !== undefined) return [again, ...others];
    if (seen.has(at)) return undefined;
    seen.add(at);
    walk.push(at);
  }
  return undefined;
}

function loopError(document: DefinitionDocument, loop: readonly [string, ...string[]]): DefinitionError {
  const [first] = loop;
  const hasTarget = document.states[first]?.timeout?.target !== undefined;
  const way = [...loop, first].map(named).join(' -> ');
  const message =
    loop.length === 1
      ? `The timeout of ${named(first)} leads back into it, so a journey would time out for ever; give it another target.`
      : `The timeouts form a loop, ${way}, so a journey would time out for ever; give one of them a target outside it.`;
  return { code: 'TIMEOUT_LOOP', path: pointer('states', first, 'timeout', ...(hasTarget ? ['target'] : [])), message };
}
