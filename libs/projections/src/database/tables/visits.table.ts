import { declareTable } from './declare-table';

export const visitsTable = declareTable({
  name: 'visits',
  columns: {
    /** The journey's `started_position`. */
    journey_position: 'ordered',
    /** Of the visit within its journey, from 1. */
    sequence: 'integer',
    tenant: 'ordered',
    definition_id: 'ordered',
    /** Under which the state was visited: a migration ends the visit and starts another one. */
    definition_version: 'integer',
    state_id: 'ordered',
    /** Of this state's visits within the journey, from 1. */
    visit_number: 'integer',
    /** `start`, `transition`, `timeout`, `restart`, `move` (by an operator) or `migrated`. */
    entered_by: 'ordered',
    /** Business time of entering, as dwell times are measured, in milliseconds since 1970-01-01T00:00:00Z. */
    entered_ms: 'integer',
    entered_position: 'ordered',
    /** Of the actor that entered the state. */
    actor_kind: 'ordered',
    /** The journey's when it entered the state. */
    channel: 'ordered?',
    /** Who entered the state, as `resourceOf` says. */
    resource: 'ordered?',
    /** As `entered_by` of the next visit; null while this one lasts. */
    left_by: 'ordered?',
    /** Null while the visit lasts, and if a migration ended it. */
    next_state: 'ordered?',
    /** Business time from entering to leaving, in milliseconds; null while the visit lasts. */
    dwell_ms: 'integer?',
  },
  key: ['journey_position', 'sequence'],
  ofJourney: 'journey_position',
  isClustered: true,
  // One index answers for moves and for states: both are grouped in its order, and times between two states are sorted.
  indexes: [
    {
      columns: [
        'tenant',
        'definition_id',
        'state_id',
        'next_state',
        'dwell_ms',
        'definition_version',
        'channel',
        'entered_by',
        'left_by',
        'entered_ms',
      ],
    },
  ],
});

/** One timeout: the visit that it ended, and when. */
export const timeoutsTable = declareTable({
  name: 'timeouts',
  columns: {
    journey_position: 'ordered',
    sequence: 'integer',
    tenant: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    state_id: 'ordered',
    channel: 'ordered?',
    /** How the state that timed out had been entered. */
    entered_by: 'ordered',
    /** The deadline that passed. */
    deadline: 'ordered',
    /** `occurredAt` of the event, never before the deadline on the clock of deadlines. */
    timed_out_at: 'ordered',
    /** `saga`, or `command` if a command came first. */
    detected_by: 'ordered?',
    /** Which rule had set the deadline: `definition`, `override` or `session`. */
    policy: 'ordered?',
    /** Name of the escalation that it requests; null if the definition names none. */
    escalation: 'ordered?',
    escalation_id: 'ordered?',
  },
  key: ['journey_position', 'sequence'],
  ofJourney: 'journey_position',
  indexes: [{ columns: ['tenant', 'definition_id', 'state_id', 'channel', 'deadline'] }],
});
