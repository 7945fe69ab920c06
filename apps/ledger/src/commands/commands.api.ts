import { NDJSON_TYPES } from '../http/media-types';
import { apiCall } from '../openapi/api-call';
import { ALWAYS } from '../openapi/headers';

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

/** The call for many commands. */
export const COMMAND_CALLS = {
  post: apiCall({
    tag: 'Commands',
    summary: 'Post many commands, one on each line',
    description:
      'NDJSON in, NDJSON out: one outcome for each line in order, as it comes. A line names its command (start, transition, context, channel, deadline, restart), its sessionId, and the fields of that call; a wrong line is answered and the next goes on. The body as a whole has no limit.',
    body: { schema: 'CommandLines', examples: { 'a journey': `${LINES.join('\n')}\n` }, types: NDJSON_TYPES },
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'One outcome for each line.',
        schema: 'LineOutcomes',
        type: 'application/x-ndjson',
        example: `${OUTCOMES.join('\n')}\n`,
      },
    },
    problems: ['VALIDATION_FAILED', 'UNSUPPORTED_MEDIA_TYPE', 'UNAVAILABLE'],
  }),
} as const;
