import type { FoldableEvent, StoredData } from '../foldable-event';
import type { DeadlinePolicy } from '../timing/deadline-policy';
import type { Context } from '../context';
import { askedAfter } from './asked-escalations';
import type { JourneyBuilder, JourneyFields } from './journey-builder';
import {
  ABORT_TIMEOUT,
  ALIAS_ADDED,
  ALIAS_REMOVED,
  BY_RULE,
  CHANNEL_CHANGED,
  CONTEXT_CHANGED,
  DEADLINE_CHANGED,
  JOURNEY_MIGRATED,
  JOURNEY_MOVED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  SCHEMA_DEFAULT,
} from './journey.events';
import type { JourneyEvent, StateEntry } from './journey.events';
import { isPlainObject } from '../plain-json';

type Change<T extends JourneyEvent['type']> = (
  journey: JourneyBuilder,
  data: StoredData<JourneyEvent, T>,
  event: FoldableEvent,
) => void;

const changes: { readonly [T in JourneyEvent['type']]: Change<T> } = {
  [JOURNEY_STARTED]: (journey, data, event) => {
    if (journey.fields !== undefined || typeof data.stateId !== 'string') return;
    journey.fields = {
      definitionId: text(data.definitionId) ?? '',
      definitionVersion: typeof data.definitionVersion === 'number' ? data.definitionVersion : 0,
      definitionHash: text(data.definitionHash) ?? '',
      stateId: data.stateId,
      previousStateId: null,
      enteredRevision: event.revision,
      enteredAt: event.occurredAt,
      startedAt: event.occurredAt,
      lastUpdatedAt: event.occurredAt,
      deadline: null,
      deadlinePolicy: 'definition',
      definitionDeadline: null,
      deadlineSince: event.occurredAt,
      channel: text(data.channel) ?? null,
      customerId: text(data.customerId) ?? null,
      initiatingSource: text(data.initiatingSource) ?? null,
      revision: event.revision,
    };
    const aliases = texts(data.aliases);
    if (aliases !== undefined && aliases.length > 0) journey.fields.aliases = aliases;
    enter(journey, data.stateId, null, data, event);
    journey.changeContext(contextOf(data.context), undefined, event.revision);
  },

  [JOURNEY_TRANSITIONED]: (journey, data, event) => {
    if (journey.fields === undefined || typeof data.to !== 'string') return;
    enter(journey, data.to, journey.fields.stateId, data, event);
    journey.fields.channel = text(data.channel) ?? journey.fields.channel;
    journey.changeContext(contextOf(data.set), texts(data.unset), event.revision);
  },

  [CONTEXT_CHANGED]: (journey, data, event) => {
    if (journey.fields === undefined) return;
    // A recorded default changes no value, so no caller's merge may fail because of it.
    const revision = data.reason === SCHEMA_DEFAULT ? undefined : event.revision;
    journey.changeContext(contextOf(data.set), texts(data.unset), revision);
  },

  [CHANNEL_CHANGED]: (journey, data) => {
    if (journey.fields === undefined) return;
    journey.fields.channel = text(data.to) ?? journey.fields.channel;
  },

  [ALIAS_ADDED]: (journey, data) => {
    const { fields } = journey;
    if (fields === undefined || typeof data.alias !== 'string') return;
    if (fields.aliases?.includes(data.alias) !== true) fields.aliases = [...(fields.aliases ?? []), data.alias];
  },

  [ALIAS_REMOVED]: (journey, data, event) => {
    const { fields } = journey;
    if (fields === undefined || typeof data.alias !== 'string') return;
    const others = (fields.aliases ?? []).filter((alias) => alias !== data.alias);
    fields.aliases = others.length === 0 ? undefined : others;
    fields.removedAliases = new Map(fields.removedAliases).set(data.alias, event.revision);
  },

  [DEADLINE_CHANGED]: (journey, data, event) => {
    if (journey.fields === undefined || data.stateId !== journey.fields.stateId) return;
    journey.fields.deadline = text(data.to) ?? null;
    journey.fields.deadlinePolicy = 'session';
    journey.fields.definitionDeadline = null;
    journey.fields.deadlineSince = event.occurredAt;
    journey.fields.historicalDeadline = undefined;
    journey.fields.waitingFrom = undefined;
  },

  [ABORT_TIMEOUT]: (journey, data, event) => {
    if (journey.fields === undefined || typeof data.to !== 'string') return;
    const entry = {
      enteredAt: data.abortedAt,
      deadline: data.nextDeadline,
      deadlinePolicy: data.nextDeadlinePolicy,
      definitionDeadline: data.nextDefinitionDeadline,
      historicalDeadline: data.nextHistoricalDeadline,
      renamedFrom: data.nextRenamedFrom,
    };
    const states = [...(journey.fields.timedOut?.states ?? []), journey.fields.stateId];
    enter(journey, data.to, journey.fields.stateId, entry, event);
    journey.fields.timedOut = { states, deadline: text(data.deadline) ?? journey.fields.enteredAt };
  },

  [JOURNEY_RESTARTED]: (journey, data, event) => {
    if (journey.fields === undefined || typeof data.to !== 'string') return;
    enter(journey, data.to, journey.fields.stateId, data, event);
  },

  [JOURNEY_MOVED]: (journey, data, event) => {
    if (journey.fields === undefined || typeof data.to !== 'string') return;
    enter(journey, data.to, journey.fields.stateId, data, event);
  },

  /** A state that is renamed is not entered: its clock runs on, unless the version's rule says otherwise. */
  [JOURNEY_MIGRATED]: (journey, data, event) => {
    const { fields } = journey;
    if (fields === undefined) return;
    if (typeof data.toVersion === 'number') {
      const { definitionVersion: left } = fields;
      if (data.by !== BY_RULE) fields.returnedFrom = data.toVersion < left ? left : undefined;
      fields.earlierVersions = [...new Set([...(fields.earlierVersions ?? []), left])];
      fields.definitionVersion = data.toVersion;
    }
    fields.definitionHash = text(data.toHash) ?? fields.definitionHash;
    rename(journey, fields, namesIn(data.stateMap));
    if (data.deadline === null || typeof data.deadline === 'string') {
      const waitingFrom = text(data.waitingFrom);
      fields.deadline = data.deadline;
      fields.deadlinePolicy = 'definition';
      fields.definitionDeadline = data.deadline;
      fields.deadlineSince = waitingFrom ?? fields.enteredAt;
      fields.waitingFrom = waitingFrom;
    }
    // An upgrade does not count as a change by another caller, so no caller's merge may fail because of it.
    const revision = data.by === BY_RULE ? undefined : event.revision;
    journey.changeContext(contextOf(data.set), texts(data.unset), revision);
  },
};

