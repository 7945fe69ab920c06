import { DEFINITION_SCHEMA } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { JsonObject, MachineReading } from './machine-reading';
import { at, type MachineTargets } from './machine-targets';
import { TRANSITION_MEMBERS } from './xstate-members';
import { MAPPING, targetEvent } from './xstate-machine';

/** A transition of a machine. */
export interface ReadTransition {
  /** Undefined where the event ends without a change. */
  readonly target: string | undefined;
  readonly guard: string | undefined;
  /** Whether it enters the state that it leaves. */
  readonly reenter: boolean;
  /** Members of `meta.journey`, those of the mapping included. */
  readonly meta: JsonObject;
  readonly path: string;
}

export type ReadLists = ReadonlyMap<string, readonly ReadTransition[]>;

const EVENT_NAME = new RegExp(
  DEFINITION_SCHEMA.properties.anyState.properties.transitions.items.properties.event.pattern,
);

/** Reads the lists of `on`. */
export function readLists(
  on: unknown,
  place: { readonly path: string; readonly from?: string },
  targets: MachineTargets,
  reading: MachineReading,
): ReadLists {
  const lists = new Map<string, readonly ReadTransition[]>();
  const events = on === undefined ? {} : (reading.objectAt(on, place.path, '"on"') ?? {});
  for (const [event, value] of Object.entries(events)) {
    const path = at(place.path, event);
    const items = Array.isArray(value)
      ? (value as unknown[]).map((item, index) => [item, at(path, index)] as const)
      : [[value, path] as const];
    const list = items.flatMap(
      ([item, itemPath]) => readTransition(item, { ...place, path: itemPath }, targets, reading) ?? [],
    );
    if (isEventName(event, list)) lists.set(event, list);
    else reading.refuse(path, eventProblem(event));
  }
  return lists;
}

/** One transition: the name of its target, or an object. */
export function readTransition(
  value: unknown,
  place: { readonly path: string; readonly from?: string },
  targets: MachineTargets,
  reading: MachineReading,
): ReadTransition | undefined {
  const { path, from } = place;
  const written = typeof value === 'string' ? { target: value } : reading.objectAt(value, path, 'A transition');
  if (written === undefined) return undefined;
  reading.members(written, path, 'A transition', TRANSITION_MEMBERS);
  const target =
    written.target === undefined
      ? undefined
      : targets.resolve(written.target, typeof value === 'string' ? path : at(path, 'target'), from);
  if (written.target !== undefined && target === undefined) return undefined;
  return {
    target,
    guard: guardOf(written.guard, at(path, 'guard'), reading),
    reenter: written.reenter === true,
    meta: metaAt(written.meta, at(path, 'meta'), reading),
    path,
  };
}

/** Members of a definition that XState has no place for; the `meta` of other tools is left out. */
export function metaAt(meta: unknown, path: string, reading: MachineReading): JsonObject {
  if (meta === undefined) return {};
  const object = reading.objectAt(meta, path, '"meta"') ?? {};
  reading.members(object, path, '"meta"', { taken: ['journey'], leftOut: Object.keys(object) });
  return object['journey'] === undefined
    ? {}
    : (reading.objectAt(object['journey'], at(path, 'journey'), '"journey"') ?? {});
}

/** Members without those of the mapping. */
export function definitionMembers(meta: JsonObject): JsonObject {
  const mapping: readonly string[] = Object.values(MAPPING);
  return defined(Object.fromEntries(Object.entries(meta).filter(([name]) => !mapping.includes(name))));
}

/** A named guard, which in a definition is the expression itself. */
function guardOf(guard: unknown, path: string, reading: MachineReading): string | undefined {
  if (guard === undefined || typeof guard === 'string') return guard;
  const { type, params } = typeof guard === 'object' && guard !== null ? (guard as JsonObject) : {};
  if (typeof type === 'string' && params === undefined) return type;
  return reading.refuse(
    path,
    'A guard with parameters has no equivalent in a definition; write a CEL expression as its name.',
  );
}

function isEventName(event: string, list: readonly ReadTransition[]): boolean {
  const isTarget = list.every(({ target }) => target === undefined || event === targetEvent(target));
  return EVENT_NAME.test(event) || (isTarget && event.startsWith(targetEvent('')));
}

function eventProblem(event: string): string {
  if (event.endsWith('*')) return 'A wildcard has no equivalent in a definition; write a transition for each event.';
  return `${JSON.stringify(event)} is not a name of an event; use letters, digits, "_", ".", ":" and "-", or "to <target>".`;
}
