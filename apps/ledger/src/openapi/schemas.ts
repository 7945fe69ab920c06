import { DEFINITION_SCHEMA } from '@ledger/journey';
import { ESCALATION_SCHEMAS } from './escalation-schemas';
import { OPERATION_SCHEMAS } from './operation-schemas';
import { TIMEOUT_SCHEMAS } from './timeout-schemas';
import { anyObject, count, flag, instant, object, text, type Schema } from './schema-parts';

const texts = { type: 'array', items: text } as const;
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string): Schema => ({ type: 'array', items: ref(name) });
const orNull = (schema: { readonly type: string }): Schema => ({ ...schema, type: [schema.type, 'null'] });

/** A row whole, or with the fields alone that `fields` named. */
function wholeOrChosen(name: string, properties: Readonly<Record<string, unknown>>): Schema {
  return { anyOf: [ref(name), { type: 'object', properties, additionalProperties: false }] };
}

const PROJECTIONS = {
  ProjectionList: object({
    projections: {
      type: 'array',
      items: object(
        {
          name: text,
          version: count,
          position: orNull(text),
          state: { type: 'string', enum: ['catching-up', 'live', 'stopped'] },
          lastError: orNull(text),
          events: count,
          gaps: count,
          rate: { type: 'number', minimum: 0 },
          appliedAt: orNull(instant),
          deadLetters: count,
          lag: orNull(count),
          lagSeconds: { type: 'number', minimum: 0 },
          digest: text,
        },
        ['digest'],
      ),
    },
    rebuild: { oneOf: [ref('Rebuild'), { type: 'null' }] },
  }),
  Rebuild: object({
    id: count,
    projection: text,
    reason: text,
    status: { type: 'string', enum: ['requested', 'building', 'switched', 'mismatch', 'cancelled', 'failed'] },
    cancelling: flag,
    acceptMismatch: flag,
    position: orNull(text),
    events: count,
    requestedAt: instant,
    startedAt: orNull(instant),
    finishedAt: orNull(instant),
    error: orNull(text),
    equal: { type: ['object', 'null'], additionalProperties: flag },
    digests: { type: ['object', 'null'], additionalProperties: ref('ComparedDigests') },
    progress: orNull({ type: 'number' }),
  }),
  ComparedDigests: object({ live: text, built: text, firstDifference: object({ table: text, key: anyObject }) }, [
    'firstDifference',
  ]),
  DeadLetterList: object({ deadLetters: list('DeadLetter') }),
  DeadLetter: object({
    projection: text,
    position: text,
    eventId: text,
    stream: text,
    type: text,
    error: text,
    attempts: count,
    firstFailedAt: instant,
    lastFailedAt: instant,
    retryRequestedAt: orNull(instant),
  }),
} as const;

const JOURNEY_ROW = {
  sessionId: text,
  definitionId: text,
  definitionVersion: { type: 'integer', minimum: 1 },
  status: { type: 'string', enum: ['ACTIVE', 'COMPLETED', 'TIMED_OUT'] },
  stateId: text,
  previousStateId: orNull(text),
  revision: count,
  enteredAt: instant,
  startedAt: instant,
  lastUpdatedAt: instant,
  deadline: orNull(instant),
  overdue: flag,
  channel: orNull(text),
  customerId: orNull(text),
  context: anyObject,
  position: text,
} as const;

const JOURNEY = { ...JOURNEY_ROW, initiatingSource: orNull(text), allowedTargets: texts } as const;

const EVENT = object({ id: text, type: text, revision: count, data: anyObject });

const TIMELINE_ENTRY = {
  type: text,
  revision: orNull(count),
  escalationId: orNull(text),
  position: text,
  occurredAt: instant,
  recordedAt: instant,
  from: orNull(text),
  to: orNull(text),
  dwellMs: orNull({ type: 'integer' }),
  actor: object({ subject: text, clientId: text, kind: text }, ['clientId']),
  channel: orNull(text),
  commandId: orNull(text),
  data: anyObject,
  guard: orNull(anyObject),
  code: orNull(text),
  reason: orNull(text),
  hash: text,
  previousHash: orNull(text),
} as const;

const FINDING = object({ code: text, path: text, message: text });

