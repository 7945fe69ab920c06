import { defined } from '@ledger/plain-data';
import {
  ABORT_TIMEOUT_STATE,
  type DefinitionDocument,
  type Lineage,
  type TransitionOption,
  type UpgradeTime,
} from './definition';
import { statesOf, transitionOptions, versionName } from './compile-definition';
import { contextNarrowing } from './context-narrowing';
import { named } from './finding';
import { lineageOf } from './lineage';

/** How open journeys of an earlier version come over to a version. */
export interface UpgradePath {
  /** The earlier version. */
  readonly from: number;
  readonly when: UpgradeTime;
  /** One sentence or two: which rule or which finding decided. */
  readonly why: string;
}

const PROVEN =
  'Proven safe: every state keeps its transitions, and the context takes what it took, with defaults for what it requires.';

const paths = new WeakMap<DefinitionDocument, WeakMap<DefinitionDocument, UpgradePath>>();

/** The paths to a version from those that were published before, oldest first. */
export function upgradePaths(
  after: DefinitionDocument,
  published: readonly DefinitionDocument[],
): readonly UpgradePath[] {
  const lineage = lineageOf(after, published);
  return published
    .filter(({ version }) => version < after.version)
    .map((before) => upgradePath(before, after, lineage));
}

/**
 * What a version says of journeys of an earlier one, or what the comparison of both shows. Computed once for each pair.
 * @param lineage of the later version: the names that all rules up to its own give.
 */
export function upgradePath(
  before: DefinitionDocument,
  after: DefinitionDocument,
  lineage: Lineage | undefined = lineageOf(after),
): UpgradePath {
  const known = paths.get(after) ?? new WeakMap<DefinitionDocument, UpgradePath>();
  paths.set(after, known);
  let path = known.get(before);
  if (path === undefined) known.set(before, (path = computedPath(before, after, lineage)));
  return path;
}

/** A path that the later version rules out; undefined if it does not. */
export function closedPath(before: DefinitionDocument, after: DefinitionDocument): UpgradePath | undefined {
  const { version: from } = before;
  const { from: versions, when } = after.upgrade ?? {};
  if (from >= after.version) return { from, when: 'never', why: `${versionName(after)} is not later.` };
  if (versions !== undefined && !versions.includes(from)) {
    return { from, when: 'never', why: `upgrade.from of ${versionName(after)} does not list version ${from}.` };
  }
  return when === 'never' ? { from, when, why: `${versionName(after)} says so.` } : undefined;
}

function computedPath(
  before: DefinitionDocument,
  after: DefinitionDocument,
  lineage: Lineage | undefined,
): UpgradePath {
  const closed = closedPath(before, after);
  if (closed !== undefined) return closed;
  const { version: from } = before;
  const { when } = after.upgrade ?? {};
  if (when === 'operator') return { from, when, why: `${versionName(after)} says so.` };
  const objections = objectionsTo(before, after, lineage);
  const [first, ...more] = objections;
  const found = more.length === 0 ? first : `${first} Findings in all: ${objections.length}.`;
  if (when === 'resume') {
    const why = first === undefined ? PROVEN : `${versionName(after)} says so, without proof that it is safe: ${found}`;
    return { from, when, why };
  }
  return first === undefined
    ? { from, when: 'resume', why: PROVEN }
    : { from, when: 'operator', why: `Not proven safe: ${found}` };
}

