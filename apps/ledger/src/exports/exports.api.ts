import type { TSchema } from '@sinclair/typebox';
import { EXPORT_FORMATS, type ExportName } from '@ledger/exchange';
import { defined } from '@ledger/plain-data';
import { apiCall } from '../openapi/api-call';
import { CloudEvents, OcelLog } from './export.schemas';
import { CsvExportQuery, ExportQuery } from './exports.query';

const CLOUD_EVENT = {
  specversion: '1.0',
  id: '41',
  source: 'urn:journey-ledger:default',
  type: 'io.journey-ledger.JourneyTransitioned',
  subject: 'call-4711',
  time: '2026-11-02T09:30:00.000Z',
  datacontenttype: 'application/json',
  recordedtime: '2026-11-02T09:30:00.004Z',
  position: '41',
  revision: 1,
  actorkind: 'caller',
  actorsubject: 'anonymous',
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  data: { from: 'INTRO_WELCOME', to: 'PAYMENT_COLLECTOR' },
} as const;

const SHARED =
  'Streamed, whatever its length, from the read models as of the request. Journeys come in the order of their start, ' +
  'each whole and in the ledger’s order. An export that fails ends its connection without the last chunk.';

interface ExportCall {
  readonly summary: string;
  readonly description: string;
  readonly example: unknown;
  readonly schema?: TSchema;
}

const CALLS: Readonly<Record<ExportName, ExportCall>> = {
  'timeline.csv': {
    summary: 'Export timelines as CSV',
    description: 'One line for each event, and each command that was refused or changed nothing.',
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
      'A trace for each journey and an event for each state that it entered, whose concept:name is that state. Events that do not move the journey are left out.',
    example:
      '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="">\n  <trace>\n    <string key="concept:name" value="call-4711"/>\n    …\n  </trace>\n</log>\n',
  },
  'log.ocel.json': {
    summary: 'Export an object-centric event log as OCEL 2.0',
    description:
      'Objects are sessions, customers, conversations and definitions. An event’s type is the state that it entered, else its type in the ledger.',
    schema: OcelLog,
    example: {
      objects: [{ id: 'session:call-4711', type: 'session' }],
      events: [
        {
          id: 'event:41',
          type: 'PAYMENT_COLLECTOR',
          time: '2026-11-02T09:30:00.000Z',
          attributes: [{ name: 'to', value: 'PAYMENT_COLLECTOR' }],
          relationships: [{ objectId: 'session:call-4711', qualifier: 'session' }],
        },
      ],
      eventTypes: [{ name: 'PAYMENT_COLLECTOR', attributes: [] }],
      objectTypes: [{ name: 'session', attributes: [] }],
    },
  },
  'events.cloudevents.ndjson': {
    summary: 'Export events as CloudEvents 1.0, one on each line',
    description:
      'Every event, and every command that was refused or changed nothing; id is its position, subject the session, time its occurredAt.',
    schema: CloudEvents,
    example: `${JSON.stringify(CLOUD_EVENT)}\n`,
  },
};

function exportCall(name: ExportName) {
  const { summary, description, example, schema } = CALLS[name];
  return apiCall({
    tag: 'Exports',
    summary,
    description: `${description} ${SHARED}`,
    boundCredentials: 'filtered',
    scope: ['analytics.read', 'audit.read'],
    auditedRead: true,
    busy: 'serve',
    query: name === 'timeline.csv' ? CsvExportQuery : ExportQuery,
    replies: {
      200: {
        description: 'The export.',
        type: EXPORT_FORMATS[name].mediaType.split(';')[0] ?? '',
        example,
        headers: { 'Content-Disposition': { description: `attachment; filename="${name}"`, required: true } },
        ...defined({ schema }),
      },
    },
  });
}

export const EXPORT_CALLS = {
  timelineCsv: exportCall('timeline.csv'),
  timelineParquet: exportCall('timeline.parquet'),
  xesLog: exportCall('log.xes'),
  ocelLog: exportCall('log.ocel.json'),
  cloudEvents: exportCall('events.cloudevents.ndjson'),
} as const;
