import { Type } from '@sinclair/typebox';
import { JOURNEY_STATUSES, type Context } from '@ledger/journey';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
import { apiCall, jsonReply } from '../openapi/api-call';
import {
  ACTOR,
  anyObject,
  choice,
  component,
  count,
  instant,
  list,
  MASKED,
  object,
  orNull,
  text,
  valuesByName,
  version,
  type Reply,
} from '../openapi/schema-parts';

export const MOST_REVISIONS = 5_000;

export const RevisionsQuery = queryOf({
  from: Type.Optional(field.revision('The first revision. Default: 0.', 0)),
  limit: Type.Optional(field.revisionsLimit('Revisions of the reply, 1 to 5,000. Default: 5,000.', MOST_REVISIONS)),
  knownAt: Type.Optional(field.instant('Only what the ledger had recorded by this time. Default: all.')),
});

const JourneyRevision = component('JourneyRevision', 'A journey right after an event.', {
  revision: count('Revision of the event.'),
  type: text('Type of the event.'),
  position: text('Its position in the ledger.'),
  occurredAt: instant('When it happened, business time.'),
  recordedAt: instant('When the ledger stored it.'),
  actor: ACTOR,
  commandId: orNull(text('The commandId of the command.')),
  definitionVersion: version('Version of the definition that the journey ran.'),
  status: choice(JOURNEY_STATUSES, 'ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.'),
  stateId: text('State that the journey was in.'),
  enteredAt: instant('When it entered that state, business time.'),
  deadline: orNull(instant('When the state would time out; null if it would not.')),
  channel: orNull(text('Channel that the journey was on.')),
  allowedTargets: list('States that it could enter next.', Type.String()),
  masked: MASKED,
  set: anyObject<Context>('Top-level properties of the context that the event changed, defaults included.'),
  unset: list('Top-level properties that it removed.', Type.String()),
});

export const JourneyRevisions = component('JourneyRevisions', 'A journey at each of its revisions.', {
  sessionId: text('Key of the journey.'),
  definitionId: text('Definition that the journey runs.'),
  before: object('Right before the first revision of the reply.', {
    context: anyObject<Context>('The context.'),
    masked: MASKED,
    writtenAt: valuesByName('Which revision wrote each top-level property of it.', count('A revision.')),
  }),
  revisions: list('In order.', JourneyRevision),
  last: count('The last revision of the journey, as far as it was known.'),
  nextFrom: Type.Optional(count('Asks for the next page, as the query parameter from. Absent on the last page.')),
});
export type JourneyRevisions = Reply<typeof JourneyRevisions>;

export const REVISION_CALLS = {
  revisions: apiCall({
    tag: 'Journeys',
    boundCredentials: 'checked',
    summary: 'Read a journey at each of its revisions',
    description:
      'Each row is what reading the journey with asOfRevision gives, with the context as a difference to the row before. ' +
      'knownAt shows the journey as the ledger knew it at a time.',
    scope: 'statestore.read',
    auditedRead: true,
    query: RevisionsQuery,
    replies: {
      200: jsonReply(JourneyRevisions, 'Revisions, in order.', {
        sessionId: 'call-4711',
        definitionId: 'CustomerJourneyState',
        before: { context: {}, writtenAt: {} },
        revisions: [
          {
            revision: 0,
            type: 'JourneyStarted',
            position: '40',
            occurredAt: '2026-11-02T09:30:00.000Z',
            recordedAt: '2026-11-02T09:30:00.004Z',
            actor: { subject: 'anonymous', kind: 'caller' },
            commandId: null,
            definitionVersion: 1,
            status: 'ACTIVE',
            stateId: 'INTRO_WELCOME',
            enteredAt: '2026-11-02T09:30:00.000Z',
            deadline: '2026-11-02T09:32:00.000Z',
            channel: 'voice',
            allowedTargets: ['IDENTIFY', 'PAYMENT_COLLECTOR', 'AGENT_ESCALATION'],
            set: { verified: false },
            unset: [],
          },
        ],
        last: 0,
      }),
    },
    problems: ['JOURNEY_NOT_FOUND'],
  }),
} as const;
