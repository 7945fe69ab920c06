import { transitionOptions } from '../compile-definition';
import type { DefinitionDocument, TransitionOption } from '../definition';
import type { DefinitionError, DefinitionWarning } from '../finding';
import { named, pointer } from '../finding';

interface TransitionFindings {
  readonly errors: readonly DefinitionError[];
  readonly warnings: readonly DefinitionWarning[];
}

interface PlacedOption {
  readonly option: TransitionOption;
  readonly path: string;
}

/** Of several transitions for one event the first whose guard holds is taken: one without a guard must come last. */
export function checkTransitions(document: DefinitionDocument): TransitionFindings {
  const errors = new Map<string, DefinitionError>();
  const warnings = new Map<string, DefinitionWarning>();
  for (const stateId of Object.keys(document.states)) {
    const options = placedOptions(document, stateId);
    for (const { option, path } of options.filter((placed) => isBypassed(placed.option, options))) {
      warnings.set(path, { code: 'GUARD_BYPASSED', path, message: bypassed(stateId, option) });
    }
    for (const rivals of rivalGroups(options)) {
      const open = rivals.findIndex(({ option }) => option.guard === undefined);
      if (open < 0) continue;
      for (const { option, path } of rivals.slice(open + 1)) {
        if (option.guard !== undefined) {
          warnings.set(path, { code: 'TRANSITION_SHADOWED', path, message: shadowed(stateId, option) });
        } else if (!repeatsForAnyState(rivals[open]?.option, option)) {
          errors.set(path, { code: 'TRANSITION_AMBIGUOUS', path, message: ambiguous(stateId, option) });
        }
      }
    }
  }
  return { errors: [...errors.values()], warnings: [...warnings.values()] };
}

/** Transitions of a state that the same request could mean: by event, or by target where they have no event. */
function rivalGroups(options: readonly PlacedOption[]): Iterable<readonly PlacedOption[]> {
  const groups = new Map<string, PlacedOption[]>();
  for (const placed of options) {
    const { event, target } = placed.option;
    const key = event === undefined ? `target ${target}` : `event ${event}`;
    const group = groups.get(key);
    if (group) group.push(placed);
    else groups.set(key, [placed]);
  }
  return groups.values();
}

function placedOptions(document: DefinitionDocument, stateId: string): readonly PlacedOption[] {
  const state = document.states[stateId] ?? {};
  const ownCount = state.transitions?.length ?? 0;
  const sharedIndexes = (document.anyState?.transitions ?? []).flatMap(({ target }, index) =>
    target === stateId ? [] : [index],
  );
  return transitionOptions(document, stateId, state).map((option, index) => ({
    option,
    path: option.fromAnyState
      ? pointer('anyState', 'transitions', sharedIndexes[index - ownCount] ?? 0)
      : pointer('states', stateId, 'transitions', index),
  }));
}

/** A caller that sends the target, not an event, takes the transition without a guard. */
function isBypassed({ guard, target }: TransitionOption, options: readonly PlacedOption[]): boolean {
  return guard !== undefined && options.some(({ option }) => option.target === target && option.guard === undefined);
}

/** A state may repeat a transition that `anyState` gives it: both mean the same. */
function repeatsForAnyState(first: TransitionOption | undefined, second: TransitionOption): boolean {
  return first?.fromAnyState === false && second.fromAnyState && first.target === second.target;
}

function ambiguous(stateId: string, { event, target }: TransitionOption): string {
  const what = event === undefined ? `to ${named(target)}` : `for the event ${named(event)}`;
  return `${named(stateId)} has two transitions ${what} without a guard; at most one may have none.`;
}

function bypassed(stateId: string, { target }: TransitionOption): string {
  return `The guarded transition from ${named(stateId)} to ${named(target)} protects nothing: another transition leads there without a guard.`;
}

function shadowed(stateId: string, { target }: TransitionOption): string {
  return `The guarded transition from ${named(stateId)} to ${named(target)} is never tried: a transition without a guard comes before it.`;
}