const DEFINITION_REPORT = object({
  id: orNull(text),
  version: orNull({ type: 'integer' }),
  hash: orNull(text),
  valid: flag,
  errors: { type: 'array', items: FINDING },
  warnings: { type: 'array', items: FINDING },
  bound: {
    ...object(
      { longestBounded: object({ ms: count, iso: text, path: texts }), unboundedCycle: texts, unboundedStates: texts },
      ['longestBounded', 'unboundedCycle', 'unboundedStates'],
    ),
    type: ['object', 'null'],
  },
});

const DEFINITION_LISTING = object({
  id: text,
  title: orNull(text),
  versions: { type: 'array', items: object({ version: count, hash: text, publishedAt: instant, retired: flag }) },
});

const RECORD_METADATA = {
  type: 'object',
  properties: {
    channel: orNull(text),
    initiatingSource: orNull(text),
    previousState: orNull(text),
    maxDuration: { type: ['string', 'number', 'null'] },
  },
  additionalProperties: true,
} as const;

const RECORD_VALUE = {
  stateId: text,
  sessionId: text,
  createdAt: instant,
  lastUpdated: instant,
  version: { type: 'integer', minimum: 1 },
  metadata: RECORD_METADATA,
} as const;

const number = { type: 'number' } as const;

/** Figures, and the same ones of another version where one was asked for. */
function compared(properties: Readonly<Record<string, unknown>>): Schema {
  const comparison = object({ version: count, ...properties });
  return object({ ...properties, comparison }, ['comparison']);
}

const ANALYTICS = {
  TransitionAnalytics: compared({
    transitions: {
      type: 'array',
      items: object({
        definitionId: text,
        from: text,
        to: text,
        count,
        share: number,
        meanMs: number,
        medianMs: number,
        p95Ms: number,
      }),
    },
  }),
  StateAnalytics: compared({
    states: {
      type: 'array',
      items: object({
        definitionId: text,
        state: text,
        visits: count,
        left: count,
        open: count,
        ended: count,
        dwell: {
          ...object({ totalMs: number, meanMs: number, p50Ms: number, p90Ms: number, p95Ms: number, p99Ms: number }),
          type: ['object', 'null'],
        },
      }),
    },
  }),
  FunnelAnalytics: compared({
    journeys: count,
    steps: {
      type: 'array',
      items: object({
        state: text,
        reached: count,
        conversion: number,
        stepConversion: number,
        open: count,
        abandoned: count,
        medianMs: orNull(number),
        p95Ms: orNull(number),
      }),
    },
  }),
  VariantAnalytics: compared({
    journeys: count,
    total: count,
    variants: { type: 'array', items: object({ states: texts, count, share: number }) },
  }),
  TimeoutAnalytics: compared({
    count,
    escalated: count,
    answered: count,
    timeouts: {
      type: 'array',
      items: object({
        definitionId: text,
        state: text,
        channel: orNull(text),
        hour: { type: 'integer', minimum: 0, maximum: 23 },
        count,
        escalated: count,
        answered: count,
      }),
    },
  }),
} as const;

const FLOW_COMMON = { conversationId: text } as const;
const FLOW_COMMAND = { ...FLOW_COMMON, sessionId: text, commandId: text, occurredAt: instant } as const;
const FLOW_LOCKED = { ...FLOW_COMMAND, expectedRevision: count } as const;
const CONTEXT_FIELDS = { '^ctx_.+$': { type: ['string', 'number', 'boolean', 'null'] } } as const;

function flat(properties: Readonly<Record<string, unknown>>, required: readonly string[]): Schema {
  return { type: 'object', properties, required, patternProperties: CONTEXT_FIELDS, additionalProperties: false };
}

const FLOW_ANSWER = {
  ...object({
    contract: { const: '2026-11' },
    outcome: {
      type: 'string',
      enum: [
        'CREATED',
        'RESUMED',
        'ADVANCED',
        'RESTARTED',
        'UNCHANGED',
        'REJECTED',
        'CONFLICT',
        'EXPIRED',
        'NOT_FOUND',
        'UNAVAILABLE',
      ],
    },
    replayed: flag,
    sessionId: text,
    stateId: text,
    previousStateId: text,
    status: text,
    revision: { type: 'integer', minimum: -1 },
    version: count,
    allowedTargets: text,
    deadline: text,
    reasonCode: text,
    reasonText: text,
    position: text,
    omitted: text,
  }),
  patternProperties: CONTEXT_FIELDS,
} as const;

