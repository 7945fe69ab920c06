import { Type } from '@sinclair/typebox';
import { JOURNEY_STATUSES } from '@ledger/journey';
import * as field from '../http/fields';
import type { Given } from '../http/validated';
import {
  choice,
  component,
  flag,
  instant,
  list,
  MASKED,
  object,
  orNull,
  text,
  version,
  type Reply,
} from '../openapi/schema-parts';

/** What the ledger knows of a record and its caller cannot set. */
const STANDING = {
  status: choice(JOURNEY_STATUSES, 'ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.'),
  deadline: orNull(instant('When the state times out, overrides and pauses included; null if it does not.')),
  overdue: flag('Whether the deadline has passed and no timeout is recorded yet: the next command records it.'),
  allowedTargets: list('States that a transition would be accepted to now.', text('A state id.')),
};

export const JourneyRecord = component('Record', 'A journey as a data-store record.', {
  key: text('The session id.'),
  value: object('The record.', {
    stateId: text('State that the journey is in.'),
    sessionId: text('The session id.'),
    createdAt: instant('When the journey started, business time.'),
    lastUpdated: instant('When its last event happened, business time.'),
    version: version('The journey’s revision + 1: send it back as an optimistic lock.'),
    upgradeTo: Type.Optional(
      version(
        'Version of the definition to which the next write upgrades the journey, which is shown as it will be then.',
      ),
    ),
    ...STANDING,
    aliases: Type.Optional(list('Aliases of the journey; absent if there are none.', text('platform:id.'))),
    masked: MASKED,
    metadata: Type.Object(
      {
        channel: orNull(text('Channel that the journey is on.')),
        initiatingSource: orNull(text('What started the journey.')),
        previousState: orNull(text('State before stateId; null before the first transition.')),
      },
      { description: 'These three, and the properties of the journey’s context.', additionalProperties: true },
    ),
  }),
});
export type JourneyRecord = Reply<typeof JourneyRecord>;

/** The members of `metadata` that are not context. */
const METADATA = {
  channel: field.optional(field.name('Channel of the journey.', 'voice')),
  initiatingSource: field.optional(field.name('What started the journey.', 'inbound_queue')),
  previousState: field.optional(
    field.name('The state that the journey must be in: an optimistic lock.', 'INTRO_WELCOME'),
  ),
  maxDuration: field.optional(
    field.duration('This session’s own timeout of the state entered: an ISO 8601 duration, or seconds.', 'PT10M'),
  ),
};

const IGNORED = 'Ignored: of a record that is sent back whole.';

const VALUE = field.nested('The record.', {
  stateId: field.name('State of the journey.', 'PAYMENT_COLLECTOR'),
  sessionId: field.optional(field.sessionId('The session id; must be the key.', 'call-4711')),
  createdAt: field.optional(field.instant('When the record was created, RFC 3339.', '2023-10-27T10:00:00Z')),
  lastUpdated: field.optional(field.instant('When this happened, RFC 3339.', '2023-10-27T10:05:00Z')),
  version: field.optional(field.version('The version last read: an optimistic lock.', 1)),
  status: field.optional(field.choice(JOURNEY_STATUSES, IGNORED)),
  deadline: field.optional(field.instant(IGNORED)),
  overdue: field.optional(field.flag(IGNORED)),
  aliases: field.optional(
    field.aliases(
      'What platforms call the customer or the conversation. Of a new record: if the definition’s resume allows it, the open journey that has one of them is the ' +
        'record, unless the key has a journey. Of an update: ignored.',
      ['genesys:conv-81'],
    ),
  ),
  allowedTargets: Type.Optional(Type.Array(Type.String(), { description: IGNORED })),
  upgradeTo: field.optional(field.version(IGNORED, 2)),
  masked: Type.Optional(Type.Array(Type.String(), { description: IGNORED })),
  metadata: field.optional(
    field.nested('These, and properties of the journey’s context.', METADATA, { additionalProperties: true }),
  ),
});
export type RecordValue = Given<typeof VALUE>;
export type RecordMetadata = NonNullable<RecordValue['metadata']>;

export const METADATA_NAMES: ReadonlySet<string> = new Set(Object.keys(METADATA));

export const NewRecord = component('NewRecord', 'Creates a record: a journey in its initial state.', {
  key: field.sessionId('The session id.', 'call-4711'),
  value: VALUE,
});
export type NewRecord = Given<typeof NewRecord>;

export const RecordUpdate = component('RecordUpdate', 'Updates a record; the whole record may be sent back.', {
  key: field.optional(field.sessionId('The session id; must be that of the path.', 'call-4711')),
  value: VALUE,
});
export type RecordUpdate = Given<typeof RecordUpdate>;
