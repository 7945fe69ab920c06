import type { Reply } from '../openapi/schema-parts';
import type { CommandResult, Journey, JourneyRow, Timeline } from './journey.schemas';

/** The payment call of the shipped definition, after its first step. */
export const JOURNEY_EXAMPLE: Reply<typeof Journey> = {
  sessionId: 'call-4711',
  definitionId: 'CustomerJourneyState',
  definitionVersion: 1,
  status: 'ACTIVE',
  stateId: 'PAYMENT_COLLECTOR',
  previousStateId: 'INTRO_WELCOME',
  revision: 1,
  enteredAt: '2026-11-02T09:30:00.000Z',
  startedAt: '2026-11-02T09:29:12.000Z',
  lastUpdatedAt: '2026-11-02T09:30:00.000Z',
  deadline: '2026-11-02T09:40:00.000Z',
  overdue: false,
  channel: 'voice',
  customerId: null,
  initiatingSource: 'inbound_queue',
  context: { verified: false, fraudScore: 0 },
  allowedTargets: ['COMPLETED', 'AGENT_ESCALATION'],
  position: '41',
};

/** A row of the read model has no allowed targets: they are computed when a journey is read. */
const { allowedTargets: _, initiatingSource: __, ...row } = JOURNEY_EXAMPLE;
export const JOURNEY_ROW_EXAMPLE: Reply<typeof JourneyRow> = row;

const STARTED: Reply<typeof Journey> = {
  ...JOURNEY_EXAMPLE,
  stateId: 'INTRO_WELCOME',
  previousStateId: null,
  revision: 0,
  enteredAt: '2026-11-02T09:29:12.000Z',
  lastUpdatedAt: '2026-11-02T09:29:12.000Z',
  deadline: '2026-11-02T09:31:12.000Z',
  allowedTargets: ['IDENTIFY', 'PAYMENT_COLLECTOR', 'AGENT_ESCALATION'],
  position: '40',
};

const START_DATA = {
  definitionId: 'CustomerJourneyState',
  definitionVersion: 1,
  definitionHash: '5d1c36c4a5f2d7a0b4e1c2f0a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0',
  stateId: 'INTRO_WELCOME',
  channel: 'voice',
  initiatingSource: 'inbound_queue',
  context: { verified: false },
  enteredAt: '2026-11-02T09:29:12.000Z',
  deadline: '2026-11-02T09:31:12.000Z',
  deadlinePolicy: 'definition',
} as const;

export const START_RESULT_EXAMPLE: CommandResult = {
  ...STARTED,
  outcome: 'CREATED',
  replayed: false,
  events: [{ id: '7f0c1f0e-5b0a-5a86-9b6e-6a1d2f7f3c11', type: 'JourneyStarted', revision: 0, data: START_DATA }],
};

const TRANSITION_DATA = {
  from: 'INTRO_WELCOME',
  to: 'PAYMENT_COLLECTOR',
  enteredAt: '2026-11-02T09:30:00.000Z',
  deadline: '2026-11-02T09:40:00.000Z',
  deadlinePolicy: 'definition',
} as const;

export const RESUMED_EXAMPLE: CommandResult = { ...STARTED, outcome: 'RESUMED', replayed: false, events: [] };

export const TRANSITION_RESULT_EXAMPLE: CommandResult = {
  ...JOURNEY_EXAMPLE,
  outcome: 'ADVANCED',
  replayed: false,
  events: [
    { id: '0b8e4a52-9c55-5df1-8a43-0c4f7a3f9e02', type: 'JourneyTransitioned', revision: 1, data: TRANSITION_DATA },
  ],
};

/** A command's reply whose event changes something else than the state. */
export function resultExample(type: string, data: object, changed: Partial<CommandResult> = {}): CommandResult {
  return {
    ...JOURNEY_EXAMPLE,
    revision: 2,
    position: '42',
    ...changed,
    outcome: 'ADVANCED',
    replayed: false,
    events: [{ id: '3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3', type, revision: 2, data }],
  };
}

export const TIMELINE_EXAMPLE: Reply<typeof Timeline> = {
  sessionId: 'call-4711',
  entries: [
    {
      type: 'JourneyTransitioned',
      revision: 1,
      escalationId: null,
      position: '41',
      occurredAt: '2026-11-02T09:30:00.000Z',
      recordedAt: '2026-11-02T09:30:00.004Z',
      from: 'INTRO_WELCOME',
      to: 'PAYMENT_COLLECTOR',
      dwellMs: 48_000,
      actor: { subject: 'anonymous', kind: 'caller' },
      channel: 'voice',
      commandId: 'call-4711-step-2',
      data: TRANSITION_DATA,
      guard: null,
      code: null,
      reason: null,
      hash: 'c1d2f7b2f6f4b9b8c0a4b1e2d3c4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2',
      previousHash: '9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b',
    },
  ],
};
