import { JOURNEY_RESTARTED, JOURNEY_STARTED } from '@ledger/journey';
import { instantReader } from '../instant';
import { LogUnreadableError, type LogItem, type LogValue } from '../log-event';
import { jsonArrayItems } from './json-array-items';

interface OcelEvent {
  readonly type?: unknown;
  readonly time?: unknown;
  readonly attributes?: readonly { readonly name: string; readonly value: unknown }[];
  readonly relationships?: readonly { readonly objectId: string; readonly qualifier: string }[];
}

/** Attributes of the ledger's own events that say where they stood, not what the context got. */
const ENVELOPE = new Set([
  'eventType',
  'from',
  'to',
  'channel',
  'actorKind',
  'actor',
  'revision',
  'position',
  'dwellMs',
  'set',
  'refusalCode',
  'hash',
]);

/**
 * Reads OCEL 2.0 in JSON, as the ledger exports it: events that entered a state become log events of their session; the
 * rest is passed over. A session is the object that an event is related to as `session`.
 */
export async function* readOcel(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogItem> {
  const instantOf = instantReader({});
  let place = 0;
  for await (const { array, text } of jsonArrayItems(chunks)) {
    if (array !== 'events') continue;
    place += 1;
    const item = itemOf(parsed(text, place), place, instantOf);
    if (item !== undefined) yield item;
  }
}

function parsed(text: string, place: number): OcelEvent {
  try {
    return JSON.parse(text) as OcelEvent;
  } catch (cause) {
    throw new LogUnreadableError(`Event ${place} of the log is not JSON.`, { cause });
  }
}

function itemOf(event: OcelEvent, place: number, instantOf: (text: string) => string | undefined): LogItem | undefined {
  const attributes = new Map((event.attributes ?? []).map(({ name, value }) => [name, value]));
  // The ledger's own events name what they are; another log's are activities, all of them.
  const isOurs = attributes.has('eventType');
  if (isOurs && !attributes.has('to')) return undefined;
  const related = (qualifier: string): string | undefined =>
    event.relationships?.find((relation) => relation.qualifier === qualifier)?.objectId.replace(/^\w+:/, '');
  const caseId = related('session');
  const activity = attributes.get('to') ?? event.type;
  const occurredAt = typeof event.time === 'string' ? instantOf(event.time) : undefined;
  if (caseId === undefined || typeof activity !== 'string' || occurredAt === undefined) {
    const reason = `Event ${place} of the log lacks a type, a time, or a relationship with the qualifier "session".`;
    return { refusal: { place, ...(caseId !== undefined && { caseId }), code: 'EVENT_INCOMPLETE', reason } };
  }
  const channel = attributes.get('channel');
  const customerId = related('customer');
  const type = attributes.get('eventType');
  return {
    event: {
      caseId,
      activity,
      ...(attributes.has('to') && { isStateId: true as const }),
      occurredAt,
      ...(typeof channel === 'string' && { channel }),
      ...(customerId !== undefined && { customerId }),
      ...(type === JOURNEY_RESTARTED && { move: 'restart' as const }),
      ...(type === JOURNEY_STARTED && { move: 'start' as const }),
      attributes: contextOf(attributes),
      caseAttributes: {},
      place,
    },
  };
}

function contextOf(attributes: ReadonlyMap<string, unknown>): Record<string, LogValue> {
  const own = [...attributes].filter(([name]) => !ENVELOPE.has(name));
  const set = attributes.get('set');
  const written = typeof set === 'string' ? Object.entries(JSON.parse(set) as Record<string, unknown>) : [];
  const isPlain = (entry: [string, unknown]): entry is [string, LogValue] =>
    entry[1] === null || ['boolean', 'number', 'string'].includes(typeof entry[1]);
  return Object.fromEntries([...own, ...written].filter(isPlain));
}
