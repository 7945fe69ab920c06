import type { Escalation, EscalationStep } from './escalation.schemas';

export const ESCALATION_EXAMPLE: Escalation = {
  escalationId: 'call-4711:2',
  status: 'open',
  kind: 'callback',
  queue: 'retention',
  target: null,
  escalation: 'callback',
  reason: 'timeout',
  sessionId: 'call-4711',
  definitionId: 'CustomerJourneyState',
  definitionVersion: 1,
  stateId: 'IDENTIFY',
  currentStateId: 'ABORT_TIMEOUT',
  customerId: 'customer-93',
  channel: 'voice',
  journeyRevision: 2,
  journeyEventId: '5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11',
  triggeredAt: '2026-11-02T09:40:00.000Z',
  requestedAt: '2026-11-02T09:40:00.012Z',
  dueBy: '2026-11-02T09:55:00.000Z',
  overdue: false,
  claim: null,
  delivery: null,
  completion: null,
  withdrawal: null,
  updatedAt: '2026-11-02T09:40:00.012Z',
  revision: 0,
  position: '43',
};

export const CLAIMED_EXAMPLE: Escalation = {
  ...ESCALATION_EXAMPLE,
  status: 'claimed',
  claim: { claimant: 'desk-7/ann', at: '2026-11-02T09:41:00.000Z', until: '2026-11-02T09:46:00.000Z' },
  updatedAt: '2026-11-02T09:41:00.000Z',
  revision: 1,
  position: '44',
};

export const WEBHOOK_EXAMPLE: Escalation = {
  ...ESCALATION_EXAMPLE,
  status: 'delivering',
  kind: 'webhook',
  queue: null,
  target: 'desk',
  delivery: {
    target: 'desk',
    attempts: 9,
    attemptsInRound: 0,
    since: '2026-11-03T10:00:00.000Z',
    nextAttemptAt: '2026-11-03T10:00:00.000Z',
    lastFailure: { code: 'HTTP_503', status: 503, detail: 'The target answered 503.' },
    deliveredAt: null,
  },
  updatedAt: '2026-11-03T10:00:00.000Z',
  revision: 11,
  position: '97',
};

export const HISTORY_EXAMPLE: readonly EscalationStep[] = [
  {
    type: 'EscalationRequested',
    revision: 0,
    position: '43',
    occurredAt: '2026-11-02T09:40:00.012Z',
    recordedAt: '2026-11-02T09:40:00.013Z',
    actor: { subject: 'escalations', kind: 'saga' },
    commandId: null,
    data: { escalation: 'callback', kind: 'callback', queue: 'retention', reason: 'timeout', sessionId: 'call-4711' },
    hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
];
