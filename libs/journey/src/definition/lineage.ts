import { schemaProperties } from './context-schema';
import { ABORT_TIMEOUT_STATE } from './definition';
import type { DefinitionDocument, Lineage, Succession } from './definition';

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
  const rules = [...versions, document].filter(({ upgrade }) => upgrade !== undefined);
  const all = successionOf(document, rules);
  if (all.names.size === 0 && all.dropped.size === 0) return undefined;
  const current = new Map([...all.names].filter(([old]) => !isState(document, old)));
  const properties = schemaProperties(document.context);
  const dropped = new Set([...all.dropped].filter((name) => !properties.has(name)));
  const former = new Map<string, readonly string[]>();
  for (const [old, name] of current) former.set(name, [...(former.get(name) ?? []), old]);
  const known = new Map<number, Succession>();
  const since = (from: number): Succession => {
    let succession = known.get(from);
    if (succession === undefined) {
      const later = rules.filter(({ version }) => version > from);
      known.set(from, (succession = successionOf(document, later)));
    }
    return succession;
  };
  return { current, former, dropped, since };
}

function successionOf(document: DefinitionDocument, versions: readonly DefinitionDocument[]): Succession {
  const names = presentNames(versions.map(({ upgrade }) => upgrade?.states ?? {}));
  return {
    names: new Map([...names].filter(([, name]) => isState(document, name))),
    dropped: new Set(versions.flatMap(({ upgrade }) => upgrade?.drop ?? [])),
  };
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
