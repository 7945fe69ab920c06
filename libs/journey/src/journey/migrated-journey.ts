import { defined } from '@ledger/plain-data';
import type { Context } from '../context';
import { versionName } from '../definition/compile-definition';
import type { CompiledDefinition } from '../definition/definition';
import { deadlineOf } from '../timing/duration';
import { effectiveDeadline } from '../timing/effective-deadline';
import { contextRejection } from './context-input';
import type { Rejection } from './journey.decision';
import { BY_RULE, JOURNEY_MIGRATED, type JourneyEvent, type JourneyMigrated } from './journey.events';
import { fold } from './journey.fold';
import { effectiveContext } from './journey.status';
import type { JourneyState } from './journey.state';
import { difference } from './merge-patch';

/** What a migration does beside the rule of the versions. */
export interface MigrationTerms {
  /** RFC 3339, UTC, milliseconds. */
  readonly now: string;
  /** Bytes that a context may have as JSON. */
  readonly maxBytes: number;
  /** Who asked, or that the rule did. */
  readonly why: Pick<JourneyMigrated, 'by' | 'reason'>;
  /** New state ids that come before those of the rule. */
  readonly stateMap?: { readonly [from: string]: string } | undefined;
  readonly set?: Context | undefined;
  /** Whether a journey may time out at once. */
  readonly force?: boolean | undefined;
}

export interface MigratedJourney {
  readonly event: Extract<JourneyEvent, { type: typeof JOURNEY_MIGRATED }>;
  /** The journey after it, at the revision before it: for locks, the upgrade does not count as a change. */
  readonly state: JourneyState;
}

export type Migration = { readonly ok: true; readonly migrated: MigratedJourney } | ({ readonly ok: false } & Refused);
interface Refused {
  readonly rejection: Rejection;
}

/**
 * A journey under another version of its definition, by the upgrade rule of the later of both, or why it cannot be there. The
 * same for the upgrade before a command, what a read shows of it, and an operator's migration, forth and back.
 */
export function migratedJourney(
  state: JourneyState,
  from: CompiledDefinition,
  to: CompiledDefinition,
  terms: MigrationTerms,
): Migration {
  const name = versionName(to);
  const stateId = stateIn(state.stateId, state, from, to, terms);
  if (!to.hasState(stateId)) {
    const what = `${name} has no state ${JSON.stringify(stateId)}`;
    return refused(
      'TRANSITION_NOT_ALLOWED',
      `${what}; map ${JSON.stringify(stateId)} in stateMap, or in /upgrade/states of a version.`,
    );
  }
  if (to.isFinal(stateId)) {
    const what = `${JSON.stringify(stateId)} is final in ${name}, and a migration must not end a journey`;
    return refused('TRANSITION_NOT_ALLOWED', `${what}; map another state in stateMap, or move the journey.`);
  }
  const left = contextIn(state, from, to, terms.set);
  // What a flow reads from now on is recorded with the upgrade: no second event says it.
  const context = terms.why.by === BY_RULE ? to.withDefaults(left) : left;
  const before = effectiveContext(state, from);
  const rules = { definition: to, maxBytes: terms.maxBytes, before, given: 'it is' };
  const rejection = contextRejection(to.withDefaults(context), rules);
  if (rejection !== undefined) return { ok: false, rejection };
  const { set, unset } = difference(state.context, context);
  const data = defined<JourneyMigrated>({
    fromVersion: state.definitionVersion,
    toVersion: to.version,
    toHash: to.hash,
    stateMap: mapOf(state, from, (old) => stateIn(old, state, from, to, terms)),
    // Without the defaults of the version that it leaves: those of the new version count now.
    set: Object.keys(set).length === 0 ? undefined : set,
    unset: unset.length === 0 ? undefined : unset,
    ...terms.why,
    ...deadlineIn(state, stateId, from, to, terms.now),
  });
  const event = { type: JOURNEY_MIGRATED, data } as const;
  const after = fold([{ ...event, revision: state.revision, occurredAt: state.lastUpdatedAt }], state) ?? state;
  const { deadline } = effectiveDeadline(after, to);
  if (terms.force !== true && deadline !== null && Date.parse(deadline) <= Date.parse(terms.now)) {
    const what = `Under ${name} ${JSON.stringify(stateId)} timed out at ${deadline}, so the journey would abort at once`;
    return refused('MIGRATION_NEEDS_FORCE', `${what}; send force to migrate it all the same.`);
  }
  return { ok: true, migrated: { event, state: { ...after, upgradedSince: state.upgradedSince } } };
}

