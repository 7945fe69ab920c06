import { count, instant, object, text, type Schema } from './schema-parts';

const whole = { type: 'integer' } as const;
const instantOrNull = { type: ['string', 'null'] } as const;

const CHANGE = object(
  {
    type: {
      type: 'string',
      enum: ['TimeoutOverridden', 'TimeoutOverrideRemoved', 'TimeoutsPaused', 'TimeoutsResumed'],
    },
    ...{ revision: count, position: text, occurredAt: instant, reason: text, commandId: { type: ['string', 'null'] } },
    actor: object({ subject: text, clientId: text, kind: text }, ['clientId']),
    ...{ stateId: text, after: text, applyTo: { type: 'string', enum: ['new', 'waiting'] }, grace: text },
    overrideRevision: count,
  },
  ['stateId', 'after', 'applyTo', 'grace', 'overrideRevision'],
);

const HISTORY = { type: 'array', items: CHANGE } as const;
const STATE = {
  stateId: text,
  ofDefinition: { type: ['string', 'null'] },
  inForce: { ...CHANGE, type: ['object', 'null'] },
} as const;
const REPLY = { outcome: { type: 'string', enum: ['CHANGED', 'UNCHANGED'] }, change: CHANGE, position: text } as const;
const MOVED = { sessionId: text, enteredAt: instant, deadline: instantOrNull, newDeadline: instantOrNull } as const;

/** What the calls about timeouts take and give. */
export const TIMEOUT_SCHEMAS: Readonly<Record<string, Schema>> = {
  DefinitionTimeouts: object({
    ...{ definitionId: text, revision: whole },
    ...{ states: { type: 'array', items: object(STATE) }, history: HISTORY },
  }),
  StateTimeout: object({ definitionId: text, revision: whole, ...STATE, history: HISTORY }),
  TimeoutChangeReply: object(REPLY),
  TimeoutChangeOrPreview: {
    oneOf: [
      object(REPLY),
      object({
        ...{ preview: { type: 'boolean', const: true }, at: instant, position: { type: ['string', 'null'] } },
        ...{ waiting: count, moved: count, abortingAtOnce: count, earliest: instantOrNull, latest: instantOrNull },
        sample: { type: 'array', items: object(MOVED) },
      }),
    ],
  },
  TenantTimeouts: object({
    paused: { type: 'boolean' },
    ...{ pausedSince: instantOrNull, revision: whole, history: HISTORY },
  }),
};
