import { Type } from '@sinclair/typebox';
import type { Context } from '@ledger/journey';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
import type { Given } from '../http/validated';
import { apiCall, jsonReply } from '../openapi/api-call';
import { component } from '../openapi/schema-parts';
import { JourneyTargets, TransitionDryRun } from './considered.schemas';

export const TargetsQuery = queryOf({
  asOfRevision: Type.Optional(field.revision('The journey at this revision. Default: as it is.', 0)),
});

export const DryRunBody = component('DryRunRequest', 'A transition to consider.', {
  targetStateId: field.optional(field.name('State to enter. Give either this or event.', 'PAYMENT_COLLECTOR')),
  event: field.optional(field.name('Event that the definition declares for a transition, instead of a target.')),
  context: field.optional(
    field.anyObject<Context>('Merge patch (RFC 7396) of the context, as the command would carry it.'),
  ),
  channel: field.optional(field.name('Channel that the command would come by.')),
  expectedRevision: field.optional(field.revision('Optimistic lock, as the command would carry it.', 1)),
  asOfRevision: field.optional(field.revision('The journey at this revision. Default: as it is.', 0)),
});
export type DryRunBody = Given<typeof DryRunBody>;

const NOW = '2026-11-02T09:30:00.000Z';

export const CONSIDERED_CALLS = {
  targets: apiCall({
    tag: 'Journeys',
    boundCredentials: 'checked',
    summary: 'Explain why each state can, or cannot, be entered next',
    description: 'Evaluates every guard, and each part of it, on the journey as it is or was. Nothing is stored.',
    scope: 'statestore.read',
    auditedRead: true,
    query: TargetsQuery,
    replies: {
      200: jsonReply(JourneyTargets, 'Every state with its reason.', {
        sessionId: 'call-4711',
        definitionId: 'CustomerJourneyState',
        definitionVersion: 1,
        revision: 1,
        now: NOW,
        stateId: 'IDENTIFY',
        targets: [
          {
            stateId: 'PAYMENT_COLLECTOR',
            allowed: false,
            reason: 'GUARD_FAILED',
            transitions: [
              {
                event: null,
                fromAnyState: false,
                guard: {
                  expression: 'context.verified == true',
                  operator: 'condition',
                  holds: false,
                  inputs: { 'context.verified': false },
                  parts: [],
                },
                needs: 'context.verified == true',
              },
            ],
          },
        ],
      }),
    },
    problems: ['JOURNEY_NOT_FOUND'],
  }),
  dryRun: apiCall({
    tag: 'Journeys',
    boundCredentials: 'checked',
    summary: 'Consider a transition without making it',
    description: 'Decided by the function that decides commands. Nothing is stored, and no attempt is recorded.',
    scope: 'statestore.read',
    auditedRead: true,
    body: { schema: DryRunBody, examples: { target: { targetStateId: 'COMPLETED', context: { verified: true } } } },
    replies: {
      200: jsonReply(TransitionDryRun, 'What it would do.', {
        dryRun: true,
        sessionId: 'call-4711',
        revision: 1,
        now: NOW,
        outcome: 'REJECTED',
        code: 'GUARD_FAILED',
        reason: 'The guard of "IDENTIFY" -> "PAYMENT_COLLECTOR", context.verified == true, is false.',
        stateId: 'IDENTIFY',
        events: [],
      }),
    },
    problems: ['JOURNEY_NOT_FOUND'],
  }),
} as const;
