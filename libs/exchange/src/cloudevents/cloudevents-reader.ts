import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { instantReader } from '../instant';
import type { LogItem, LogValue } from '../log-event';
import { entersState, moveOf, stateEntered } from './cloudevents.types';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(place: number, reason: string): LogItem {
  return { refusal: { place, code: 'LINE_UNREADABLE', reason } };
}

function plain(context: unknown): Record<string, LogValue> {
  if (!isRecord(context)) return {};
  return Object.fromEntries(
    Object.entries(context).filter(
      (entry): entry is [string, LogValue] => typeof entry[1] !== 'object' || entry[1] === null,
    ),
  );
}

/**
 * Reads CloudEvents 1.0 in JSON, one a line, as the ledger exports them: events that enter a state become log events; the
 * rest (context, channel and deadline changes) is passed over.
 */
export async function* readCloudEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogItem> {
  const instantOf = instantReader({});
  let place = 0;
  for await (const line of createInterface({ input: Readable.from(chunks), crlfDelay: Infinity })) {
    place += 1;
    if (line.trim() === '') continue;
    let event: unknown;
    try {
      event = JSON.parse(line);
    } catch {
      yield unreadable(place, `Line ${place} is not JSON; each line should be one CloudEvent.`);
      continue;
    }
    if (!isRecord(event) || event['specversion'] !== '1.0' || typeof event['type'] !== 'string') {
      yield unreadable(place, `Line ${place} is no CloudEvent 1.0: "specversion" should be "1.0" and "type" a text.`);
      continue;
    }
    if (!entersState(event['type'])) continue;
    const { subject, time, data } = event;
    const activity = isRecord(data) ? stateEntered(event['type'], data) : undefined;
    const occurredAt = typeof time === 'string' ? instantOf(time) : undefined;
    if (typeof subject !== 'string' || activity === undefined || occurredAt === undefined || !isRecord(data)) {
      yield unreadable(place, `Line ${place} lacks a subject (the session), a time or the state entered.`);
      continue;
    }
    yield {
      event: {
        caseId: subject,
        activity,
        isStateId: true,
        occurredAt,
        ...(typeof data['channel'] === 'string' && { channel: data['channel'] }),
        ...(typeof data['customerId'] === 'string' && { customerId: data['customerId'] }),
        ...moveOf(event['type']),
        attributes: plain(data['context'] ?? data['set']),
        caseAttributes: {},
        place,
      },
    };
  }
}