const { $schema: _, $id: __, ...DEFINITION } = DEFINITION_SCHEMA as Schema;

/** The shapes that the API document names, beside those of the DTOs. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  ...ESCALATION_SCHEMAS,
  ...OPERATION_SCHEMAS,
  ...TIMEOUT_SCHEMAS,
  Journey: object(JOURNEY),
  JourneyRow: object(JOURNEY_ROW),
  JourneyPage: object(
    { journeys: { type: 'array', items: wholeOrChosen('JourneyRow', JOURNEY_ROW) }, nextCursor: text },
    ['nextCursor'],
  ),
  CommandResult: object({
    ...JOURNEY,
    outcome: { type: 'string', enum: ['CREATED', 'RESUMED', 'ADVANCED', 'RESTARTED', 'UNCHANGED'] },
    replayed: flag,
    events: { type: 'array', items: EVENT },
  }),
  MergePatch: anyObject,
  TimelineEntry: object(TIMELINE_ENTRY),
  Timeline: object({
    sessionId: text,
    entries: { type: 'array', items: wholeOrChosen('TimelineEntry', TIMELINE_ENTRY) },
  }),
  Problem: {
    ...object({ type: text, title: text, status: { type: 'integer' }, detail: text, code: text }),
    additionalProperties: true,
  },
  ProblemExplanation: object({ type: text, code: text, status: { type: 'integer' }, title: text, meaning: text }),
  Definition: DEFINITION,
  DefinitionReport: DEFINITION_REPORT,
  DefinitionListing: DEFINITION_LISTING,
  DefinitionList: object({ definitions: list('DefinitionListing') }),
  PublishedDefinition: object({
    id: text,
    version: count,
    hash: text,
    document: ref('Definition'),
    warnings: { type: 'array', items: FINDING },
    publishedAt: instant,
    retired: flag,
  }),
  Record: object({ key: text, value: object(RECORD_VALUE) }),
  NewRecord: object({
    key: text,
    value: object(RECORD_VALUE, ['sessionId', 'createdAt', 'lastUpdated', 'version', 'metadata']),
  }),
  RecordUpdate: object(
    { key: text, value: object(RECORD_VALUE, ['sessionId', 'createdAt', 'lastUpdated', 'version', 'metadata']) },
    ['key'],
  ),
  FlowEnsure: flat(
    {
      ...FLOW_COMMAND,
      definitionId: text,
      definitionVersion: { type: 'integer', minimum: 1 },
      customerId: text,
      channel: text,
      initiatingSource: text,
    },
    ['definitionId'],
  ),
  FlowTransition: flat({ ...FLOW_LOCKED, targetStateId: text, event: text, channel: text }, ['sessionId']),
  FlowContext: flat(FLOW_LOCKED, ['sessionId']),
  FlowStatus: flat({ ...FLOW_COMMON, sessionId: text }, ['sessionId']),
  FlowAnswer: FLOW_ANSWER,
  CommandLines: { type: 'string', description: 'One JSON object on each line.' },
  LineOutcomes: { type: 'string', description: 'One JSON object for each line, in order.' },
  DeadlinePage: object(
    {
      deadlines: {
        type: 'array',
        items: object({
          sessionId: text,
          definitionId: text,
          stateId: text,
          enteredAt: instant,
          deadline: instant,
          enteredRevision: count,
        }),
      },
      nextCursor: text,
    },
    ['nextCursor'],
  ),
  ...ANALYTICS,
  OcelLog: object({
    objects: { type: 'array', items: anyObject },
    events: { type: 'array', items: anyObject },
    eventTypes: { type: 'array', items: anyObject },
    objectTypes: { type: 'array', items: anyObject },
  }),
  ...PROJECTIONS,
  Liveness: object({ status: { const: 'ok' } }),
  Readiness: object({ status: text, info: anyObject, error: anyObject, details: anyObject }),
};
