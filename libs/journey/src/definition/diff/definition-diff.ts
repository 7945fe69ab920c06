import type {
  DefinitionDocument,
  EscalationDefinition,
  StateDefinition,
  Lineage,
  TransitionDefinition,
} from '../definition';
import { named } from '../finding';
import { lineageOf } from '../lineage';
import { contextChanges } from './context-diff';
import {
  changeOf,
  memberChanges,
  namesOf,
  own,
  pointerPart,
  type ChangedPart,
  type DefinitionChange,
} from './definition-change';
import { transitionChanges } from './transition-diff';

/**
 * What differs in two documents, their version numbers aside: none if nothing does. A state that was renamed is compared
 * with what it was.
 * @param names under which the later version knows states of the earlier one. Default: what its own upgrade rule renames.
 */
export function definitionDiff(
  before: DefinitionDocument,
  after: DefinitionDocument,
  names: Lineage | undefined = lineageOf(after),
): readonly DefinitionChange[] {
  const present = renaming(before, after, names);
  const anyState = { before: before.anyState?.transitions ?? [], after: after.anyState?.transitions ?? [] };
  return [
    ...ofDefinition(before, after, present),
    ...statesChanges(before, after, present),
    ...transitionChanges({
      places: { before: '/anyState/transitions', after: '/anyState/transitions' },
      before: anyState.before.map((option) => renamedTarget(option, present)),
      after: anyState.after,
    }),
    ...escalationsChanges(before, after),
    ...contextChanges(before.context, after.context),
    ...policiesChanges(before, after),
    ...changeOf(
      { part: 'upgrade', name: 'The upgrade rule' },
      { before: '/upgrade', after: '/upgrade' },
      before.upgrade,
      after.upgrade,
    ),
  ];
}

/** States of the earlier document in which an open journey would meet something else, as that document calls them. */
export function statesConcerned(before: DefinitionDocument, changes: readonly DefinitionChange[]): readonly string[] {
  const waiting = Object.entries(before.states).filter(([, { final }]) => final !== true);
  const behaves = changes.filter((change) => !SILENT.has(change.part) && !isTitle(change));
  if (behaves.some(({ part, stateId }) => stateId === undefined && part !== 'escalation')) {
    return waiting.map(([stateId]) => stateId);
  }
  const named = new Set(behaves.map(({ stateId }) => stateId));
  const escalations = new Set(
    behaves.flatMap(({ part, stateId, path }) =>
      part === 'escalation' && stateId === undefined ? [path.split('/')[2]] : [],
    ),
  );
  return waiting.flatMap(([stateId, { escalation, timeout }]) =>
    named.has(stateId) || escalations.has(escalation ?? '') || escalations.has(timeout?.escalation ?? '')
      ? [stateId]
      : [],
  );
}

/** Parts that an open journey never meets. */
const SILENT: ReadonlySet<ChangedPart> = new Set(['definition', 'policy', 'upgrade']);

function isTitle({ part, path }: DefinitionChange): boolean {
  const [, , , member, ...below] = path.split('/');
  return part === 'state' && member === 'title' && below.length === 0;
}

/** The later name of a state; its own where it was not renamed. */
type Present = (stateId: string) => string;

function renaming(before: DefinitionDocument, after: DefinitionDocument, names: Lineage | undefined): Present {
  const taken = new Map<string, string>();
  for (const stateId of Object.keys(before.states)) {
    const to = names?.current.get(stateId);
    const isNew = to !== undefined && Object.hasOwn(after.states, to) && !Object.hasOwn(before.states, to);
    // Of several states that became one, the first is the same state.
    if (isNew && !Object.hasOwn(after.states, stateId) && ![...taken.values()].includes(to)) taken.set(stateId, to);
  }
  return (stateId) => taken.get(stateId) ?? stateId;
}

/** Members that are compared part by part; the version is not compared. */
const OWN_PARTS = ['version', 'states', 'anyState', 'context', 'escalations', 'policies', 'upgrade'];

const MEMBER_NAMES: Readonly<Record<string, string>> = { initial: 'The initial state', resume: 'The rule of resuming' };

/** Every other member, one that is added to the format as well. */
function ofDefinition(
  before: DefinitionDocument,
  after: DefinitionDocument,
  present: Present,
): readonly DefinitionChange[] {
  const old = { ...before, initial: present(before.initial) };
  return namesOf(old, after)
    .filter((member) => !OWN_PARTS.includes(member))
    .flatMap((member) => {
      const name = MEMBER_NAMES[member] ?? `The ${member}`;
      const place = `/${member}`;
      const subject = { part: 'definition', name } as const;
      return changeOf(subject, { before: place, after: place }, own(old, member), own(after, member));
    });
}