/** The rule by which journeys come and go between two versions: that of the later one. */
function ruleOf(from: CompiledDefinition, to: CompiledDefinition): CompiledDefinition {
  return to.version > from.version ? to : from;
}

/** What a state that the journey is or was in is called under a version. */
function stateIn(
  stateId: string,
  { stateId: present, renamedFrom = [] }: JourneyState,
  from: CompiledDefinition,
  to: CompiledDefinition,
  { stateMap = {} }: Pick<MigrationTerms, 'stateMap'>,
): string {
  const mapped = Object.hasOwn(stateMap, stateId) ? stateMap[stateId] : undefined;
  if (mapped !== undefined) return mapped;
  const [earlier, later] = to.version > from.version ? [from, to] : [to, from];
  const names = later.lineage?.since(earlier.version).names;
  if (later === to) {
    return names?.get(stateId) ?? (to.hasState(stateId) ? stateId : (to.lineage?.current.get(stateId) ?? stateId));
  }
  // Back: by the name that it had there, the last one first. Its own name may have been that of another state.
  if (to.hasState(stateId) && (names?.get(stateId) ?? stateId) === stateId) return stateId;
  const former = [...(names ?? [])].flatMap(([old, name]) => (name === stateId ? [old] : []));
  const own = stateId === present ? renamedFrom : [];
  return [...former, ...own].findLast((name) => to.hasState(name)) ?? stateId;
}

function mapOf(
  { stateId, previousStateId, visits, timedOut }: JourneyState,
  from: CompiledDefinition,
  nameOf: (stateId: string) => string,
): JourneyMigrated['stateMap'] {
  // Visits are also counted under names that the states had before: those are renamed no more.
  const visited = [...visits.keys()].filter((stateId) => from.hasState(stateId));
  const known = new Set([stateId, ...visited, ...(timedOut?.states ?? [])]);
  if (previousStateId !== null) known.add(previousStateId);
  const renamed = [...known].flatMap((old) => (nameOf(old) === old ? [] : [[old, nameOf(old)] as const]));
  return renamed.length === 0 ? undefined : Object.fromEntries(renamed);
}

/** Without what the rule drops, or without what an earlier version, where its schema is closed, does not know. */
function contextIn(
  { context }: JourneyState,
  from: CompiledDefinition,
  to: CompiledDefinition,
  set: Context = {},
): Context {
  const whole = { ...context, ...set };
  if (to.version < from.version) return to.withoutUnknown(whole);
  const dropped = to.lineage?.since(from.version).dropped;
  return dropped === undefined || dropped.size === 0
    ? whole
    : Object.fromEntries(Object.entries(whole).filter(([name]) => !dropped.has(name)));
}

/** A deadline of the journey's own, and that of imported history, stay: no version gave them. */
function deadlineIn(
  { enteredAt, deadlinePolicy, historicalDeadline }: JourneyState,
  stateId: string,
  from: CompiledDefinition,
  to: CompiledDefinition,
  now: string,
): Pick<JourneyMigrated, 'deadline' | 'waitingFrom'> {
  const { deadline: rule = 'keep' } = ruleOf(from, to).document.upgrade ?? {};
  if (rule === 'keep' || deadlinePolicy === 'session' || historicalDeadline !== undefined) return {};
  const since = rule === 'restart' ? now : enteredAt;
  const timeout = to.timeoutOf(stateId);
  const deadline = (timeout && deadlineOf(since, timeout)) ?? null;
  return rule === 'restart' ? { deadline, waitingFrom: since } : { deadline };
}

function refused(code: Rejection['code'], reason: string): Migration {
  return { ok: false, rejection: { kind: 'rejected', code, reason } };
}
