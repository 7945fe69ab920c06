import { Type } from '@sinclair/typebox';
import { ESCALATION_KINDS, ESCALATION_STATUSES } from '@ledger/journey';
import * as field from '../http/fields';
import { PAGED_QUERY, queryOf } from '../http/paged-query';
import type { Given } from '../http/validated';
import { component } from '../openapi/schema-parts';

/** What a claim lasts if its claimant does not say. */
export const DEFAULT_LEASE_SECONDS = 300;

const COMMAND = {
  commandId: field.optional(
    field.commandId(
      'Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.',
      'desk-7-claim-1',
    ),
  ),
};
const CLAIMANT = {
  claimant: field.optional(
    field.name('Who claims it: an agent, a desk. Default: the caller’s own name.', 'desk-7/ann'),
  ),
};

export const ClaimBody = component('ClaimRequest', 'Claims an escalation.', {
  ...COMMAND,
  ...CLAIMANT,
  leaseSeconds: field.optional(
    field.leaseSeconds(`Seconds until others may claim it. Default: ${DEFAULT_LEASE_SECONDS}.`, DEFAULT_LEASE_SECONDS),
  ),
  renew: field.optional(field.flag('Whether the claimant holds it already and extends its claim.')),
  note: field.optional(field.sentence('Reason, for the timeline.', 'The customer is on the line')),
});
export type ClaimBody = Given<typeof ClaimBody>;

export const ReleaseBody = component('ReleaseRequest', 'Releases a claim.', {
  ...COMMAND,
  ...CLAIMANT,
  note: field.optional(field.sentence('Reason, for the timeline.', 'The customer did not answer')),
});
export type ReleaseBody = Given<typeof ReleaseBody>;

export const CompleteBody = component('CompleteRequest', 'Completes an escalation.', {
  ...COMMAND,
  ...CLAIMANT,
  outcome: field.optional(field.sentence('Result, for the timeline.', 'Called back, paid')),
});
export type CompleteBody = Given<typeof CompleteBody>;

export const ReplayBody = component('ReplayRequest', 'Redelivers a dead letter.', {
  ...COMMAND,
  reason: field.optional(field.sentence('Reason, for the timeline.', 'The desk is back')),
});
export type ReplayBody = Given<typeof ReplayBody>;

/** What every command on an escalation may carry. */
export type EscalationFields = Pick<ReplayBody, 'commandId'>;

export const EscalationSearch = queryOf({
  ...PAGED_QUERY,
  status: Type.Optional(
    field.choice(
      [...ESCALATION_STATUSES, 'overdue'],
      'Only escalations with this status now. overdue: unhandled ones that were due before now.',
    ),
  ),
  kind: Type.Optional(field.choice(ESCALATION_KINDS, 'Only escalations of this kind.')),
  queue: Type.Optional(field.name('Only this queue.', 'retention')),
  target: Type.Optional(field.name('Only this webhook target.')),
  sessionId: Type.Optional(field.name('Only this journey.', 'call-4711')),
  definitionId: Type.Optional(field.name('Only journeys of this definition.')),
});
export type EscalationSearch = Given<typeof EscalationSearch>;
