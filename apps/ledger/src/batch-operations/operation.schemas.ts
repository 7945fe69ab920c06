import { Type } from '@sinclair/typebox';
import {
  JOURNEY_OUTCOMES,
  OPERATION_KINDS,
  OPERATION_STATUSES,
  STUCK_REASONS,
  type Context,
  type JourneyOutcome,
  type JourneyResult as Result,
  type OperationFilter,
  type OperationTarget,
} from '@ledger/journey';
import type { StuckJourney as Stuck } from '@ledger/projections';
import { JourneyRow } from '../journeys/journey.schemas';
import {
  anyObject,
  choice,
  component,
  count,
  flag,
  instant,
  list,
  MASKED,
  number,
  object,
  orNull,
  page,
  text,
  valuesByName,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

const OUTCOME = choice(
  JOURNEY_OUTCOMES,
  'changed: done. unchanged: it was so already. expired: its deadline had passed, so it timed out instead. refused: ' +
    'not allowed. moved: it had changed since it was selected and was left alone. failed: the ledger could not tell.',
);

const COUNTS: Readonly<Record<JourneyOutcome, ReturnType<typeof count>>> = {
  changed: count('Changed.'),
  unchanged: count('Already so.'),
  expired: count('Timed out instead.'),
  refused: count('Not allowed.'),
  moved: count('Changed since they were selected, and left alone.'),
  failed: count('Not known to be done.'),
};

const JOURNEYS = count('Number of journeys.');

const TARGET = object('What the journeys are changed to: of move the state, of migrate the version.', {
  masked: MASKED,
  stateId: Type.Optional(text('Of move: the state.')),
  version: Type.Optional(version('Of migrate: the version.')),
  stateMap: Type.Optional(valuesByName('Of migrate: new state ids by the old ones.', text('The new state id.'))),
  set: Type.Optional(anyObject<Context>('Of migrate: context properties that the version needs.')),
  force: Type.Optional(
    flag('Of migrate: also if a journey times out at once, or the version takes none of the one that it runs.'),
  ),
} satisfies PropertiesOf<OperationTarget & { masked?: unknown }>);

const FILTER = object('The journeys: those that meet every member given.', {
  state: Type.Optional(text('State that the journey is in.')),
  definitionId: Type.Optional(text('Definition that it runs.')),
  customerId: Type.Optional(text('The caller’s own id of the customer.')),
  channel: Type.Optional(text('Channel that it is on.')),
  status: Type.Optional(JourneyRow.properties.status),
  overdue: Type.Optional(flag('Whether its deadline has passed.')),
  enteredBefore: Type.Optional(instant('It entered its state before this time.')),
  stuck: Type.Optional(
    list('Ways of being stuck, any of which counts.', choice(STUCK_REASONS, 'A way of being stuck.')),
  ),
  slowerThan: Type.Optional(number('Of slow: times the median dwell time of the state.')),
} satisfies PropertiesOf<OperationFilter>);

export const Operation = component('Operation', 'A batch operation.', {
  operationId: text('Id of the batch operation.'),
  kind: choice(OPERATION_KINDS, 'What is done to each journey.'),
  filter: FILTER,
  target: orNull(TARGET),
  reason: text('Reason that was given.'),
  ratePerSecond: count('Most journeys a second.'),
  requestedBy: object('Who requested it.', {
    subject: text('Who it was; anonymous without authentication.'),
    clientId: Type.Optional(text('Client whose credentials were used.')),
  }),
  status: choice(OPERATION_STATUSES, 'SELECTING: journeys are being found. The others speak for themselves.'),
  asOf: object('Journeys that changed after this are left alone.', {
    position: text('Position of the ledger.'),
    at: instant('Time that deadlines and dwell times were compared with.'),
  }),
  requestedAt: instant('When it was requested.'),
  startedAt: orNull(instant('When the first journeys were changed.')),
  updatedAt: instant('When it last progressed.'),
  endedAt: orNull(instant('When it ended.')),
  shown: orNull(count('Journeys that the dry run had found; null without one.')),
  selected: count('Journeys selected so far.'),
  done: count('Journeys processed so far.'),
  progress: orNull(
    Type.Number({
      description: 'Share of the selected journeys that is processed, 0 to 1; null while they are being selected.',
      minimum: 0,
      maximum: 1,
    }),
  ),
  rate: orNull(Type.Number({ description: 'Journeys a second since it started; null before.', minimum: 0 })),
  eta: orNull(instant('When it will end at that rate; null if unknown.')),
  counts: object('Journeys by outcome.', COUNTS),
  codes: valuesByName('Journeys that were not changed, by problem code.', JOURNEYS),
  revision: count('Revision of its own stream.'),
  position: text('Position of its last event in the ledger.'),
});
export type Operation = Reply<typeof Operation>;

export const OperationPage = page('OperationPage', 'operations', Operation);

const RESULT = {
  sessionId: text('Key of the journey.'),
  outcome: OUTCOME,
  revision: Type.Optional(count('Revision of the journey afterwards.')),
  code: Type.Optional(text('Problem code, if it was not changed.')),
  reason: Type.Optional(text('Why it was not changed, one sentence.')),
} as const satisfies PropertiesOf<Result>;

export const JourneyResult = component('JourneyResult', 'What a batch operation did to one journey.', RESULT);

export const OperationResultPage = page('OperationResultPage', 'journeys', JourneyResult);

export const OperationDryRun = component('OperationDryRun', 'What a batch operation would do; nothing was stored.', {
  dryRun: Type.Literal(true, { description: 'Nothing was stored.' }),
  journeys: count('Journeys that would be selected.'),
  byState: list(
    'The same by state.',
    object('A state.', {
      definitionId: text('Definition of the journeys.'),
      stateId: text('State that they are in.'),
      journeys: JOURNEYS,
    }),
  ),
  outcomes: Type.Partial(Type.Object(COUNTS), {
    description: 'Journeys by outcome; outcomes without journeys are absent.',
    additionalProperties: false,
  }),
  refusals: list(
    'Why journeys would be refused, the most frequent first.',
    object('A problem code.', {
      code: text('The problem code.'),
      journeys: JOURNEYS,
      example: text('The reason of one of them.'),
    }),
  ),
  sample: list(
    'The first journeys by session id.',
    object('A journey.', {
      ...RESULT,
      definitionId: text('Definition of the journey.'),
      definitionVersion: version('Version of that definition.'),
      stateId: text('State that it is in.'),
      enteredAt: instant('When it entered it.'),
      revision: count('Its revision.'),
    }),
  ),
  position: text('Position of the ledger as of which journeys were found.'),
  token: text('Sent with dryRun: false, it selects exactly these journeys, without those that changed since.'),
  target: Type.Optional(TARGET),
});
export type OperationDryRun = Reply<typeof OperationDryRun>;

export const StuckJourney = component('StuckJourney', 'A journey that is stuck.', {
  ...JourneyRow.properties,
  stuck: list(
    'Every way in which it is stuck.',
    object('A way of being stuck, with its figures.', {
      kind: choice(STUCK_REASONS, 'overdue, slow or orphaned.'),
      reason: text('The same as one sentence.'),
      deadline: Type.Optional(instant('Of overdue: the deadline that has passed.')),
      waitedMs: Type.Optional(count('Of slow: milliseconds in the state.')),
      medianMs: Type.Optional(number('Of slow: median of the visits that ended, milliseconds.')),
      visits: Type.Optional(count('Of slow: visits that the median is of.')),
      newestVersion: Type.Optional(version('Of orphaned: the version that lacks the state.')),
    } satisfies PropertiesOf<Stuck['stuck'][number]>),
  ),
});
export type StuckJourney = Reply<typeof StuckJourney>;

export const StuckJourneyPage = page('StuckJourneyPage', 'journeys', StuckJourney);
