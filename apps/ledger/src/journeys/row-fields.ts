import type { JourneyRow, TimelineEntry } from '@ledger/projections';
import { fieldNames } from '../http/chosen-fields';

/** Of a journey as the search lists it. */
export const JOURNEY_FIELDS = fieldNames<JourneyRow>({
  sessionId: true,
  definitionId: true,
  definitionVersion: true,
  status: true,
  stateId: true,
  previousStateId: true,
  revision: true,
  enteredAt: true,
  startedAt: true,
  lastUpdatedAt: true,
  deadline: true,
  overdue: true,
  channel: true,
  customerId: true,
  context: true,
  position: true,
});

/** Of an entry of a timeline. */
export const TIMELINE_FIELDS = fieldNames<TimelineEntry>({
  type: true,
  revision: true,
  escalationId: true,
  position: true,
  occurredAt: true,
  recordedAt: true,
  from: true,
  to: true,
  dwellMs: true,
  actor: true,
  channel: true,
  commandId: true,
  data: true,
  guard: true,
  code: true,
  reason: true,
  hash: true,
  previousHash: true,
});
