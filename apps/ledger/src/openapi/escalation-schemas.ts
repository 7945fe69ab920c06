import { ESCALATION_STATUSES } from '@ledger/journey';
import { count, instant, object, text, textOrNull, type Schema } from './schema-parts';

const instantOrNull = { type: ['string', 'null'], format: 'date-time' } as const;

const orNull = (schema: Schema): Schema => ({ ...schema, type: ['object', 'null'] });

const ESCALATION = {
  escalationId: text,
  status: { type: 'string', enum: [...ESCALATION_STATUSES] },
  kind: { type: 'string', enum: ['callback', 'queue', 'webhook'] },
  queue: textOrNull,
  target: textOrNull,
  escalation: text,
  reason: { type: 'string', enum: ['timeout', 'entry'] },
  sessionId: text,
  definitionId: text,
  definitionVersion: count,
  stateId: text,
  currentStateId: text,
  customerId: textOrNull,
  channel: textOrNull,
  journeyRevision: count,
  journeyEventId: text,
  triggeredAt: instant,
  requestedAt: instant,
  dueBy: instantOrNull,
  claim: orNull(object({ claimant: text, at: instant, until: instant })),
  delivery: orNull(
    object({
      target: text,
      attempts: count,
      attemptsInRound: count,
      since: instant,
      nextAttemptAt: instantOrNull,
      lastFailure: orNull(object({ code: text, status: count, detail: text }, ['status'])),
      deliveredAt: instantOrNull,
    }),
  ),
  completion: orNull(object({ claimant: text, at: instant, outcome: textOrNull })),
  updatedAt: instant,
  revision: count,
  position: text,
} as const;

const STEP = object({
  type: text,
  revision: count,
  position: text,
  occurredAt: instant,
  recordedAt: instant,
  actor: object({ subject: text, clientId: text, kind: text }, ['clientId']),
  commandId: textOrNull,
  data: { type: 'object', additionalProperties: true },
  hash: text,
});

/** Shapes of the calls on escalations. */
export const ESCALATION_SCHEMAS = {
  Escalation: object(ESCALATION),
  EscalationPage: object(
    { escalations: { type: 'array', items: { $ref: '#/components/schemas/Escalation' } }, nextCursor: text },
    ['nextCursor'],
  ),
  EscalationDetails: object({ ...ESCALATION, history: { type: 'array', items: STEP } }),
  EscalationResult: object({
    ...ESCALATION,
    outcome: { type: 'string', enum: ['ADVANCED', 'UNCHANGED'] },
    replayed: { type: 'boolean' },
  }),
} as const;
