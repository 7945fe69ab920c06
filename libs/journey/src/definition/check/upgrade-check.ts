import { orList } from '@ledger/plain-data';
import { statesOf } from '../compile-definition';
import { schemaProperties } from '../context-schema';
import type { DefinitionDocument } from '../definition';
import { named, pointer, unknownName } from '../finding';
import type { DefinitionError, DefinitionWarning } from '../finding';

export interface UpgradeFindings {
  readonly errors: readonly DefinitionError[];
  readonly warnings: readonly DefinitionWarning[];
}

/** Rules about `upgrade` that the document alone shows, whatever its version. */
export function checkUpgrade(document: DefinitionDocument): UpgradeFindings {
  return {
    errors: [...unsoundStates(document), ...keptProperties(document)],
    warnings: renamedToFinal(document),
  };
}

/** What the versions that were published before show of `upgrade`. */
export function checkUpgradeFrom(
  document: DefinitionDocument,
  published: readonly DefinitionDocument[],
): UpgradeFindings {
  const { from, states = {} } = document.upgrade ?? {};
  const earlier = published.filter(({ version }) => version < document.version);
  const left = from === undefined ? earlier : earlier.filter(({ version }) => from.includes(version));
  const stateIds = new Set(left.flatMap((one) => [...statesOf(one).keys()]));
  const errors = Object.entries(states).flatMap(([old, to]): DefinitionError[] => {
    const isEnded = statesOf(document).get(to)?.final === true;
    const open = left.find((one) => isEnded && statesOf(one).has(old) && statesOf(one).get(old)?.final !== true);
    if (open === undefined) return [];
    const what = `${named(to)} is final, and ${named(old)} of version ${open.version} is not`;
    const message = `${what}: an upgrade must not end a journey; name a state that is not final.`;
    return [{ code: 'UPGRADE_STATE_FINAL', path: pointer('upgrade', 'states', old), message }];
  });
  const unknownVersions = (from ?? []).flatMap((version, index): DefinitionWarning[] => {
    if (earlier.some((one) => one.version === version)) return [];
    const known = earlier.length === 0 ? 'none is' : `published: ${orList(earlier.map((one) => String(one.version)))}`;
    const message = `Version ${version} is not published here, so no journey comes over from it; ${known}.`;
    return [{ code: 'UPGRADE_FROM_UNKNOWN', path: pointer('upgrade', 'from', index), message }];
  });
  const unknownStates = Object.keys(states).flatMap((old): DefinitionWarning[] => {
    if (left.length === 0 || stateIds.has(old)) return [];
    const message = `The old state ${unknownName(old, 'a state of an earlier version', stateIds)}`;
    return [{ code: 'UPGRADE_STATE_UNUSED', path: pointer('upgrade', 'states', old), message }];
  });
  return { errors, warnings: [...unknownVersions, ...unknownStates] };
}

/** A rule is for the versions below its own. */
export function checkEarlierVersions({ upgrade, version }: DefinitionDocument): readonly DefinitionError[] {
  return (upgrade?.from ?? []).flatMap((from, index): DefinitionError[] => {
    if (from < version) return [];
    const message = `Version ${from} is not earlier than this one, ${version}; list versions below ${version}.`;
    return [{ code: 'UPGRADE_FROM_INVALID', path: pointer('upgrade', 'from', index), message }];
  });
}

function unsoundStates(document: DefinitionDocument): readonly DefinitionError[] {
  const states = statesOf(document);
  return Object.entries(document.upgrade?.states ?? {}).flatMap(([old, to]): DefinitionError[] => {
    const path = pointer('upgrade', 'states', old);
    if (states.has(old)) {
      const message = `${named(old)} is a state of this version, so it cannot be the old name of ${named(to)}; remove it, or rename the state.`;
      return [{ code: 'UPGRADE_STATE_UNKNOWN', path, message }];
    }
    if (states.has(to)) return [];
    const message = `The new state ${unknownName(to, 'a state', states.keys())}`;
    return [{ code: 'UPGRADE_STATE_UNKNOWN', path, message }];
  });
}

/** Only a final state may have become another final one: which it was, the earlier version says. */
function renamedToFinal(document: DefinitionDocument): readonly DefinitionWarning[] {
  const states = statesOf(document);
  return Object.entries(document.upgrade?.states ?? {}).flatMap(([old, to]): DefinitionWarning[] => {
    if (states.get(to)?.final !== true || states.has(old)) return [];
    const message = `${named(to)} is final: no journey comes over into it. Right only if ${named(old)} was final, too.`;
    return [{ code: 'UPGRADE_INTO_FINAL', path: pointer('upgrade', 'states', old), message }];
  });
}

function keptProperties({ upgrade, context }: DefinitionDocument): readonly DefinitionError[] {
  const required: unknown = context?.['required'];
  const properties = schemaProperties(context);
  return (upgrade?.drop ?? []).flatMap((name, index): DefinitionError[] => {
    const isRequired = Array.isArray(required) && required.includes(name);
    if (!isRequired && !properties.has(name)) return [];
    const how = isRequired ? 'requires' : 'has';
    const message = `The context ${how} ${named(name)}, so it cannot be dropped; remove it from drop or from the context.`;
    return [{ code: 'UPGRADE_DROP_INVALID', path: pointer('upgrade', 'drop', index), message }];
  });
}
