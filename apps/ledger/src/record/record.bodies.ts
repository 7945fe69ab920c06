import { DurationField, InstantField, NameField, ObjectField, SessionIdField, VersionField } from '../http/fields';

const LAST_UPDATED = {
  description: 'When it happened, RFC 3339.',
  example: '2023-10-27T10:05:00Z',
  optional: true,
} as const;

/** `{ key, value }` of a new record. */
export class NewRecordBody {
  @SessionIdField({ description: 'The session id.', example: 'call-4711' })
  key!: string;

  @ObjectField({ description: 'The record.' })
  value!: object;
}

/** `{ value }` of a record that goes on; `key` where a caller sends the whole record back. */
export class RecordUpdateBody {
  @SessionIdField({ description: 'The session id; that of the path.', optional: true })
  key?: string | null;

  @ObjectField({ description: 'What changes.' })
  value!: object;
}

abstract class RecordValue {
  @SessionIdField({ description: 'The session id; the record’s key.', example: 'call-4711', optional: true })
  sessionId?: string | null;

  @InstantField({
    description: 'When the record came to be, RFC 3339.',
    example: '2023-10-27T10:00:00Z',
    optional: true,
  })
  createdAt?: string | null;

  @InstantField(LAST_UPDATED)
  lastUpdated?: string | null;

  @ObjectField({
    description: 'The journey’s context, with channel, initiatingSource and previousState.',
    optional: true,
  })
  metadata?: object | null;

  @NameField({ description: 'State of the journey.', example: 'PAYMENT_COLLECTOR' })
  stateId!: string;

  @VersionField({ description: 'The version last read: an optimistic lock.', example: 1, optional: true })
  version?: number | null;
}

export class NewRecordValue extends RecordValue {}

export class RecordUpdateValue extends RecordValue {}

/** The members of `metadata` that are no context, each with its rule. */
export class RecordMetadata {
  @NameField({ description: 'Channel of the journey.', example: 'voice', optional: true })
  channel?: string | null;

  @NameField({ description: 'What began the journey.', example: 'inbound_queue', optional: true })
  initiatingSource?: string | null;

  @NameField({ description: 'The state that the journey should be in: an optimistic lock.', optional: true })
  previousState?: string | null;

  @DurationField({ description: 'This session’s own timeout for the state entered.', example: 'PT10M', optional: true })
  maxDuration?: string | number | null;
}