/** Why flows of the earlier version might fail under the later one, or journeys be stranded; none if that is excluded. */
function objectionsTo(
  before: DefinitionDocument,
  after: DefinitionDocument,
  lineage: Lineage | undefined,
): readonly string[] {
  const { names, dropped } = lineage?.since(before.version) ?? {};
  const present = (name: string): string => names?.get(name) ?? name;
  const states = statesOf(after);
  const taken = [...statesOf(before).keys()].filter((stateId) => states.has(stateId) && present(stateId) !== stateId);
  const gone = [...statesOf(before).keys()].filter((stateId) => !states.has(present(stateId)));
  const objections = [
    ...gone.map((stateId) => `${named(stateId)} is gone; map it in /upgrade/states.`),
    ...taken.map(
      (old) => `${named(old)} is called ${named(present(old))}, and flows mean it by the name of another state.`,
    ),
  ];
  for (const [stateId, state] of statesOf(before)) {
    const to = present(stateId);
    const successor = states.get(to);
    if (successor === undefined || state.final === true) continue;
    if (successor.final === true) objections.push(`${named(to)} is final and ${named(stateId)} was not.`);
    else objections.push(...lostTransitions({ document: before, stateId }, { document: after, stateId: to }, present));
  }
  if (present(before.initial) !== after.initial) {
    objections.push(`Journeys start in ${named(after.initial)} and started in ${named(before.initial)}.`);
  }
  const context = contextNarrowing(before.context, after.context, dropped ?? new Set());
  return context === undefined ? objections : [...objections, context];
}

interface Place {
  readonly document: DefinitionDocument;
  readonly stateId: string;
}

/** A request takes the first transition that it could mean and whose guard holds: those of before have to come first. */
function lostTransitions(before: Place, after: Place, present: (name: string) => string): readonly string[] {
  const kept = optionsOf(after);
  const events = new Set(kept.map(({ event }) => event));
  const old = optionsOf(before).map((option) => renamed(option, present, events));
  const lost = new Set<TransitionOption>();
  for (const kindOf of [eventOf, targetOf]) {
    const rivals = groupedBy(kept, kindOf);
    for (const [kind, options] of groupedBy(old, kindOf)) {
      options.forEach((option, index) => {
        const same = rivals.get(kind)?.[index];
        if (same === undefined || !isSame(option, same)) lost.add(option);
      });
    }
  }
  return [...lost].map(({ target, event, guard }) => {
    const by = event === undefined ? '' : ` by ${named(event)}`;
    const under = guard === undefined ? '' : ` under ${guard}`;
    return `${named(after.stateId)} has no transition to ${named(target)}${by}${under} in its old place.`;
  });
}

const eventOf = ({ event }: TransitionOption): string | undefined => event;
const targetOf = ({ target }: TransitionOption): string => target;

/** In their order; those without such a kind are left out. */
function groupedBy(
  options: readonly TransitionOption[],
  kindOf: (option: TransitionOption) => string | undefined,
): ReadonlyMap<string, readonly TransitionOption[]> {
  const groups = new Map<string, TransitionOption[]>();
  for (const option of options) {
    const kind = kindOf(option);
    if (kind === undefined) continue;
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [option]);
    else group.push(option);
  }
  return groups;
}

function optionsOf({ document, stateId }: Place): readonly TransitionOption[] {
  const state = Object.hasOwn(document.states, stateId) ? document.states[stateId] : undefined;
  if (state === undefined && stateId === ABORT_TIMEOUT_STATE) return [];
  return transitionOptions(document, stateId, state ?? {});
}

/** As the later version would write it: an event may bear the new name of a state whose old name it bore. */
function renamed(
  option: TransitionOption,
  present: (name: string) => string,
  events: ReadonlySet<string | undefined>,
): TransitionOption {
  const { target, event, guard } = option;
  const inGuard = guard?.replace(
    /(visits\(\s*)(['"])(.*?)\2/g,
    (_, call: string, quote: string, name: string) => `${call}${quote}${present(name)}${quote}`,
  );
  const trigger = event === undefined || events.has(event) ? event : present(event);
  return { ...option, ...defined({ target: present(target), event: trigger, guard: inGuard }) };
}

function isSame(old: TransitionOption, present: TransitionOption): boolean {
  const isSameConflict = (old.onConflict ?? 'reject') === 'reject' || old.onConflict === present.onConflict;
  return old.target === present.target && old.event === present.event && old.guard === present.guard && isSameConflict;
}
