import { defined } from '@ledger/plain-data';
import type { Context, ContextValue } from '../context';
import type { CompiledDefinition } from '../definition/definition';
import {
  ABORT_TIMEOUT,
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
  type JourneyEvent,
} from '../journey/journey.events';
import type { CommandMode, JourneyCommand, UnstampedCommand } from '../journey/journey.commands';
import { effectiveContext } from '../journey/journey.status';
import type { JourneyState } from '../journey/journey.state';
import { isArray, isPlainObject, sameJson } from '../plain-json';

/** An event of a journey as a history has it. */
export interface RecordedJourneyEvent {
  readonly type: string;
  readonly data: unknown;
  readonly revision: bigint;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  /** Whether an import wrote it. */
  readonly isImported: boolean;
}

/** Where a command is replayed. */
export interface ReplayPlace {
  readonly sessionId: string;
  /** Undefined before the start. */
  readonly state: JourneyState | undefined;
  /** State of the recorded journey after the event. */
  readonly recordedStateId: string;
  readonly candidate: CompiledDefinition;
  readonly mode: CommandMode;
  /** Name of a recorded state under the candidate. */
  readonly present: (stateId: string) => string;
  /** Defaults of the version under which the journey ran. */
  readonly defaultsThen: Context;
}

/** The state that an event entered, by its recorded name; undefined if it entered none. */
export function enteredState({ type, data }: RecordedJourneyEvent): string | undefined {
  if (!isPlainObject(data)) return undefined;
  switch (type) {
    case JOURNEY_STARTED:
      return text(data['stateId']);
    case JOURNEY_TRANSITIONED:
    case JOURNEY_RESTARTED:
    case JOURNEY_MOVED:
    case ABORT_TIMEOUT:
      return text(data['to']);
    default:
      return undefined;
  }
}

/** The deadline that a recorded timeout was found to have passed; undefined for any other event. */
export function recordedTimeout({ type, data }: RecordedJourneyEvent): string | undefined {
  return type === ABORT_TIMEOUT && isPlainObject(data) ? (text(data['deadline']) ?? '') : undefined;
}

/** How a recorded command was decided: by the live clock, or by the time that an import told of. */
export function modeOf({ data, isImported }: RecordedJourneyEvent): CommandMode {
  if (!isImported) return 'live';
  return isPlainObject(data) && (data['deadline'] ?? data['nextDeadline']) !== undefined ? 'import' : 'history';
}

/**
 * The commands by which a journey under the candidate gets where an event took the recorded one; none for a timeout, and for
 * what is recorded by itself. Their locks are fresh: the caller knew the state.
 */
export function commandsOf(event: RecordedJourneyEvent, place: ReplayPlace): readonly JourneyCommand[] {
  if (!isPlainObject(event.data)) return [];
  const { sessionId, mode, state } = place;
  const lock = state === undefined ? {} : { expectedStateId: state.stateId };
  return unstamped({ type: event.type, data: event.data } as unknown as JourneyEvent, place).map((command) => {
    const stamped = { ...command, sessionId, now: event.occurredAt, mode };
    return command.type === 'StartJourney' ? stamped : { ...stamped, ...lock };
  }) as readonly JourneyCommand[];
}

type Asked = UnstampedCommand extends infer C ? (C extends UnstampedCommand ? Omit<C, 'sessionId'> : never) : never;

