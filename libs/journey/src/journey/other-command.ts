import type { Context, ContextValue } from '../context';
import { isPlainObject, sameJson } from '../plain-json';
import type { JourneyCommand, UnstampedCommand } from './journey.commands';
import {
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

type Data = { readonly [member: string]: unknown };

/** Which events a command can append, beside the defaults of its definition and a timeout. */
const APPENDS: Readonly<Record<JourneyCommand['type'], readonly string[]>> = {
  StartJourney: [JOURNEY_STARTED],
  TransitionJourney: [JOURNEY_TRANSITIONED, CONTEXT_CHANGED, CHANNEL_CHANGED, JOURNEY_RESTARTED],
  ChangeContext: [CONTEXT_CHANGED],
  ChangeChannel: [CHANNEL_CHANGED],
  AddAlias: [ALIAS_ADDED],
  RemoveAlias: [ALIAS_REMOVED],
  ChangeDeadline: [DEADLINE_CHANGED],
  RestartJourney: [JOURNEY_RESTARTED],
  MoveJourney: [JOURNEY_MOVED],
  MigrateJourney: [JOURNEY_MIGRATED],
  AbortOnTimeout: [],
};

const COMPARED: ReadonlySet<string> = new Set(Object.values(APPENDS).flat());

/**
 * Whether these events cannot be what the command appended. For events that were stored without their request's
 * fingerprint: what they do not tell of their request counts as equal.
 */
export function contradictsEvents(
  command: UnstampedCommand,
  events: readonly { readonly type: string; readonly data: object }[],
  definitionId?: string,
): boolean {
  return events.some(({ type, data: stored }) => {
    const data = stored as Data;
    if (!COMPARED.has(type) || data['reason'] === SCHEMA_DEFAULT || data['by'] === BY_RULE) return false;
    if (definitionId !== undefined && isOther(data['definitionId'] ?? definitionId, definitionId)) return true;
    return !APPENDS[command.type].includes(type) || differs(command, type, data);
  });
}

function differs(command: UnstampedCommand, type: string, data: Data): boolean {
  switch (command.type) {
    case 'StartJourney':
      return (
        isOther(data['channel'], command.channel ?? null) ||
        isOther(data['customerId'], command.customerId) ||
        isOther(data['initiatingSource'], command.initiatingSource) ||
        !holds(data['context'], command.context ?? {})
      );
    case 'TransitionJourney':
      return differsFromTransition(command, type, data);
    case 'ChangeContext':
      return differsFromPatch(data, command.patch);
    case 'ChangeChannel':
      return isOther(data['to'], command.channel);
    case 'AddAlias':
    case 'RemoveAlias':
      return isOther(data['alias'], command.alias);
    case 'ChangeDeadline':
      return isOther(data['to'], command.deadline) || isOther(data['reason'], command.reason);
    case 'RestartJourney':
      return isOther(data['reason'], command.reason);
    case 'MoveJourney':
      return isOther(data['to'], command.targetStateId) || isOther(data['reason'], command.reason);
    case 'MigrateJourney':
      return isOther(data['toVersion'], command.toVersion) || isOther(data['reason'], command.reason);
    case 'AbortOnTimeout':
      return false;
  }
}

function differsFromTransition(
  {
    targetStateId,
    event,
    context = {},
    channel,
    expectedRevision,
  }: Extract<UnstampedCommand, { type: 'TransitionJourney' }>,
  type: string,
  data: Data,
): boolean {
  switch (type) {
    case JOURNEY_TRANSITIONED: {
      const isElsewhere = targetStateId !== undefined ? isOther(data['to'], targetStateId) : false;
      const isOtherChannel = data['channel'] !== undefined && isOther(data['channel'], channel);
      return isElsewhere || isOther(data['trigger'], event) || isOtherChannel || differsFromPatch(data, context);
    }
    case CONTEXT_CHANGED:
      return differsFromPatch(data, context);
    case CHANNEL_CHANGED:
      return isOther(data['to'], channel);
    default:
      // A conflict policy restarted the journey: without a revision there is no conflict.
      return expectedRevision === undefined;
  }
}

/** Whether an event changes what the patch does not, or to another value. Nested objects merge, so they are not compared. */
function differsFromPatch({ set, unset }: Data, patch: Context): boolean {
  const values = isPlainObject(set) ? Object.entries(set) : [];
  const removed = Array.isArray(unset) ? (unset as readonly unknown[]) : [];
  const isForeign = ([key, value]: readonly [string, unknown]): boolean =>
    // A property with a default falls back to it where it is removed.
    !Object.hasOwn(patch, key) || (patch[key] !== null && isOtherScalar(value, patch[key]));
  return values.some(isForeign) || removed.some((key) => typeof key === 'string' && patch[key] !== null);
}

function holds(context: unknown, given: Context): boolean {
  if (!isPlainObject(context)) return true;
  return Object.entries(given).every(([key, value]) => value === null || !isOtherScalar(context[key], value));
}

function isOtherScalar(stored: unknown, given: ContextValue | undefined): boolean {
  return !isPlainObject(stored) && !sameJson(stored as ContextValue, given);
}

function isOther(stored: unknown, given: unknown): boolean {
  return stored !== given;
}