function statesChanges(
  before: DefinitionDocument,
  after: DefinitionDocument,
  present: Present,
): readonly DefinitionChange[] {
  const changes: DefinitionChange[] = [];
  const kept = new Set<string>();
  for (const [stateId, state] of Object.entries(before.states)) {
    const to = present(stateId);
    kept.add(to);
    const successor = own(after.states, to) as StateDefinition | undefined;
    const path = `/states${pointerPart(stateId)}`;
    if (successor === undefined) {
      const message = `State ${named(stateId)} is removed.`;
      changes.push({ part: 'state', kind: 'removed', path, stateId, message, before: state });
      continue;
    }
    const places = { before: path, after: `/states${pointerPart(to)}` };
    if (to !== stateId) {
      const message = `State ${named(stateId)} is renamed to ${named(to)}.`;
      changes.push({
        part: 'state',
        kind: 'renamed',
        path: places.after,
        stateId,
        message,
        before: stateId,
        after: to,
      });
    }
    changes.push(...stateChanges(stateId, places, state, successor, present));
  }
  for (const [stateId, state] of Object.entries(after.states)) {
    if (kept.has(stateId)) continue;
    const message = `State ${named(stateId)} is added.`;
    changes.push({
      part: 'state',
      kind: 'added',
      path: `/states${pointerPart(stateId)}`,
      stateId,
      message,
      after: state,
    });
  }
  return changes;
}

function stateChanges(
  stateId: string,
  places: { readonly before: string; readonly after: string },
  before: StateDefinition,
  after: StateDefinition,
  present: Present,
): readonly DefinitionChange[] {
  const below = (member: string) => ({ before: `${places.before}/${member}`, after: `${places.after}/${member}` });
  const name = `State ${named(stateId)}`;
  const parts = ['timeout', 'transitions', 'escalation'];
  return [
    ...memberChanges({ part: 'state', stateId, name }, places, before, after, parts),
    ...timeoutChanges(stateId, below('timeout'), before.timeout, after.timeout, present),
    ...changeOf(
      { part: 'escalation', stateId, name: `Escalation on entry of ${named(stateId)}` },
      below('escalation'),
      before.escalation,
      after.escalation,
    ),
    ...transitionChanges({
      stateId,
      places: below('transitions'),
      before: (before.transitions ?? []).map((option) => renamedTarget(option, present)),
      after: after.transitions ?? [],
    }),
  ];
}

function timeoutChanges(
  stateId: string,
  places: { readonly before: string; readonly after: string },
  before: StateDefinition['timeout'],
  after: StateDefinition['timeout'],
  present: Present,
): readonly DefinitionChange[] {
  const subject = { part: 'timeout', stateId, name: `Timeout of ${named(stateId)}` } as const;
  if (before === undefined || after === undefined) return changeOf(subject, places, before, after);
  const { target } = before;
  const renamed = target === undefined ? before : { ...before, target: present(target) };
  return memberChanges(subject, places, renamed, after);
}

function escalationsChanges(before: DefinitionDocument, after: DefinitionDocument): readonly DefinitionChange[] {
  return namesOf(before.escalations, after.escalations).flatMap((id) => {
    const place = `/escalations${pointerPart(id)}`;
    const places = { before: place, after: place };
    const subject = { part: 'escalation', name: `Escalation ${id}` } as const;
    const [old, now] = [before, after].map(
      ({ escalations }) => own(escalations, id) as EscalationDefinition | undefined,
    );
    if (old === undefined || now === undefined) return changeOf(subject, places, old, now);
    return memberChanges(subject, places, old, now);
  });
}

function policiesChanges(before: DefinitionDocument, after: DefinitionDocument): readonly DefinitionChange[] {
  return namesOf(before.policies, after.policies).flatMap((name) => {
    const place = `/policies${pointerPart(name)}`;
    const [old, now] = [own(before.policies, name), own(after.policies, name)];
    return changeOf({ part: 'policy', name: `Policy ${name}` }, { before: place, after: place }, old, now);
  });
}

function renamedTarget(option: TransitionDefinition, present: Present): TransitionDefinition {
  return { ...option, target: present(option.target) };
}
