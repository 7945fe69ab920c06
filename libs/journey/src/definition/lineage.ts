import { schemaProperties } from './context-schema';
import { ABORT_TIMEOUT_STATE } from './definition';
import type { DefinitionDocument, Lineage } from './definition';

/**
 * Undefined if no rule renamed or dropped anything.
 * @param earlier versions that were published before; each rule is about what those before it left.
 */
export function lineageOf(
  document: DefinitionDocument,
  earlier: readonly DefinitionDocument[] = [],
): Lineage | undefined {
  const versions = earlier.filter(({ version }) => version < document.version);
  versions.sort((one, other) => one.version - other.version);
  const rules = [...versions, document].flatMap(({ upgrade }) => upgrade ?? []);
  const names = presentNames(rules.map(({ states = {} }) => states));
  const current = new Map([...names].filter(([old, name]) => !isState(document, old) && isState(document, name)));
  const properties = schemaProperties(document.context);
  const dropped = new Set(rules.flatMap(({ drop = [] }) => drop).filter((name) => !properties.has(name)));
  if (current.size === 0 && dropped.size === 0) return undefined;
  const former = new Map<string, readonly string[]>();
  for (const [old, name] of current) former.set(name, [...(former.get(name) ?? []), old]);
  return { current, former, dropped };
}

function presentNames(renamings: readonly { readonly [old: string]: string }[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const renaming of renamings) {
    for (const [from, to] of Object.entries(renaming)) {
      for (const [old, name] of names) if (name === from) names.set(old, to);
      names.set(from, to);
    }
  }
  return names;
}

function isState({ states }: DefinitionDocument, stateId: string): boolean {
  return Object.hasOwn(states, stateId) || stateId === ABORT_TIMEOUT_STATE;
}
