import { anyObject, count, instant, object, text, textOrNull, type Schema } from './schema-parts';

const outcome = {
  type: 'string',
  enum: ['changed', 'unchanged', 'expired', 'refused', 'moved', 'failed'],
} as const;
const COUNTS = Object.fromEntries(outcome.enum.map((name) => [name, count]));

function page(name: string, items: Schema): Schema {
  return object({ [name]: { type: 'array', items }, nextCursor: text }, ['nextCursor']);
}

const TARGET = object({ stateId: text, version: count, stateMap: anyObject, set: anyObject }, [
  ...['stateId', 'version', 'stateMap', 'set'],
]);

const OPERATION = object({
  operationId: text,
  kind: { type: 'string', enum: ['abort', 'move', 'restart', 'migrate'] },
  filter: anyObject,
  target: { ...TARGET, type: ['object', 'null'] },
  reason: text,
  ratePerSecond: count,
  requestedBy: object({ subject: text, clientId: text }, ['clientId']),
  status: { type: 'string', enum: ['SELECTING', 'RUNNING', 'PAUSED', 'CANCELLING', 'CANCELLED', 'COMPLETED'] },
  asOf: object({ position: text, at: instant }),
  requestedAt: instant,
  startedAt: textOrNull,
  updatedAt: instant,
  endedAt: textOrNull,
  shown: { type: ['integer', 'null'], minimum: 0 },
  selected: count,
  done: count,
  progress: { type: ['number', 'null'], minimum: 0, maximum: 1 },
  rate: { type: ['number', 'null'], minimum: 0 },
  eta: textOrNull,
  counts: object(COUNTS),
  codes: { type: 'object', additionalProperties: count },
  revision: count,
  position: text,
});

const SAMPLE = object(
  {
    ...{ sessionId: text, definitionId: text, definitionVersion: count, stateId: text, enteredAt: instant },
    ...{ revision: count, outcome, code: text, reason: text },
  },
  ['code', 'reason'],
);

const DRY_RUN = object(
  {
    dryRun: { type: 'boolean', const: true },
    journeys: count,
    byState: { type: 'array', items: object({ definitionId: text, stateId: text, journeys: count }) },
    outcomes: object(COUNTS, Object.keys(COUNTS)),
    refusals: { type: 'array', items: object({ code: text, journeys: count, example: text }) },
    sample: { type: 'array', items: SAMPLE },
    position: text,
    token: text,
    target: TARGET,
  },
  ['target'],
);

const STUCK = object(
  {
    kind: { type: 'string', enum: ['overdue', 'slow', 'orphaned'] },
    ...{ reason: text, deadline: instant, waitedMs: count, medianMs: { type: 'number' }, visits: count },
    newestVersion: count,
  },
  ['deadline', 'waitedMs', 'medianMs', 'visits', 'newestVersion'],
);

/** Components that batch operations and stuck journeys are described by. */
export const OPERATION_SCHEMAS = {
  Operation: OPERATION,
  OperationPage: page('operations', { $ref: '#/components/schemas/Operation' }),
  OperationDryRun: DRY_RUN,
  OperationResultPage: page(
    'journeys',
    object({ sessionId: text, outcome, revision: count, code: text, reason: text }, ['revision', 'code', 'reason']),
  ),
  StuckJourneyPage: page('journeys', {
    allOf: [{ $ref: '#/components/schemas/JourneyRow' }, object({ stuck: { type: 'array', items: STUCK } })],
  }),
} as const;
