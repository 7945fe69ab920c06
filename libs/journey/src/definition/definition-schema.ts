import {
  CONFLICT_POLICIES,
  ESCALATION_KINDS,
  FINAL_OUTCOMES,
  POLICY_KINDS,
  UPGRADE_DEADLINES,
  UPGRADE_TIMES,
  WITHDRAWALS,
} from './definition';
import { MAX_GUARD_LENGTH } from '../guard/guard-environment';

/** How large a document may be. */
export const DEFINITION_LIMITS = {
  states: 500,
  transitionsPerState: 200,
  escalations: 100,
  policies: 100,
  /** Nesting of the whole document, the context schema included. */
  depth: 32,
  /** JSON values altogether. */
  values: 20_000,
  /** Characters of a document's text. */
  text: 1_000_000,
} as const;

/** Letters and digits of any script; no comma, since the flow face joins state ids with commas. */
export const STATE_ID_PATTERN = "^[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_ .:/()&+'-]{0,126}[\\p{L}\\p{N}_.)+])?$";
const NAME_PATTERN = '^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,127}$';

const stateId = { type: 'string', pattern: STATE_ID_PATTERN, description: 'Id of a state, such as PAYMENT_COLLECTOR.' };
const duration = { type: 'string', maxLength: 64, description: 'ISO 8601 duration, such as PT2M.' };
const title = { type: 'string', minLength: 1, maxLength: 300, description: 'For people.' };

const transitions = {
  type: 'array',
  description: 'Transitions to other states; the first whose guard holds is taken.',
  maxItems: DEFINITION_LIMITS.transitionsPerState,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['target'],
    properties: {
      target: stateId,
      event: { type: 'string', pattern: NAME_PATTERN, description: 'Trigger that a caller may name instead.' },
      guard: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_GUARD_LENGTH,
        description: 'CEL expression over context, channel, now and visits(state).',
      },
      onConflict: {
        enum: CONFLICT_POLICIES,
        description: 'What happens to the transition if its caller expected a stale revision; default reject.',
      },
    },
  },
} as const;

const state = {
  type: 'object',
  additionalProperties: false,
  properties: {
    title,
    final: { type: 'boolean', description: 'A journey ends here.' },
    outcome: {
      enum: FINAL_OUTCOMES,
      description: 'Of a final state: how a journey that ends here fared; analytics count by it.',
    },
    escalation: {
      type: 'string',
      pattern: NAME_PATTERN,
      description: 'Name of an entry of escalations, requested each time the state is entered.',
    },
    timeout: {
      type: 'object',
      description: 'When and how the state times out; without it the journey may wait for ever.',
      additionalProperties: false,
      required: ['after'],
      properties: {
        after: duration,
        target: { ...stateId, description: 'State entered on timeout; default ABORT_TIMEOUT.' },
        escalation: { type: 'string', pattern: NAME_PATTERN, description: 'Name of an entry of escalations.' },
      },
    },
    transitions,
  },
} as const;

const escalation = {
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { enum: ESCALATION_KINDS, description: 'callback and queue are pulled by a desk, webhook is pushed.' },
    queue: { type: 'string', minLength: 1, maxLength: 128, description: 'Name of the queue that it waits in.' },
    target: { type: 'string', minLength: 1, maxLength: 128, description: 'Name of a configured webhook target.' },
    within: duration,
    withdrawWhen: {
      enum: WITHDRAWALS,
      description:
        'When it is withdrawn: left, once a command leaves the state; ended, once one enters a final state whose outcome is success; never. Default ended.',
    },
  },
} as const;

const version = { type: 'integer', minimum: 1, maximum: 2_147_483_647 } as const;

