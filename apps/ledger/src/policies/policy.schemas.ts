import { Type } from '@sinclair/typebox';
import { POLICY_KINDS } from '@ledger/journey';
import type { PolicyViolationRow } from '@ledger/projections';
import * as field from '../http/fields';
import { PAGED_QUERY, queryOf } from '../http/paged-query';
import {
  choice,
  component,
  count,
  instant,
  orNull,
  page,
  text,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

export const PolicyViolation = component('PolicyViolation', 'A policy that a journey broke.', {
  sessionId: text('The journey.'),
  policy: text('Name of the policy in the definition.'),
  kind: choice(POLICY_KINDS, 'Its template.'),
  definitionId: text('Definition of the journey.'),
  definitionVersion: version('Version that the journey ran under when it was found.'),
  journeyRevision: count('Revision of the event that broke it; of what was owed, of the event since which it was.'),
  brokenAt: instant('When it was broken; if a time was over, its end.'),
  deadline: orNull(instant('End of the time that was over; null if something else broke it.')),
  stateId: orNull(
    text('State that broke it by being entered, or in which the journey ended; null if a time was over.'),
  ),
  customerId: orNull(text('Customer of the journey.')),
  escalationId: orNull(text('Escalation that was requested; null if the policy names none.')),
  position: text('Position of PolicyViolated in the ledger.'),
  recordedAt: instant('When it was recorded.'),
} satisfies PropertiesOf<PolicyViolationRow>);
export type PolicyViolation = Reply<typeof PolicyViolation>;

export const PolicyViolationPage = page('PolicyViolationPage', 'violations', PolicyViolation);

export const PolicyViolationSearch = queryOf({
  ...PAGED_QUERY,
  definitionId: Type.Optional(field.name('Only of journeys of this definition.')),
  policy: Type.Optional(field.name('Only of policies with this name.', 'identified')),
  sessionId: Type.Optional(field.name('Only of this journey.')),
  customerId: Type.Optional(field.name('Only of journeys of this customer.')),
  from: Type.Optional(field.instant('Only what was broken at or after this time.')),
  to: Type.Optional(field.instant('Only what was broken before this time.')),
});