function namesIn(stateMap: unknown): ReadonlyMap<string, string> {
  const entries = isPlainObject(stateMap) ? Object.entries(stateMap) : [];
  return new Map(entries.flatMap(([from, to]) => (typeof to === 'string' ? [[from, to] as const] : [])));
}

/** The states that the journey is in, was in and has counted, by their new names. */
function rename(journey: JourneyBuilder, fields: JourneyFields, names: ReadonlyMap<string, string>): void {
  if (names.size === 0) return;
  const present = (stateId: string): string => names.get(stateId) ?? stateId;
  if (names.has(fields.stateId)) {
    fields.renamedFrom = [...(fields.renamedFrom ?? []), fields.stateId];
    fields.stateId = present(fields.stateId);
  }
  if (fields.previousStateId !== null) fields.previousStateId = present(fields.previousStateId);
  const { timedOut } = fields;
  if (timedOut !== undefined) fields.timedOut = { ...timedOut, states: timedOut.states.map(present) };
  journey.renameVisits(names);
}

const changesByType: ReadonlyMap<string, Change<never>> = new Map(Object.entries(changes));

/** Applies an event to a journey that is being folded; unknown types and unreadable payloads change nothing. */
export function applyJourneyEvent(journey: JourneyBuilder, event: FoldableEvent): void {
  const change = changesByType.get(event.type);
  if (change !== undefined && isPlainObject(event.data)) change(journey, event.data, event);
}

function enter(
  journey: JourneyBuilder,
  stateId: string,
  previousStateId: string | null,
  entry: { readonly [Member in keyof StateEntry]?: unknown },
  event: FoldableEvent,
): void {
  if (journey.fields === undefined) return;
  journey.fields.stateId = stateId;
  journey.fields.previousStateId = previousStateId;
  journey.fields.enteredRevision = event.revision;
  journey.fields.enteredAt = text(entry.enteredAt) ?? event.occurredAt;
  const deadline = text(entry.deadline) ?? null;
  const policy = policyOf(entry.deadlinePolicy);
  journey.fields.deadline = deadline;
  journey.fields.deadlinePolicy = policy;
  journey.fields.definitionDeadline = policy === 'definition' ? deadline : (text(entry.definitionDeadline) ?? null);
  journey.fields.deadlineSince = journey.fields.enteredAt;
  journey.fields.historicalDeadline = text(entry.historicalDeadline);
  journey.fields.timedOut = undefined;
  journey.fields.renamedFrom = texts(entry.renamedFrom);
  journey.fields.waitingFrom = undefined;
  journey.fields.asked = askedAfter(journey.fields.asked, event);
  journey.noteVisit(stateId);
}

function policyOf(value: unknown): DeadlinePolicy {
  return value === 'override' || value === 'session' ? value : 'definition';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

function contextOf(value: unknown): Context | undefined {
  return isPlainObject(value) ? (value as Context) : undefined;
}
