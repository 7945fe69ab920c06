import { CHANNEL_CHANGED, type ChannelChanged } from '@ledger/journey';
import { activityOf } from '../naming/state-name';
import { EVENT_ATTRIBUTES, MASKED_ATTRIBUTE } from '../ocel/ocel-document';
import { DistinctTexts } from './distinct-texts';
import {
  contextSetBy,
  enteredState,
  envelopeOf,
  maskedIn,
  refusalOf,
  type ExportPages,
  type ExportRow,
} from './export-row';

interface OcelValue {
  readonly name: string;
  readonly value: string;
}
interface OcelRelation {
  readonly objectId: string;
  readonly qualifier: string;
}

/** Attributes that each event may carry; all of them are texts, as the OCEL 2.0 JSON schema asks of values. */
const ATTRIBUTES = EVENT_ATTRIBUTES.map((name) => ({ name, type: 'string' }));
const WITH_MASKED = [...ATTRIBUTES, { name: MASKED_ATTRIBUTE, type: 'string' }];

/** What is known once the events are written. */
interface Written {
  readonly types: Set<string>;
  isMasked: boolean;
}

const OBJECT_TYPES = [
  { name: 'session', attributes: [{ name: 'sessionId', type: 'string' }] },
  { name: 'customer', attributes: [] },
  { name: 'conversation', attributes: [] },
  { name: 'definition', attributes: [{ name: 'version', type: 'string' }] },
];

/**
 * OCEL 2.0 as JSON. An event's type is the activity of the state that it entered, else its persisted type; `to` tells
 * them apart. The rows are read twice, for the objects and for the events, so that neither has to be kept.
 */
export async function* ocelLog(read: () => ExportPages): AsyncGenerator<string> {
  yield '{"objects":[';
  yield* jsonItems(objects(read()));
  yield '],\n"events":[';
  const written: Written = { types: new Set(), isMasked: false };
  yield* jsonItems(events(read(), written));
  const attributes = written.isMasked ? WITH_MASKED : ATTRIBUTES;
  const eventTypes = [...written.types].sort().map((name) => ({ name, attributes }));
  yield `],\n"eventTypes":${JSON.stringify(eventTypes)},\n"objectTypes":${JSON.stringify(OBJECT_TYPES)}}\n`;
}

/** Portions of array elements with the commas between them. */
async function* jsonItems(portions: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const items of portions) {
    if (items.length === 0) continue;
    yield `${isFirst ? '' : ','}\n${items.map((item) => JSON.stringify(item)).join(',\n')}`;
    isFirst = false;
  }
}

const sessionObject = (row: ExportRow): string => `session:${row.sessionId}`;
const definitionObject = (row: ExportRow): string => `definition:${row.definitionId}@${row.definitionVersion}`;
const customerObject = (customerId: string): string => `customer:${customerId}`;
const conversationObject = (conversationId: string): string => `conversation:${conversationId}`;

/** Conversation that the event came from, and the one that a hand-over went to. */
function conversationsOf(row: ExportRow): ReadonlySet<string> {
  const { conversationId } = envelopeOf(row);
  const handedTo = row.type === CHANNEL_CHANGED ? (JSON.parse(row.data) as ChannelChanged).conversationId : undefined;
  return new Set([conversationId, handedTo].filter((id) => id !== null && id !== undefined));
}

async function* objects(pages: ExportPages): AsyncGenerator<readonly object[]> {
  const seen = new DistinctTexts();
  for await (const rows of pages) {
    const found: object[] = [];
    const add = (id: string, type: string, more: object = {}): void => {
      if (seen.add(id)) found.push({ id, type, ...more });
    };
    for (const row of rows) {
      const time = row.occurredAt;
      const relationships = [
        ...(row.definitionId === null ? [] : [{ objectId: definitionObject(row), qualifier: 'runs' }]),
        ...(row.customerId === null ? [] : [{ objectId: customerObject(row.customerId), qualifier: 'of' }]),
      ];
      add(sessionObject(row), 'session', {
        attributes: [{ name: 'sessionId', value: row.sessionId, time }],
        relationships,
      });
      if (row.definitionId !== null) {
        const version = String(row.definitionVersion);
        add(definitionObject(row), 'definition', { attributes: [{ name: 'version', value: version, time }] });
      }
      if (row.customerId !== null) add(customerObject(row.customerId), 'customer');
      for (const id of conversationsOf(row)) add(conversationObject(id), 'conversation');
    }
    yield found;
  }
}

async function* events(pages: ExportPages, written: Written): AsyncGenerator<readonly object[]> {
  for await (const rows of pages) {
    yield rows.map((row) => {
      const state = enteredState(row);
      const type = state === undefined ? row.type : activityOf(state);
      written.types.add(type);
      written.isMasked ||= maskedIn(row) !== null;
      const time = row.occurredAt;
      return {
        id: `event:${row.position}`,
        type,
        time,
        attributes: attributesOf(row),
        relationships: relationsOf(row),
      };
    });
  }
}

function attributesOf(row: ExportRow): readonly OcelValue[] {
  const { actorKind, actorSubject, hash } = envelopeOf(row);
  const set = contextSetBy(row);
  const values: readonly (readonly [string, string | number | null | undefined])[] = [
    ['eventType', row.type],
    ['from', enteredState(row) === undefined ? null : row.from],
    ['to', enteredState(row)],
    ['channel', row.channel],
    ['actorKind', actorKind],
    ['actor', actorSubject],
    ['revision', row.revision],
    ['position', row.position],
    ['dwellMs', row.dwellMs],
    ['set', Object.keys(set).length === 0 ? null : JSON.stringify(set)],
    [MASKED_ATTRIBUTE, maskedIn(row)],
    ['refusalCode', refusalOf(row).code],
    ['hash', hash],
  ];
  return values.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [{ name, value: String(value) }],
  );
}

function relationsOf(row: ExportRow): readonly OcelRelation[] {
  return [
    { objectId: sessionObject(row), qualifier: 'session' },
    ...(row.definitionId === null ? [] : [{ objectId: definitionObject(row), qualifier: 'definition' }]),
    ...(row.customerId === null ? [] : [{ objectId: customerObject(row.customerId), qualifier: 'customer' }]),
    ...[...conversationsOf(row)].map((id) => ({ objectId: conversationObject(id), qualifier: 'conversation' })),
  ];
}
