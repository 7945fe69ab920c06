import type { TransitionDefinition } from '../definition';
import { named } from '../finding';
import { changeOf, isSameJson, memberChanges, pointerPart, type DefinitionChange } from './definition-change';

/** The transitions of one state, or of any state, in both documents. */
export interface ComparedTransitions {
  /** As the earlier document calls it; absent for those of any state. */
  readonly stateId?: string;
  /** JSON Pointers to the lists. */
  readonly places: { readonly before: string; readonly after: string };
  /** With the states' names of the later document. */
  readonly before: readonly TransitionDefinition[];
  readonly after: readonly TransitionDefinition[];
}

interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Transitions are told apart by their target and event, then by either of them; what is left came or went. */
export function transitionChanges(compared: ComparedTransitions): readonly DefinitionChange[] {
  const { stateId, places, before, after } = compared;
  const subject = stateId === undefined ? {} : { stateId };
  const pairs = pairsOf(before, after);
  const changes: DefinitionChange[] = pairs.flatMap((pair) => pairChanges(compared, pair));
  before.forEach((option, index) => {
    if (pairs.some((pair) => pair.before === index)) return;
    const message = `${nameOf(stateId, option)} is removed.`;
    const path = places.before + pointerPart(index);
    changes.push({ part: 'transition', kind: 'removed', ...subject, path, message, before: option });
  });
  after.forEach((option, index) => {
    if (pairs.some((pair) => pair.after === index)) return;
    const under = option.guard === undefined ? '' : `, under ${option.guard}`;
    const message = `${nameOf(stateId, option)} is added${under}.`;
    const path = places.after + pointerPart(index);
    changes.push({ part: 'transition', kind: 'added', ...subject, path, message, after: option });
  });
  const order = pairs.toSorted((one, other) => one.before - other.before);
  if (order.some((pair, index) => index > 0 && pair.after < (order[index - 1]?.after ?? -1))) {
    const message = `The transitions of ${placeOf(stateId)} are tried in another order.`;
    changes.push({ part: 'transition', kind: 'reordered', ...subject, path: places.after, message });
  }
  return changes;
}

function pairChanges({ stateId, places, before, after }: ComparedTransitions, pair: Pair): readonly DefinitionChange[] {
  const [old, present] = [before[pair.before], after[pair.after]];
  if (old === undefined || present === undefined) return [];
  const name = nameOf(stateId, old);
  const at = { before: places.before + pointerPart(pair.before), after: places.after + pointerPart(pair.after) };
  const subject = stateId === undefined ? {} : { stateId };
  const guards = { before: `${at.before}/guard`, after: `${at.after}/guard` };
  return [
    ...changeOf({ part: 'guard', name: `Guard of ${lowerFirst(name)}`, ...subject }, guards, old.guard, present.guard),
    ...memberChanges({ part: 'transition', name, ...subject }, at, old, present, ['guard']),
  ];
}

/** Equal ones first, and those in the same place, so that a change of one does not look like a change of all. */
function pairsOf(before: readonly TransitionDefinition[], after: readonly TransitionDefinition[]): readonly Pair[] {
  const likenesses: readonly ((one: TransitionDefinition, other: TransitionDefinition) => boolean)[] = [
    isSameJson,
    (one, other) => one.target === other.target && one.event === other.event,
    (one, other) => one.target === other.target,
    (one, other) => one.event !== undefined && one.event === other.event,
  ];
  const pairs: Pair[] = [];
  const free = { before: new Set(before.keys()), after: new Set(after.keys()) };
  for (const isAlike of likenesses) {
    for (const old of free.before) {
      const one = before[old];
      const isMatch = (index: number): boolean => {
        const other = after[index];
        return free.after.has(index) && one !== undefined && other !== undefined && isAlike(one, other);
      };
      const present = isMatch(old) ? old : [...free.after].find(isMatch);
      if (present === undefined) continue;
      pairs.push({ before: old, after: present });
      free.before.delete(old);
      free.after.delete(present);
    }
  }
  return pairs;
}

function nameOf(stateId: string | undefined, { target, event }: TransitionDefinition): string {
  const by = event === undefined ? '' : ` by ${named(event)}`;
  return `Transition from ${placeOf(stateId)} to ${named(target)}${by}`;
}

function placeOf(stateId: string | undefined): string {
  return stateId === undefined ? 'any state' : named(stateId);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
