import { Type } from '@sinclair/typebox';
import type { DefinitionDocument, SandboxEntry as Entry, SandboxReply as Answer } from '@ledger/journey';
import * as field from '../http/fields';
import { CALLER_OUTCOMES, type CallerOutcome } from '../http/command-outcome';
import { Journey } from '../journeys/journey.schemas';
import type { Given } from '../http/validated';
import {
  anyObject,
  choice,
  component,
  count,
  flag,
  instant,
  list,
  orNull,
  text,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

export const SandboxBody = component('SandboxRequest', 'What a sandbox runs. Give either definition or definitionId.', {
  definition: field.optional(field.anyObject<DefinitionDocument>('A definition document; it need not be published.')),
  definitionId: field.optional(field.name('A published definition.', 'CustomerJourneyState')),
  definitionVersion: field.optional(field.version('Its version. Default: the current one.', 1)),
  start: field.optional(field.instant('Where its clock begins. Default: the ledger’s clock.', '2026-11-02T09:30:00Z')),
});
export type SandboxBody = Given<typeof SandboxBody>;

export const ClockBody = component('SandboxClockRequest', 'By how much the clock of a sandbox moves.', {
  advance: field.duration('An ISO 8601 duration, or seconds; 10 years at most.', 'PT2M'),
});
export type ClockBody = Given<typeof ClockBody>;

const ENTRY = {
  sessionId: text('Key of the journey.'),
  type: text('Type of the event; CommandRejected for a refused command.'),
  revision: orNull(count('Revision of the event; null for a refused command.')),
  occurredAt: instant('When it happened, by the clock of the sandbox.'),
  stateId: orNull(text('State of the journey after it; null if there is no journey.')),
  data: anyObject<object>('Payload of the event.'),
  code: orNull(text('Why a command was refused; null for an event.')),
  reason: orNull(text('The same as a sentence.')),
} as const satisfies PropertiesOf<Entry>;
export const SandboxEntry = component(
  'SandboxEntry',
  'An event of a journey in a sandbox, or a refused command.',
  ENTRY,
);

export const SandboxView = component('Sandbox', 'In-memory journeys of one definition, on a clock of their own.', {
  sandboxId: text('Its id.'),
  definitionId: text('Definition that its journeys run.'),
  definitionVersion: version('Version of it.'),
  now: instant('Its clock.'),
  expiresAt: instant('When it ends unless it is used before, by the clock of the ledger.'),
  journeys: list('Its journeys, in the order in which they started.', Journey),
});
export type SandboxView = Reply<typeof SandboxView>;

const ANSWER = {
  outcome: choice(CALLER_OUTCOMES, 'What the command did.'),
  replayed: flag('Whether this commandId was answered before.'),
  code: orNull(text('Why it was refused; null if it was not.')),
  reason: orNull(text('The same as a sentence.')),
  events: list('Events that it appended.', SandboxEntry),
  journey: orNull(Journey),
} as const satisfies PropertiesOf<Answer>;
export const SandboxReply = component('SandboxReply', 'What a command did in a sandbox.', ANSWER);
export type SandboxReply = Reply<typeof SandboxReply> & { readonly outcome: CallerOutcome };

export const SandboxClock = component('SandboxClock', 'What happened while the clock of a sandbox moved.', {
  now: instant('The clock after it.'),
  happened: list('Timeouts, in order.', SandboxEntry),
});
export type SandboxClock = Reply<typeof SandboxClock>;

export const SandboxTimeline = component('SandboxTimeline', 'What happened in a sandbox.', {
  entries: list('In order.', SandboxEntry),
});
export type SandboxTimeline = Reply<typeof SandboxTimeline>;

export const TimelineFilter = Type.Object(
  { sessionId: Type.Optional(field.sessionId('Only entries of this journey.', 'call-4711')) },
  { additionalProperties: false },
);