function unstamped(event: JourneyEvent, place: ReplayPlace): readonly Asked[] {
  const { present } = place;
  switch (event.type) {
    case JOURNEY_STARTED: {
      const { channel, customerId, initiatingSource } = event.data;
      const given = { context: givenAtStart(event.data.context, place.defaultsThen), ...ownTimeout(event.data) };
      const named = { channel: channel ?? undefined, customerId, initiatingSource };
      return [{ type: 'StartJourney', ...given, ...defined(named) }];
    }
    case JOURNEY_TRANSITIONED: {
      const { to, trigger, channel } = event.data;
      const how = trigger === undefined ? { targetStateId: present(to) } : { event: trigger };
      const given = { context: patchOf(event.data, place), ...ownTimeout(event.data) };
      return [{ type: 'TransitionJourney', ...how, ...given, ...defined({ channel }) }];
    }
    case CONTEXT_CHANGED:
      if (event.data.reason === SCHEMA_DEFAULT) return [];
      return [{ type: 'ChangeContext', patch: patchOf(event.data, place) }];
    case CHANNEL_CHANGED: {
      const { to, conversationId } = event.data;
      return [{ type: 'ChangeChannel', channel: to, ...defined({ conversationId }) }];
    }
    case DEADLINE_CHANGED:
      return [{ type: 'ChangeDeadline', deadline: event.data.to, reason: event.data.reason }];
    case JOURNEY_RESTARTED:
      return [{ type: 'RestartJourney', reason: event.data.reason }];
    case JOURNEY_MOVED:
      return [{ type: 'MoveJourney', targetStateId: present(event.data.to), reason: event.data.reason }];
    case JOURNEY_MIGRATED:
      return migration(event.data, place);
    default:
      // A timeout, which the candidate's own deadline decides, and what this program does not know.
      return [];
  }
}

/** The candidate runs from the start: of a migration it sees what an operator put into the context, and a state mapped elsewhere. */
function migration(
  { set, by, reason = 'Migrated' }: Extract<JourneyEvent, { type: typeof JOURNEY_MIGRATED }>['data'],
  place: ReplayPlace,
): readonly Asked[] {
  const { state, recordedStateId, present } = place;
  // A rule gives defaults and names, of which the candidate has its own.
  if (by === BY_RULE || state === undefined) return [];
  const changes: Asked[] = set === undefined ? [] : [{ type: 'ChangeContext', patch: patchOf({ set }, place) }];
  const to = present(recordedStateId);
  return to === state.stateId ? changes : [...changes, { type: 'MoveJourney', targetStateId: to, reason }];
}

/** A session's own deadline as the duration that it came from. */
function ownTimeout(entry: {
  readonly enteredAt?: unknown;
  readonly deadline?: unknown;
  readonly deadlinePolicy?: unknown;
}): {
  readonly maxDuration?: number;
} {
  const { enteredAt, deadline, deadlinePolicy } = entry;
  if (deadlinePolicy !== 'session' || typeof deadline !== 'string' || typeof enteredAt !== 'string') return {};
  return { maxDuration: (Date.parse(deadline) - Date.parse(enteredAt)) / 1_000 };
}

/** What a caller may have given: a value that equals the default of that time was filled in. */
function givenAtStart(context: Context, defaultsThen: Context): Context {
  const given = Object.entries(context).filter(
    ([name, value]) => !(Object.hasOwn(defaultsThen, name) && sameJson(defaultsThen[name], value)),
  );
  return Object.fromEntries(given);
}

/** A merge patch after which the properties that an event set have the recorded values. */
function patchOf(
  { set = {}, unset = [] }: { readonly set?: Context; readonly unset?: readonly string[] },
  { state, candidate }: ReplayPlace,
): Context {
  const before = state === undefined ? {} : effectiveContext(state, candidate);
  const values = Object.entries(set).map(([name, value]): [string, ContextValue] => [
    name,
    valuePatch(Object.hasOwn(before, name) ? before[name] : undefined, value),
  ]);
  return Object.fromEntries([...values, ...unset.map((name): [string, ContextValue] => [name, null])]);
}

function valuePatch(before: ContextValue | undefined, value: ContextValue): ContextValue {
  if (!isMap(value) || before === undefined || !isMap(before)) return value;
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(value, name));
  const kept = Object.entries(value).map(([name, member]): [string, ContextValue] => [
    name,
    valuePatch(Object.hasOwn(before, name) ? before[name] : undefined, member),
  ]);
  return Object.fromEntries([...kept, ...gone.map((name): [string, ContextValue] => [name, null])]);
}

function isMap(value: ContextValue): value is Context {
  return !isArray(value) && isPlainObject(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
