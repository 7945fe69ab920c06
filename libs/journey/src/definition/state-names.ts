import { ABORT_TIMEOUT_STATE } from './definition';
import type { DefinitionDocument, StateNames } from './definition';

/**
 * Undefined if no state was renamed.
 * @param earlier versions that were published before; each rule renames what those before it left.
 */
export function stateNames(
  document: DefinitionDocument,
  earlier: readonly DefinitionDocument[] = [],
): StateNames | undefined {
  const lineage = earlier.filter(({ version }) => version < document.version);
  lineage.sort((one, other) => one.version - other.version);
  const meant = new Map<string, string>();
  for (const { upgrade } of [...lineage, document]) {
    for (const [from, to] of Object.entries(upgrade?.states ?? {})) {
      for (const [old, present] of meant) if (present === from) meant.set(old, to);
      meant.set(from, to);
    }
  }
  const current = new Map([...meant].filter(([old, present]) => !isState(document, old) && isState(document, present)));
  if (current.size === 0) return undefined;
  const former = new Map<string, readonly string[]>();
  for (const [old, present] of current) former.set(present, [...(former.get(present) ?? []), old]);
  return { current, former };
}

function isState({ states }: DefinitionDocument, stateId: string): boolean {
  return Object.hasOwn(states, stateId) || stateId === ABORT_TIMEOUT_STATE;
}
