import { NamedError } from '@ledger/plain-data';
import { errorMessage } from '../error-message';
import { exactJson, InexactNumberError } from '../input/exact-json';
import { LogUnreadableError } from '../log-event';
import { jsonArrayItems, type ArrayItem } from './json-array-items';

/** Attributes of the ledger's own events that say where they stood; what else an event has, its context got. */
export const EVENT_ATTRIBUTES = [
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
] as const;

/** Which personal properties were left out of an event: declared only where one was. */
export const MASKED_ATTRIBUTE = 'masked';

export interface OcelAttribute {
  readonly name: string;
  readonly value: unknown;
}
export interface OcelRelation {
  readonly objectId: string;
  readonly qualifier: string;
}

/** An event as OCEL 2.0 has it, as far as it is what it should be. */
export interface OcelEvent {
  readonly type: string | undefined;
  readonly time: string | undefined;
  readonly attributes: readonly OcelAttribute[];
  readonly relationships: readonly OcelRelation[];
}

/** The elements of an OCEL 2.0 document. What is a JSON object of another kind is a `LogUnreadableError` that says of which. */
export async function* ocelItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ArrayItem> {
  const members = new Set<string>();
  yield* jsonArrayItems(chunks, (name) => members.size < MOST_MEMBERS && members.add(name));
  if (members.has('events')) return;
  if ([...members].some((name) => name.startsWith('ocel:'))) {
    throw new LogUnreadableError(
      'The file is an OCEL 1.0 log; convert it to OCEL 2.0, which has "events" and "objects".',
    );
  }
  const found = members.size === 0 ? 'is an empty object' : `has ${[...members].slice(0, 8).join(', ')}`;
  throw new LogUnreadableError(`The file is JSON, but not an OCEL 2.0 log: it has no "events"; it ${found}.`);
}

const MOST_MEMBERS = 1_000;

/** An element that cannot be used, as a sentence about it. */
export class OcelEventError extends NamedError {
  constructor(
    readonly code: 'LINE_UNREADABLE' | 'NUMBER_TOO_LARGE',
    message: string,
  ) {
    super(message);
  }
}

/** Takes an element of `events`; an `OcelEventError` where it is not an event. */
export function ocelEvent(text: string): OcelEvent {
  const event = parsed(text);
  if (!isRecord(event)) throw new OcelEventError('LINE_UNREADABLE', 'is not a JSON object');
  return {
    type: textOf(event['type']),
    time: textOf(event['time']),
    attributes: records(event['attributes'], 'attributes').map(({ name, value }) => ({
      name: textOf(name) ?? '',
      value,
    })),
    relationships: records(event['relationships'], 'relationships').map(({ objectId, qualifier }) => ({
      objectId: textOf(objectId) ?? '',
      qualifier: textOf(qualifier) ?? '',
    })),
  };
}

/** Id and type of an element of `objects`. */
export function ocelObject(text: string): { readonly id: string; readonly type: string } | undefined {
  const object = parsed(text);
  if (!isRecord(object)) return undefined;
  const [id, type] = [textOf(object['id']), textOf(object['type'])];
  return id === undefined || type === undefined ? undefined : { id, type };
}

function parsed(text: string): unknown {
  try {
    return exactJson(text);
  } catch (error) {
    if (error instanceof InexactNumberError)
      throw new OcelEventError('NUMBER_TOO_LARGE', `cannot be taken: ${error.message}`);
    throw new LogUnreadableError(`The file is not JSON: ${errorMessage(error)}.`, { cause: error });
  }
}

function records(value: unknown, name: string): readonly Record<string, unknown>[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every(isRecord)) return value;
  throw new OcelEventError('LINE_UNREADABLE', `has "${name}" that are not a list of objects`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
