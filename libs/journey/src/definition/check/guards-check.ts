import type { DefinitionDocument, TransitionDefinition } from '../definition';
import { compileGuard, pathLabel } from '../../guard/compile-guard';
import type { GuardReads } from '../../guard/guard-reads';
import { closestPath, isKnownProperty, typesAt } from './context-check';
import type { DefinitionError } from '../finding';
import { named, pointer, unknownName } from '../finding';
import type { StateGraph } from './state-graph';

/** Checks that guards compile, give true or false, and name only context and states that exist. */
export function checkGuards(document: DefinitionDocument, graph: StateGraph): readonly DefinitionError[] {
  const lists: [string, readonly TransitionDefinition[] | undefined][] = Object.entries(document.states).map(
    ([stateId, state]) => [pointer('states', stateId, 'transitions'), state.transitions],
  );
  lists.push([pointer('anyState', 'transitions'), document.anyState?.transitions]);
  return lists.flatMap(([path, transitions]) =>
    (transitions ?? []).flatMap(({ guard }, index) =>
      guard === undefined ? [] : checkGuard(guard, `${path}/${index}/guard`, document, graph),
    ),
  );
}

function checkGuard(
  expression: string,
  path: string,
  document: DefinitionDocument,
  graph: StateGraph,
): readonly DefinitionError[] {
  const compilation = compileGuard(expression);
  if (!compilation.ok) {
    return [{ code: compilation.code, path, message: `The guard ${named(expression)} ${compilation.problem}.` }];
  }
  const { reads } = compilation.guard;
  return [
    ...unknownContext(reads, document).map((keys): DefinitionError => {
      const meant = closestPath(document.context, keys);
      const hint = meant === undefined ? '.' : `; did you mean ${pathLabel(meant)}?`;
      const message = `The guard ${named(expression)} reads ${pathLabel(keys)}, which the context schema does not have${hint}`;
      return { code: 'GUARD_CONTEXT_UNKNOWN', path, message };
    }),
    ...reads.visits
      .filter((stateId) => !graph.states.has(stateId))
      .map((stateId): DefinitionError => {
        const message = `The guard ${named(expression)} counts visits to a state that does not exist: ${unknownName(stateId, 'a state', graph.states.keys())}`;
        return { code: 'GUARD_STATE_UNKNOWN', path, message };
      }),
    ...notBoolean(expression, path, reads, document),
  ];
}

function unknownContext(reads: GuardReads, document: DefinitionDocument): GuardReads['contextPaths'] {
  return reads.contextPaths.filter((keys) => !isKnownProperty(document.context, keys));
}

/** A guard that is a property alone has that property's type. */
function notBoolean(
  expression: string,
  path: string,
  { barePath }: GuardReads,
  document: DefinitionDocument,
): readonly DefinitionError[] {
  const types = barePath && typesAt(document.context, barePath);
  if (types === undefined || types.includes('boolean')) return [];
  const message = `The guard ${named(expression)} gives ${types.join(' or ')}; a guard must give true or false.`;
  return [{ code: 'GUARD_NOT_BOOLEAN', path, message }];
}
