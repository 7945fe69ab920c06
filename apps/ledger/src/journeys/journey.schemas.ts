import { Type, type TObject, type TProperties } from '@sinclair/typebox';
import { JOURNEY_STATUSES, type JourneyView } from '@ledger/journey';
import type { JourneyRow as StoredRow, TimelineEntry as StoredEntry } from '@ledger/projections';
import { RESUMED_BY, SUCCESSES } from '../http/command-outcome';
import {
  ACTOR,
  ALIASES_NOT_ADDED,
  anyObject,
  choice,
  component,
  count,
  flag,
  hash,
  instant,
  list,
  MASKED,
  NEXT_CURSOR,
  object,
  orNull,
  text,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

const PAYLOAD =
  'Payload of the event, as stored; for callers without personal.read without personal properties, named in its masked.';

/** What the read model knows of a journey. */
const ROW = {
  sessionId: text('Key of the journey.'),
  definitionId: text('Definition that the journey runs.'),
  definitionVersion: version('Version of that definition.'),
  status: choice(JOURNEY_STATUSES, 'ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.'),
  stateId: text('State that the journey is in.'),
  previousStateId: orNull(text('State before it; null before the first transition.')),
  revision: count('Revision of the journey’s last event: what expectedRevision is compared with.'),
  enteredAt: instant('When the journey entered its state, business time.'),
  startedAt: instant('When the journey started, business time.'),
  lastUpdatedAt: instant('When its last event happened, business time.'),
  deadline: orNull(instant('When the state times out, overrides and pauses included; null if it does not.')),
  overdue: flag('Whether the deadline has passed and no timeout is recorded yet.'),
  channel: orNull(text('Channel that the journey is on, such as voice or chat.')),
  customerId: orNull(text('The caller’s own id of the customer.')),
  context: anyObject('Properties that the definition’s context schema declares, defaults included.'),
  masked: MASKED,
  position: text('Position of the journey’s last event in the ledger: queries take it as atLeast.'),
} as const satisfies PropertiesOf<StoredRow>;

const JOURNEY = {
  ...ROW,
  upgradeTo: Type.Optional(
    version(
      'Version to which the next command of the flow upgrades the journey, which is shown as it will be then; absent if it stays.',
    ),
  ),
  givenStartedAt: Type.Optional(
    instant('What the caller gave for startedAt, if its clock was beyond CLOCK_SKEW_SECONDS.'),
  ),
  givenLastUpdatedAt: Type.Optional(
    instant('What the caller gave for lastUpdatedAt, if its clock was beyond CLOCK_SKEW_SECONDS.'),
  ),
  aliases: Type.Optional(
    list('What platforms call the customer or the conversation; absent if there are none.', text('platform:id.')),
  ),
  initiatingSource: orNull(text('What started the journey: a queue, a campaign.')),
  allowedTargets: list(
    'States that a transition would be accepted to now, without further context.',
    text('A state id.'),
  ),
} as const satisfies PropertiesOf<JourneyView>;

export const Journey = component('Journey', 'A journey as it is now, or as it was.', JOURNEY);

export const JourneyRow = component('JourneyRow', 'A journey as the read model has it.', ROW);

/** With all fields, or with those alone that the query parameter `fields` names. */
function wholeOrChosen<P extends TProperties>(row: TObject<P>) {
  const chosen = Type.Partial(row, { $id: undefined });
  return Type.Union([row, chosen], { description: 'A row, or the fields of it that were asked for.' });
}

export const JourneyPage = component('JourneyPage', 'One page of a list.', {
  journeys: list('The rows of this page.', wholeOrChosen(JourneyRow)),
  nextCursor: NEXT_CURSOR,
  total: Type.Optional(count('Journeys of all pages, if total=true asks for it.')),
});

const AppendedEvent = component('AppendedEvent', 'An event that a command appended.', {
  id: text('UUID of the event.'),
  type: text('Type of the event, such as JourneyTransitioned.'),
  revision: count('Its revision in the journey’s stream.'),
  data: anyObject(PAYLOAD),
});

export const CommandResult = component('CommandResult', 'The journey after a command that was accepted.', {
  ...JOURNEY,
  outcome: choice(SUCCESSES, 'What the command did.'),
  resumedBy: Type.Optional(
    choice(RESUMED_BY, 'Of RESUMED: whether the session or an alias led to the journey, whose sessionId is above.'),
  ),
  aliasesNotAdded: ALIASES_NOT_ADDED,
  replayed: flag('Whether this commandId was answered before and this is its first reply again.'),
  events: list(
    'The events that the command appended; of RESUMED and UNCHANGED none, or the upgrade of the journey alone.',
    AppendedEvent,
  ),
});
export type CommandResult = Reply<typeof CommandResult>;

export const GUARD = object('The guard that decided, with the inputs that it saw.', {
  expression: text('The guard’s CEL expression.'),
  inputs: anyObject('The values that it read, by name.'),
  error: Type.Optional(text('Why it could not be evaluated.')),
  masked: MASKED,
  withheld: Type.Optional(
    list(
      'Inputs of a refused command’s guard that were not recorded, since they are personal data.',
      text('An input.'),
    ),
  ),
});

const ENTRY = {
  type: text(
    'Type of the event; CommandRejected for a refused command, CommandUnchanged for one that changed nothing.',
  ),
  revision: orNull(
    count(
      'Its revision in the journey’s stream; null for attempts (refused commands, and such as changed nothing) and steps of escalations.',
    ),
  ),
  escalationId: orNull(
    text('The escalation that this is a step of, or that refused the command; null for what is the journey’s own.'),
  ),
  position: text('Its position in the ledger.'),
  occurredAt: instant('When it happened, business time.'),
  givenAt: orNull(instant('The caller’s own time, if it gave one: occurredAt, unless its clock was beyond the skew.')),
  recordedAt: instant('When the ledger stored it.'),
  from: orNull(
    text('State before; for a refused command the state that the journey was in (null if an escalation refused it).'),
  ),
  to: orNull(text('State after; for a refused command the state that was asked for.')),
  dwellMs: orNull(
    Type.Integer({
      description:
        'Milliseconds in the state that was left, business time; 0 if a caller’s clock ran backwards. Negative only if the times of an import go back (disorder=allow).',
    }),
  ),
  actor: ACTOR,
  channel: orNull(text('Channel of the journey at that time.')),
  commandId: orNull(text('The commandId of the command.')),
  data: anyObject(PAYLOAD),
  guard: orNull(GUARD),
  code: orNull(text('Problem code of a refused command; null for all else.')),
  reason: orNull(text('Why the command was refused, one sentence; null for all else.')),
  hash: hash('Hash of the event, over its content and previousHash.'),
  previousHash: orNull(hash('Hash of the event before it in its stream.')),
} as const satisfies PropertiesOf<StoredEntry>;

export const TimelineEntry = component(
  'TimelineEntry',
  'An event of a journey, or an attempt: a command that was refused or changed nothing.',
  ENTRY,
);

export const Timeline = component('Timeline', 'What happened to a journey, in order.', {
  sessionId: text('Key of the journey.'),
  entries: list('Events, attempts and steps of escalations, in the ledger’s order.', wholeOrChosen(TimelineEntry)),
  nextCursor: NEXT_CURSOR,
});

/** Names that the query parameter `fields` may hold; what is masked is told to those who ask for contexts. */
export const JOURNEY_FIELDS = namesOf(ROW).filter((name) => name !== 'masked');
export const TIMELINE_FIELDS = namesOf(ENTRY);

function namesOf<Properties extends object>(properties: Properties): readonly (keyof Properties & string)[] {
  return Object.keys(properties) as (keyof Properties & string)[];
}
