import { EXPORT_FORMATS, type ExportName } from '@ledger/exchange';
import { apiCall } from '../openapi/api-call';
import { ALWAYS } from '../openapi/headers';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const SHARED =
  'Streamed, however long it is, from the read models as they are when the request comes in: what is projected later is left out. Journeys stand in the order of their start, each whole and in the ledger’s order. An export that breaks off ends its connection without the last chunk.';

const CALLS: Readonly<Record<ExportName, { summary: string; description: string; example: unknown }>> = {
  'timeline.csv': {
    summary: 'Export timelines as CSV',
    description:
      'One line for each event and each refused attempt. A text that a spreadsheet would take for a formula has an apostrophe put before it.',
    example: `session_id,definition_id,definition_version,customer_id,position,revision,type,…\r\ncall-4711,CustomerJourneyState,1,,41,1,JourneyTransitioned,…\r\n`,
  },
  'timeline.parquet': {
    summary: 'Export timelines as Parquet',
    description: 'The columns of timeline.csv; instants are timestamps in milliseconds, UTC.',
    example: 'PAR1…',
  },
  'log.xes': {
    summary: 'Export an event log as XES (IEEE 1849-2016)',
    description:
      'A trace for each journey and an event for each state that it entered, whose concept:name is that state. What moves nothing is left out.',
    example:
      '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="">\n  <trace>\n    <string key="concept:name" value="call-4711"/>\n    …\n  </trace>\n</log>\n',
  },
  'log.ocel.json': {
    summary: 'Export an object-centric event log as OCEL 2.0',
    description:
      'Objects are sessions, customers, conversations and definitions. An event’s type is the state that it entered, else its type in the ledger.',
    example: {
      objects: [{ id: 'session:call-4711', type: 'session' }],
      events: [
        {
          id: 'event:41',
          type: 'PAYMENT_COLLECTOR',
          time: '2026-11-02T09:30:00.000Z',
          relationships: [{ objectId: 'session:call-4711', qualifier: 'session' }],
        },
      ],
      eventTypes: [{ name: 'PAYMENT_COLLECTOR', attributes: [] }],
      objectTypes: [{ name: 'session', attributes: [] }],
    },
  },
  'events.cloudevents.ndjson': {
    summary: 'Export events as CloudEvents 1.0, one on each line',
    description: 'Every event and refused attempt; id is its position, subject the session, time its occurredAt.',
    example: `{"specversion":"1.0","id":"41","source":"urn:journey-ledger:default","type":"io.journey-ledger.JourneyTransitioned","subject":"call-4711","time":"2026-11-02T09:30:00.000Z","datacontenttype":"application/json","position":"41","revision":1,"hash":"${HASH}","data":{"from":"INTRO_WELCOME","to":"PAYMENT_COLLECTOR"}}\n`,
  },
};

function exportCall(name: ExportName): MethodDecorator {
  const { summary, description, example } = CALLS[name];
  const type = EXPORT_FORMATS[name].mediaType.split(';')[0] ?? '';
  return apiCall({
    tag: 'Exports',
    summary,
    description: `${description} ${SHARED}`,
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'The export.',
        type,
        example,
        ...(name === 'log.ocel.json' && { schema: 'OcelLog' }),
        headers: { 'Content-Disposition': `attachment; filename="${name}"` },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  });
}

/** The calls for exports. */
export const EXPORT_CALLS = {
  timelineCsv: exportCall('timeline.csv'),
  timelineParquet: exportCall('timeline.parquet'),
  xesLog: exportCall('log.xes'),
  ocelLog: exportCall('log.ocel.json'),
  cloudEvents: exportCall('events.cloudevents.ndjson'),
} as const;
