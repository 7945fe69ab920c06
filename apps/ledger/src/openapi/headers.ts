export const REQUEST_HEADERS = {
  'If-Match': {
    description: 'Optimistic lock: the ETag of the reply that was read last. Stale: 412.',
    schema: { type: 'string' },
    example: '"0"',
  },
  'If-None-Match': {
    description: 'The ETag that the caller has: 304 if the journey is still at it.',
    schema: { type: 'string' },
    example: '"1"',
  },
  'Idempotency-Key': {
    description:
      'Identifies the command, as commandId in the body does: sent again, it gives the first reply again. ' +
      '1 to 200 characters.',
    schema: { type: 'string' },
    example: 'call-4711-step-2',
  },
  'X-Deadline-Ms': {
    description: 'How long the caller waits, in milliseconds; lowers REQUEST_BUDGET_MS for this request.',
    schema: { type: 'integer', minimum: 1 },
    example: 800,
  },
  'X-Purpose': {
    description: 'Why the caller reads this, kept in the record of reads: 1 to 200 characters, and nothing personal.',
    schema: { type: 'string' },
    example: 'Complaint 81',
  },
  'X-Request-Id': {
    description: 'Id of the request in the server’s log, up to 128 characters. Default: generated.',
    schema: { type: 'string' },
    example: 'req-1',
  },
  traceparent: {
    description: 'W3C Trace Context: its trace id is stored as the correlation id of the request’s events.',
    schema: { type: 'string' },
    example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  },
  'Last-Event-ID': {
    description: 'Position of the last event received: the stream continues after it.',
    schema: { type: 'string' },
    example: '41',
  },
} as const;

export type RequestHeader = keyof typeof REQUEST_HEADERS;

/** What a command on an existing resource takes. */
export const OF_COMMANDS: readonly RequestHeader[] = ['If-Match', 'Idempotency-Key'];

/** Headers of replies, as the API document explains them. A required one is on every such reply. */
export interface ReplyHeader {
  readonly description: string;
  readonly required?: true;
}

export type ReplyHeaders = Readonly<Record<string, ReplyHeader>>;

export const ETAG: ReplyHeaders = { ETag: { description: 'Revision of the journey, for If-Match.', required: true } };

export const REPLAYED: ReplyHeaders = {
  'Idempotency-Replayed': { description: 'true if the command was answered before and this is its first reply again.' },
};

export const location = (of: string): ReplyHeaders => ({
  Location: { description: `Address of the ${of}.`, required: true },
});
