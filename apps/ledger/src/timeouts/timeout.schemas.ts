import { Type } from '@sinclair/typebox';
import type {
  DefinitionTimeouts as Timeouts,
  StateTimeout as State,
  TenantTimeoutsView,
  TimeoutChangeRecord,
} from '@ledger/command-handling';
import {
  OVERRIDE_SCOPES,
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
} from '@ledger/journey';
import type { TimeoutPreview as Preview } from '@ledger/projections';
import {
  ACTOR,
  choice,
  component,
  count,
  flag,
  instant,
  list,
  object,
  orNull,
  page,
  text,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

const TYPES = [TIMEOUT_OVERRIDDEN, TIMEOUT_OVERRIDE_REMOVED, TIMEOUTS_PAUSED, TIMEOUTS_RESUMED] as const;

export const TimeoutChange = component('TimeoutChange', 'A change of timeouts, as the ledger has it.', {
  type: choice(TYPES, 'Type of the event.'),
  revision: count('Its revision in the definition’s or the tenant’s stream.'),
  position: text('Its position in the ledger.'),
  occurredAt: instant('Since when it applies.'),
  actor: ACTOR,
  reason: text('Reason that was given.'),
  stateId: Type.Optional(text('The state; absent for a pause, which applies to all.')),
  after: Type.Optional(text('Timeout of an override, ISO 8601 duration.')),
  applyTo: Type.Optional(choice(OVERRIDE_SCOPES, 'new: new entrants only. waiting: waiting journeys too.')),
  grace: Type.Optional(text('ISO 8601 duration that is left to journeys that would time out at once.')),
  overrideRevision: Type.Optional(count('Of a removal: revision of the override that was removed.')),
  commandId: orNull(text('The commandId of the request.')),
} satisfies PropertiesOf<Omit<TimeoutChangeRecord, 'fingerprint'>>);
export type TimeoutChange = Reply<typeof TimeoutChange>;

const STATE = {
  stateId: text('The state.'),
  ofDefinition: orNull(text('Timeout of the newest version, ISO 8601 duration; null if it has none.')),
  inForce: orNull(TimeoutChange),
} as const satisfies PropertiesOf<State>;

const DEFINITION = {
  definitionId: text('The definition.'),
  revision: Type.Integer({
    description: 'Revision of the definition’s stream: what expectedRevision is compared with.',
  }),
  history: list('The changes, oldest first.', TimeoutChange),
} as const;

const StateOfDefinition = object('A state with its timeout.', STATE);
export type StateOfDefinition = Reply<typeof StateOfDefinition>;

export const DefinitionTimeouts = component('DefinitionTimeouts', 'The timeouts of a definition’s states.', {
  ...DEFINITION,
  states: list('Every state in which journeys can wait.', StateOfDefinition),
} satisfies PropertiesOf<Timeouts>);
export type DefinitionTimeouts = Reply<typeof DefinitionTimeouts>;

export const StateTimeout = component('StateTimeout', 'The timeout of one state.', { ...DEFINITION, ...STATE });
export type StateTimeout = Reply<typeof StateTimeout>;

export const TimeoutChangeReply = component('TimeoutChangeReply', 'A change of timeouts that was made.', {
  outcome: choice(['CHANGED', 'UNCHANGED'], 'UNCHANGED: this change was in force already.'),
  change: TimeoutChange,
  position: text('Position of the change: queries take it as atLeast.'),
});
export type TimeoutChangeReply = Reply<typeof TimeoutChangeReply>;

export const TimeoutPreview = component('TimeoutPreview', 'The journeys that a change would affect.', {
  preview: Type.Literal(true, { description: 'Nothing was changed.' }),
  at: instant('When the change would be made.'),
  position: orNull(text('Position up to which journeys were counted; null in an empty ledger.')),
  waiting: count('Journeys that wait in the state.'),
  moved: count('Journeys whose deadline would change.'),
  abortingAtOnce: count('Of these, how many would time out at once and otherwise would not.'),
  earliest: orNull(instant('The first new deadline; null if there is none.')),
  latest: orNull(instant('The last new deadline; null if there is none.')),
  sample: list(
    'The first journeys by their new deadline.',
    object('A journey whose deadline would change.', {
      sessionId: text('Key of the journey.'),
      enteredAt: instant('When it entered the state.'),
      deadline: orNull(instant('Its deadline; null if it has none.')),
      newDeadline: orNull(instant('Its deadline after the change; null if it would have none.')),
    } satisfies PropertiesOf<Preview['sample'][number]>),
  ),
} satisfies PropertiesOf<Preview> & Record<'preview' | 'at', unknown>);
export type TimeoutPreview = Reply<typeof TimeoutPreview>;

export const TimeoutChangeOrPreview = Type.Union([TimeoutChangeReply, TimeoutPreview]);

export const TenantTimeouts = component('TenantTimeouts', 'Whether timeouts are paused, and when they were.', {
  paused: flag('Whether timeouts are paused.'),
  pausedSince: orNull(instant('Since when; null if they are not.')),
  revision: Type.Integer({
    description: 'What expectedRevision is compared with; -1 before the first pause.',
    minimum: -1,
  }),
  history: list('Pauses and resumptions, oldest first.', TimeoutChange),
} satisfies PropertiesOf<TenantTimeoutsView>);
export type TenantTimeouts = Reply<typeof TenantTimeouts>;

const Deadline = component('Deadline', 'An open deadline.', {
  sessionId: text('Key of the journey.'),
  definitionId: text('Definition of the journey.'),
  stateId: text('State that times out.'),
  enteredAt: instant('When the journey entered it.'),
  deadline: instant('When it times out.'),
  enteredRevision: count('Revision of the event that entered it.'),
});
export type Deadline = Reply<typeof Deadline>;

export const DeadlinePage = page('DeadlinePage', 'deadlines', Deadline);