const upgrade = {
  type: 'object',
  description: 'How open journeys of earlier versions come over to this one.',
  additionalProperties: false,
  properties: {
    from: {
      type: 'array',
      minItems: 1,
      maxItems: 1_000,
      uniqueItems: true,
      items: version,
      description: 'Versions whose open journeys may come over; default all earlier ones.',
    },
    when: {
      enum: UPGRADE_TIMES,
      description:
        'never: a journey ends under the version it runs; resume: at the next command of its flow; operator: only by a migration. Default resume if the check proves it safe, else operator.',
    },
    states: {
      type: 'object',
      maxProperties: DEFINITION_LIMITS.states,
      propertyNames: { pattern: STATE_ID_PATTERN },
      additionalProperties: { ...stateId, description: 'Id of the state in this version.' },
      description: 'New state ids by the old ones, of states that were renamed.',
    },
    drop: {
      type: 'array',
      maxItems: 500,
      uniqueItems: true,
      items: { type: 'string', minLength: 1, maxLength: 128 },
      description: 'Context properties that this version no longer has.',
    },
    deadline: {
      enum: UPGRADE_DEADLINES,
      description:
        'keep the instant, recompute it from the entry of the state by this version, or restart the timeout. Default keep.',
    },
  },
} as const;

const policy = {
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { enum: POLICY_KINDS, description: 'Template of Declare.' },
    title,
    first: { ...stateId, description: 'Of precedence, response and chainResponse.' },
    then: { ...stateId, description: 'Of precedence, response and chainResponse.' },
    state: { ...stateId, description: 'Of existence and absence.' },
    states: { type: 'array', items: stateId, minItems: 2, maxItems: 2, description: 'Of notCoexistence.' },
    within: { ...duration, description: 'ISO 8601 duration. Of response, from first; of existence, from the start.' },
    atMost: { type: 'integer', minimum: 0, maximum: 20, description: 'Of absence: how often; default never.' },
    escalation: { type: 'string', pattern: NAME_PATTERN, description: 'Name of an entry of escalations.' },
  },
} as const;

/** Of a text: anything else that `resume` may be is an object. */
export const RESUME_PATTERN = '^(always|never)$';

const resume = {
  description:
    'Whether a start with an alias resumes the open journey that has it: always, never (default), or within a time since its last update.',
  // Without alternatives, each of which would have its own complaint of a wrong value.
  type: ['string', 'object'],
  pattern: RESUME_PATTERN,
  additionalProperties: false,
  required: ['within'],
  properties: { within: duration },
} as const;

/** The published JSON Schema (draft 2020-12) of a definition document. */
export const DEFINITION_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Journey definition',
  description: 'A versioned state machine for customers’ journeys: states, transitions, guards, timeouts, context.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'version', 'initial', 'states'],
  properties: {
    id: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$', description: 'Id of the definition.' },
    version: { ...version, description: 'Published versions are immutable.' },
    title,
    initial: { ...stateId, description: 'State in which a journey starts.' },
    resume,
    states: {
      type: 'object',
      description: 'The states, by id.',
      minProperties: 1,
      maxProperties: DEFINITION_LIMITS.states,
      propertyNames: { pattern: STATE_ID_PATTERN },
      additionalProperties: state,
    },
    anyState: {
      type: 'object',
      additionalProperties: false,
      required: ['transitions'],
      properties: { transitions },
      description: 'Transitions of every state that is not final, except to itself.',
    },
    context: {
      type: 'object',
      description:
        'JSON Schema of the context. `default`s are filled in; `x-personal: true` marks personal data, `x-not-card: true` ' +
        'what only looks like a card number.',
    },
    escalations: {
      type: 'object',
      description: 'Escalations that states and timeouts name, by name.',
      maxProperties: DEFINITION_LIMITS.escalations,
      propertyNames: { pattern: NAME_PATTERN },
      additionalProperties: escalation,
    },
    upgrade,
    policies: {
      type: 'object',
      description: 'Rules about the states that a journey enters, by name.',
      maxProperties: DEFINITION_LIMITS.policies,
      propertyNames: { pattern: NAME_PATTERN },
      additionalProperties: policy,
    },
  },
} as const;
