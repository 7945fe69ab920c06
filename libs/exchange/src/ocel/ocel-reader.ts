import { JOURNEY_RESTARTED, JOURNEY_STARTED } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { LogAttributes, LogItem, LogRefusalCode, LogValue } from '../log-event';
import { instantReader, READABLE_TIMES, type ReadInstant } from '../time/instant';
import {
  EVENT_ATTRIBUTES,
  MASKED_ATTRIBUTE,
  ocelEvent,
  OcelEventError,
  ocelItems,
  type OcelEvent,
} from './ocel-document';
import type { OcelCases } from './ocel-objects';

const ENVELOPE: ReadonlySet<string> = new Set([...EVENT_ATTRIBUTES, MASKED_ATTRIBUTE]);

/** OCEL 2.0 in JSON. Events go to each case they relate to; of the ledger's own logs, those that entered a state. */
export async function* readOcel(
  chunks: AsyncIterable<Uint8Array>,
  { objectIds }: OcelCases = { objectIds: undefined },
): AsyncGenerator<LogItem> {
  const instantOf = instantReader({});
  let place = 0;
  for await (const { array, text } of ocelItems(chunks)) {
    if (array !== 'events') continue;
    place += 1;
    yield* itemsOf(text, place, instantOf, objectIds);
  }
}

type InstantOf = (text: string) => ReadInstant | undefined;

function itemsOf(
  text: string,
  place: number,
  instantOf: InstantOf,
  objectIds: ReadonlySet<string> | undefined,
): readonly LogItem[] {
  try {
    const event = ocelEvent(text);
    return objectIds === undefined
      ? ledgerItems(event, place, instantOf)
      : foreignItems(event, place, instantOf, objectIds);
  } catch (error) {
    if (error instanceof OcelEventError) return [refused(place, error.code, `Event ${place} ${error.message}.`)];
    throw error;
  }
}

function ledgerItems(event: OcelEvent, place: number, instantOf: InstantOf): readonly LogItem[] {
  const attributes = new Map(event.attributes.map(({ name, value }) => [name, value]));
  // The ledger's own events name what they are; another log's are activities, all of them.
  const type = attributes.get('eventType');
  if (type !== undefined && !attributes.has('to')) return [];
  const related = (qualifier: string): string | undefined =>
    event.relationships.find((relation) => relation.qualifier === qualifier)?.objectId.replace(/^\w+:/, '');
  const caseId = related('session');
  const activity = attributes.get('to') ?? event.type;
  if (caseId === undefined || typeof activity !== 'string' || event.time === undefined) {
    const reason = `Event ${place} of the log lacks a type, a time, or a relationship with the qualifier "session".`;
    return [refused(place, 'EVENT_INCOMPLETE', reason, caseId)];
  }
  const instant = instantOf(event.time);
  if (instant === undefined) return [unreadableTime(place, event.time, caseId)];
  const channel = attributes.get('channel');
  return [
    {
      event: defined({
        caseId,
        activity,
        isStateId: attributes.has('to') ? (true as const) : undefined,
        occurredAt: instant.at,
        clock: instant.clock,
        channel: typeof channel === 'string' ? channel : undefined,
        customerId: related('customer'),
        move: moveOf(type),
        attributes: contextOf(attributes),
        caseAttributes: {},
        place,
      }),
    },
  ];
}

function moveOf(type: unknown): 'start' | 'restart' | undefined {
  if (type === JOURNEY_STARTED) return 'start';
  return type === JOURNEY_RESTARTED ? 'restart' : undefined;
}

/** An event that is related to several cases happened in each of them. */
function foreignItems(
  event: OcelEvent,
  place: number,
  instantOf: InstantOf,
  objectIds: ReadonlySet<string>,
): readonly LogItem[] {
  const cases = [...new Set(event.relationships.map(({ objectId }) => objectId))].filter((id) => objectIds.has(id));
  if (cases.length === 0) return [{ passedOver: 'events of no object of the case type' }];
  const { type, time } = event;
  if (type === undefined || type === '' || time === undefined) {
    return [refused(place, 'EVENT_INCOMPLETE', `Event ${place} of the log lacks a type or a time.`, cases[0])];
  }
  const instant = instantOf(time);
  if (instant === undefined) return [unreadableTime(place, time, cases[0])];
  const attributes = plain(event.attributes.map(({ name, value }): [string, unknown] => [name, value]));
  return cases.map((caseId) => ({
    event: defined({
      caseId,
      activity: type,
      occurredAt: instant.at,
      clock: instant.clock,
      attributes,
      caseAttributes: {},
      place,
    }),
  }));
}

function unreadableTime(place: number, time: string, caseId: string | undefined): LogItem {
  const reason = `The time of event ${place} reads ${JSON.stringify(time)}; it should be ${READABLE_TIMES}.`;
  return refused(place, 'TIME_UNREADABLE', reason, caseId);
}

function refused(place: number, code: LogRefusalCode, reason: string, caseId?: string): LogItem {
  return { refusal: defined({ place, caseId, code, reason }) };
}

function contextOf(attributes: ReadonlyMap<string, unknown>): LogAttributes {
  const own = [...attributes].filter(([name]) => !ENVELOPE.has(name));
  const set = attributes.get('set');
  const written = typeof set === 'string' ? Object.entries(JSON.parse(set) as Record<string, unknown>) : [];
  return plain([...own, ...written]);
}

function plain(entries: readonly (readonly [string, unknown])[]): LogAttributes {
  const isPlain = (entry: readonly [string, unknown]): entry is readonly [string, LogValue] =>
    entry[1] === null || ['boolean', 'number', 'string'].includes(typeof entry[1]);
  return Object.fromEntries(entries.filter(isPlain));
}
