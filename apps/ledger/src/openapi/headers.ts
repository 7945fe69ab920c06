/** Request headers that several calls share, as the API document explains them. */
export const HEADERS = {
  'If-Match': {
    description: 'Optimistic lock: the entity tag that the reply before gave. Stale: 412.',
    schema: { type: 'string' },
    example: '"0"',
  },
  'If-None-Match': {
    description: 'The entity tag that the caller has: 304 where the journey is still at it.',
    schema: { type: 'string' },
    example: '"1"',
  },
  'Idempotency-Key': {
    description: 'Makes a repeat recognisable, as commandId in the body does: the first reply is given again.',
    schema: { type: 'string' },
    example: 'call-4711-step-2',
  },
  'X-Deadline-Ms': {
    description: 'How long the caller will wait, milliseconds; lowers the server’s own budget.',
    schema: { type: 'integer' },
    example: 800,
  },
  'X-Request-Id': {
    description: 'Id of the request for logs; made up where absent.',
    schema: { type: 'string' },
    example: 'req-1',
  },
  traceparent: {
    description: 'W3C Trace Context; its trace id is kept as the correlation id of what the request stores.',
    schema: { type: 'string' },
    example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  },
  'Last-Event-ID': {
    description: 'Position of the last event received: the stream goes on after it.',
    schema: { type: 'string' },
    example: '41',
  },
} as const;

export type DocumentedHeader = keyof typeof HEADERS;

/** What every call takes. */
export const ALWAYS: readonly DocumentedHeader[] = ['X-Request-Id', 'traceparent', 'X-Deadline-Ms'];

/** What a command takes beside. */
export const OF_COMMANDS: readonly DocumentedHeader[] = ['If-Match', 'Idempotency-Key', ...ALWAYS];
