import { Type } from '@sinclair/typebox';
import { COMMAND_MODES } from '@ledger/journey';
import * as field from '../http/fields';
import { NDJSON_TYPES } from '../http/media-types';
import { COMMAND_SCOPES } from '../access/command-scopes';
import type { Given } from '../http/validated';
import { apiCall } from '../openapi/api-call';
import { CommandLines, LineOutcomes } from './command.schemas';

const LINES = [
  '{"command":"start","sessionId":"call-4712","definitionId":"CustomerJourneyState","channel":"voice"}',
  '{"command":"transition","sessionId":"call-4712","targetStateId":"PAYMENT_COLLECTOR","commandId":"call-4712-2"}',
  '{"command":"transition","sessionId":"call-4712","targetStateId":"IDENTIFY"}',
];

const OUTCOMES = [
  '{"line":1,"outcome":"CREATED","sessionId":"call-4712","revision":0,"stateId":"INTRO_WELCOME","position":"43","replayed":false}',
  '{"line":2,"outcome":"ADVANCED","sessionId":"call-4712","revision":1,"stateId":"PAYMENT_COLLECTOR","position":"44","replayed":false}',
  '{"line":3,"outcome":"REJECTED","sessionId":"call-4712","revision":1,"stateId":"PAYMENT_COLLECTOR","position":"44","replayed":false,"code":"TRANSITION_NOT_ALLOWED","reason":"No transition leads from PAYMENT_COLLECTOR to IDENTIFY."}',
];

export const CommandsQuery = Type.Object(
  {
    mode: Type.Optional(
      field.choice(
        COMMAND_MODES,
        'import: deadlines are computed from occurredAt and compared with it. history: so too, and states have no live ' +
          'deadline until a live command enters a state or sets one. Default: live.',
      ),
    ),
    disorder: Type.Optional(
      field.choice(
        ['allow', 'refuse'],
        'Of a line that happened before its journey’s last event: refuse answers OUT_OF_ORDER. Default: refuse for ' +
          'history, else allow.',
      ),
    ),
  },
  { additionalProperties: false },
);
export type CommandsQuery = Given<typeof CommandsQuery>;

export const COMMAND_CALLS = {
  post: apiCall({
    tag: 'Commands',
    boundCredentials: 'checked',
    summary: 'Post many commands, one on each line',
    description:
      'NDJSON in, NDJSON out: one outcome for each line, in order, as it is known. A line names its command (start, ' +
      'transition, context, channel, addAlias, removeAlias, deadline, restart), its sessionId and the fields of that call; a line that is ' +
      'refused does not stop the next. A line may have LINE_LIMIT_BYTES; the body as a whole has no limit. ' +
      'Where nothing more comes for LINES_TIMEOUT_MS, the last outcome is UNAVAILABLE, for the line that is missing. ' +
      'Each line needs the scope of its command: deadline needs operations.write, the others need statestore.write; ' +
      'mode=import and mode=history need history.import besides.',
    scope: [COMMAND_SCOPES.StartJourney, COMMAND_SCOPES.ChangeDeadline],
    auditedRead: false,
    body: {
      schema: CommandLines,
      examples: { 'a journey': `${LINES.join('\n')}\n` },
      types: NDJSON_TYPES,
      limit: 'lines',
    },
    query: CommandsQuery,
    replies: {
      200: {
        description: 'One outcome for each line.',
        schema: LineOutcomes,
        type: 'application/x-ndjson',
        example: `${OUTCOMES.join('\n')}\n`,
      },
    },
  }),
} as const;
