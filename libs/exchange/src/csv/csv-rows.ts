import { defined } from '@ledger/plain-data';
import { instantReader, READABLE_TIMES, type ReadInstant } from '../time/instant';
import type { InstantFormat } from '../time/instant-format';
import type { LogItem } from '../log-event';
import type { CsvHeader } from './csv-header';
import type { CsvMapping, EventFields, EventMapping, TimeSource, ValueSource } from './csv-mapping.types';
import { CsvValues, given, sourceName, type Row, type RowValue } from './csv-values';

export type RowReader = (row: Row, place: number) => readonly LogItem[];

const LEFT_OUT = 'rows that the mapping leaves out';

/** One event of a row, by functions of the row. */
interface PlannedEvent {
  readonly isGiven: (row: Row) => boolean;
  readonly activity: RowValue;
  readonly activityName: string;
  readonly time: RowValue;
  readonly timeName: string;
  readonly timeFormat: string;
  readonly instantOf: (text: string) => ReadInstant | undefined;
  readonly channel: RowValue;
  readonly customerId: RowValue;
  readonly resource: RowValue;
  readonly context: (row: Row) => Record<string, string>;
}

export function rowReader(mapping: CsvMapping, header: CsvHeader): RowReader {
  const values = new CsvValues(header, mapping);
  const caseId = values.of(mapping.caseId);
  const isTaken = values.where(mapping.where);
  const isSeveral = mapping.events !== undefined;
  const events = eventsOf(mapping).map((event) => planned(event, mapping, values));
  return (row, place) => {
    if (row.length !== header.width && !hasEmptyRest(row, header.width)) return [wrongWidth(row, place, header.width)];
    if (!isTaken(row)) return [{ passedOver: LEFT_OUT }];
    const key = caseId(row);
    if (key === undefined) return [incomplete(place, sourceName(mapping.caseId))];
    const items = events.flatMap((event) => itemsOf(event, row, key, place, isSeveral));
    if (items.length > 0) return isSeveral ? inOrder(items) : items;
    if (!events.some(({ isGiven }) => isGiven(row))) return [{ passedOver: LEFT_OUT }];
    return [incomplete(place, events.map(({ timeName }) => timeName).join(' or '), key)];
  };
}

function eventsOf(mapping: CsvMapping): readonly EventMapping[] {
  if (mapping.events !== undefined) return mapping.events;
  const { activity, occurredAt } = mapping;
  return [{ activity: given(activity, 'activity'), occurredAt: given(occurredAt, 'occurredAt') }];
}

function planned(event: EventMapping, mapping: CsvMapping, values: CsvValues): PlannedEvent {
  const field = (name: 'channel' | 'customerId' | 'resource'): RowValue =>
    values.optional(event[name] ?? mapping[name]);
  const { source, format } = timeOf(event.occurredAt, mapping);
  return {
    isGiven: event === mapping ? () => true : values.where(event.where),
    activity: values.of(event.activity),
    activityName: sourceName(event.activity),
    time: values.of(source),
    timeName: sourceName(source),
    timeFormat: format.format ?? READABLE_TIMES,
    instantOf: instantReader(format),
    channel: field('channel'),
    customerId: field('customerId'),
    resource: field('resource'),
    context: values.context(contextOf(event, mapping)),
  };
}

/** What a row says as a whole belongs to its first event, so that it is not said of each of them again. */
function contextOf(event: EventFields, mapping: CsvMapping): EventFields['context'] {
  const isFirst = mapping.events === undefined || mapping.events[0] === event;
  return event.context ?? (isFirst ? mapping.context : undefined);
}

function timeOf(
  time: TimeSource,
  mapping: InstantFormat,
): { readonly source: ValueSource; readonly format: InstantFormat } {
  const { format, zone } = mapping;
  if (typeof time === 'string') return { source: time, format: { format, zone } };
  const source = 'column' in time ? { column: time.column } : { columns: time.columns, join: time.join };
  return { source, format: { format: time.format ?? format, zone: time.zone ?? zone } };
}

function itemsOf(event: PlannedEvent, row: Row, caseId: string, place: number, isSeveral: boolean): readonly LogItem[] {
  if (!event.isGiven(row)) return [];
  const written = event.time(row);
  if (written === undefined) return isSeveral ? [] : [incomplete(place, event.timeName, caseId)];
  const activity = event.activity(row);
  if (activity === undefined) return [incomplete(place, event.activityName, caseId)];
  const instant = event.instantOf(written);
  if (instant === undefined) {
    const reason = `${event.timeName} of line ${place} reads ${JSON.stringify(written)}; it should be ${event.timeFormat}.`;
    return [{ refusal: { place, caseId, code: 'TIME_UNREADABLE', reason } }];
  }
  return [
    {
      event: defined({
        caseId,
        activity,
        occurredAt: instant.at,
        clock: instant.clock,
        channel: event.channel(row),
        customerId: event.customerId(row),
        resource: event.resource(row),
        attributes: event.context(row),
        caseAttributes: {},
        place,
      }),
    },
  ];
}

/** The events of one row have no order but that of their times; at one time, that of the mapping. */
function inOrder(items: readonly LogItem[]): readonly LogItem[] {
  const timeOfItem = (item: LogItem): string => ('event' in item ? item.event.occurredAt : '');
  return [...items].sort((a, b) => (timeOfItem(a) < timeOfItem(b) ? -1 : timeOfItem(a) > timeOfItem(b) ? 1 : 0));
}

function incomplete(place: number, column: string, caseId?: string): LogItem {
  const reason = `Line ${place} has no ${column}; every line needs one.`;
  return { refusal: defined({ place, caseId, code: 'EVENT_INCOMPLETE' as const, reason }) };
}

/** Some programs end every line, or some, with further delimiters. */
function hasEmptyRest(row: Row, width: number): boolean {
  return row.length > width && row.slice(width).every((cell) => cell === '');
}

function wrongWidth(row: Row, place: number, width: number): LogItem {
  const reason = `Line ${place} has ${row.length} columns; the header has ${width}.`;
  return { refusal: { place, code: 'LINE_UNREADABLE', reason } };
}
