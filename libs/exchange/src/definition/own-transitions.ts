import { defined } from '@ledger/plain-data';
import type { JsonObject, MachineReading } from './machine-reading';
import { at } from './machine-targets';
import { definitionMembers, type ReadLists, type ReadTransition } from './machine-transitions';
import { MAPPING, targetEvent } from './xstate-machine';

interface StateInMachine {
  readonly stateId: string;
  /** Transitions of the machine itself, which the state has after its own. */
  readonly shared: ReadLists;
}

/** The transitions that a definition lists for a state, or for `anyState`, in its order. */
export function ownTransitions(
  lists: ReadLists,
  state: StateInMachine | undefined,
  reading: MachineReading,
): readonly JsonObject[] {
  const listed: { readonly order: number; readonly transition: JsonObject }[] = [];
  const events = new Set([...lists.keys(), ...(state?.shared.keys() ?? [])]);
  for (const event of events) {
    const list = lists.get(event) ?? [];
    const own = state === undefined ? withoutEnd(list, reading) : ownList(event, list, state, reading);
    for (const read of own) {
      if (isRepeated(read, event, lists, reading)) continue;
      if (read.target === state?.stateId && !read.reenter) {
        reading.refuse(
          read.path,
          'A transition of a definition enters its state again; write "reenter": true, or remove it.',
        );
      }
      const order = read.meta[MAPPING.order];
      listed.push({
        order: typeof order === 'number' ? order : Number.MAX_VALUE,
        transition: transitionOf(read, event),
      });
    }
  }
  return listed.sort((first, second) => first.order - second.order).map(({ transition }) => transition);
}

/** What the state lists for an event beside `anyState`, which leads to every state but the present one. */
function ownList(
  event: string,
  list: readonly ReadTransition[],
  { stateId, shared }: StateInMachine,
  reading: MachineReading,
): readonly ReadTransition[] {
  const general = shared.get(event) ?? [];
  const others = general.filter(({ target }) => target !== stateId);
  const end = list.at(-1);
  if (end === undefined || end.target !== undefined) {
    // The machine leads back into the state as well, unless the state's own list takes the event in any case.
    const last = list.some(({ guard }) => guard === undefined)
      ? -1
      : general.findLastIndex(({ target }) => target === stateId);
    return [...withoutEnd(list, reading), ...general.slice(0, last + 1).map(asOwn)];
  }
  const before = withoutEnd(list.slice(0, -1), reading);
  if (end.guard !== undefined) refuseWithoutTarget(end, reading);
  const rest = before.slice(before.length - others.length);
  if (others.length <= before.length && others.every((other, index) => isSame(other, rest[index]))) {
    return before.slice(0, before.length - others.length);
  }
  reading.refuse(
    end.path,
    `The state ends the event ${JSON.stringify(event)}, which the machine has for every state; a definition cannot.`,
  );
  return [];
}

/** A transition of the machine, written in a state: it enters its target in any case. */
function asOwn({ meta, ...read }: ReadTransition): ReadTransition {
  const { [MAPPING.order]: _, [MAPPING.repeats]: __, ...members } = meta;
  return { ...read, reenter: true, meta: members };
}

/** Only the last transition of a list may have no target. */
function withoutEnd(list: readonly ReadTransition[], reading: MachineReading): readonly ReadTransition[] {
  for (const read of list) if (read.target === undefined) refuseWithoutTarget(read, reading);
  return list.filter(({ target }) => target !== undefined);
}

function refuseWithoutTarget({ path }: ReadTransition, reading: MachineReading): void {
  reading.refuse(path, 'A transition without a target has no equivalent in a definition; name a target.');
}

function isSame(one: ReadTransition, other: ReadTransition | undefined): boolean {
  return one.target === other?.target && one.guard === other?.guard;
}

/** Whether a transition by target repeats one by event, of which the definition needs one. */
function isRepeated(read: ReadTransition, event: string, lists: ReadLists, reading: MachineReading): boolean {
  const repeats = read.meta[MAPPING.repeats];
  if (repeats === undefined) return false;
  const repeated = typeof repeats === 'string' && lists.get(repeats)?.some((other) => isSame(other, read));
  if (repeated !== true || event !== targetEvent(read.target ?? '')) {
    const path = at(read.path, 'meta', 'journey', MAPPING.repeats);
    reading.refuse(
      path,
      `No transition of the event ${JSON.stringify(repeats)} leads to the same target with the same guard; remove this one, or its "meta".`,
    );
  }
  return true;
}

function transitionOf({ target, guard, meta }: ReadTransition, event: string): JsonObject {
  const trigger = event === targetEvent(target ?? '') ? undefined : event;
  return defined({ target, event: trigger, guard, ...definitionMembers(meta) });
}
