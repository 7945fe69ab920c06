import { defined } from '@ledger/plain-data';
import { errorMessage } from '../error-message';
import { decodedText } from '../input/decoded-text';
import { exactJson, InexactNumberError } from '../input/exact-json';
import { textLines } from '../input/text-lines';
import { LogUnreadableError, type LogAttributes, type LogItem, type LogRefusalCode, type LogValue } from '../log-event';
import { instantReader, READABLE_TIMES, type ReadInstant } from '../time/instant';
import { entersState, isLedgerType, moveOf, stateEntered } from './cloudevents.types';

type Fields = Readonly<Record<string, unknown>>;
type Refused = Extract<LogItem, { readonly refusal: unknown }>;

/** CloudEvents 1.0 as the ledger exports them, of entered states alone. `LogUnreadableError` without any. */
export async function* readCloudEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogItem> {
  const instantOf = instantReader({});
  const foreign = new Set<string>();
  let lines = 0;
  let isOurs = false;
  for await (const { number, text } of textLines(decodedText(chunks))) {
    lines += 1;
    const event = cloudEvent(text, number);
    if ('refusal' in event) {
      yield event;
      continue;
    }
    const { type } = event;
    if (!isLedgerType(type)) {
      foreign.add(type);
      const reason = `Line ${number} is an event of another system (${JSON.stringify(type)}); only the ledger’s own become journeys.`;
      yield refused(number, 'EVENT_FOREIGN', reason);
      continue;
    }
    isOurs = true;
    if (entersState(type)) yield itemOf(type, event.fields, number, instantOf);
  }
  if (lines === 0) throw new LogUnreadableError('The file is empty; it should hold CloudEvents, one on each line.');
  if (isOurs) return;
  const types = [...foreign].slice(0, 3).join(', ');
  throw new LogUnreadableError(
    foreign.size === 0
      ? 'The file holds no CloudEvents, one on each line.'
      : `The file holds CloudEvents of another system (${types}); only the ledger’s own can be imported: write others as CSV.`,
  );
}

function cloudEvent(text: string, place: number): Refused | { readonly type: string; readonly fields: Fields } {
  let event: unknown;
  try {
    event = exactJson(text);
  } catch (error) {
    if (error instanceof InexactNumberError)
      return refused(place, 'NUMBER_TOO_LARGE', `Line ${place}: ${errorMessage(error)}.`);
    return refused(place, 'LINE_UNREADABLE', `Line ${place} is not JSON; each line should be one CloudEvent.`);
  }
  if (isRecord(event) && event['specversion'] === '1.0' && typeof event['type'] === 'string') {
    return { type: event['type'], fields: event };
  }
  const reason = `Line ${place} is not a CloudEvent 1.0: "specversion" should be "1.0" and "type" a text.`;
  return refused(place, 'LINE_UNREADABLE', reason);
}

function itemOf(
  type: string,
  { subject, time, data }: Fields,
  place: number,
  instantOf: (text: string) => ReadInstant | undefined,
): LogItem {
  const activity = isRecord(data) ? stateEntered(type, data) : undefined;
  if (typeof subject !== 'string' || activity === undefined || typeof time !== 'string' || !isRecord(data)) {
    return refused(
      place,
      'LINE_UNREADABLE',
      `Line ${place} lacks a subject (the session), a time or the state entered.`,
    );
  }
  const instant = instantOf(time);
  if (instant === undefined) {
    const reason = `The time of line ${place} reads ${JSON.stringify(time)}; it should be ${READABLE_TIMES}.`;
    return refused(place, 'TIME_UNREADABLE', reason, subject);
  }
  return {
    event: defined({
      caseId: subject,
      activity,
      isStateId: true as const,
      occurredAt: instant.at,
      channel: textOf(data['channel']),
      customerId: textOf(data['customerId']),
      move: moveOf(type),
      attributes: plain(data['context'] ?? data['set']),
      caseAttributes: {},
      place,
    }),
  };
}

function refused(place: number, code: LogRefusalCode, reason: string, caseId?: string): Refused {
  return { refusal: defined({ place, caseId, code, reason }) };
}

function plain(context: unknown): LogAttributes {
  if (!isRecord(context)) return {};
  return Object.fromEntries(
    Object.entries(context).filter(
      (entry): entry is [string, LogValue] => typeof entry[1] !== 'object' || entry[1] === null,
    ),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
