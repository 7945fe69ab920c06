import { TYPE_PREFIX } from '../cloudevents/cloudevents.types';
import { envelopeOf, type ExportPages, type ExportRow } from './export-row';

/** One a line. `id` is the position; extension attributes are lower-case (CloudEvents 1.0, section 2.2). */
export async function* cloudEventsLog(pages: ExportPages, source: string): AsyncGenerator<string> {
  for await (const rows of pages) {
    let text = '';
    for (const row of rows) text += cloudEvent(row, source);
    if (text !== '') yield text;
  }
}

function cloudEvent(row: ExportRow, source: string): string {
  const envelope = envelopeOf(row);
  const head = {
    specversion: '1.0',
    id: row.position,
    source,
    type: TYPE_PREFIX + row.type,
    subject: row.sessionId,
    time: row.occurredAt,
    datacontenttype: 'application/json',
    recordedtime: row.recordedAt,
    position: row.position,
    ...given('revision', row.revision),
    ...given('definitionid', row.definitionId),
    ...given('definitionversion', row.definitionVersion),
    ...given('customerid', row.customerId),
    ...given('channel', row.channel),
    actorkind: envelope.actorKind,
    actorsubject: envelope.actorSubject,
    ...given('commandid', envelope.commandId),
    ...given('correlationid', envelope.correlationId),
    ...given('causationid', envelope.causationId),
    ...given('conversationid', envelope.conversationId),
    hash: envelope.hash,
    ...given('previoushash', envelope.previousHash),
  };
  // The payload is JSON text without line breaks already: JSON.stringify wrote it.
  return `${JSON.stringify(head).slice(0, -1)},"data":${row.data}}\n`;
}

function given(name: string, value: string | number | null): Record<string, string | number> {
  return value === null ? {} : { [name]: value };
}
