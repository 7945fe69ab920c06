import { Type } from '@sinclair/typebox';
import { ESCALATION_KINDS, ESCALATION_REASONS, ESCALATION_STATUSES, type EscalationState } from '@ledger/journey';
import {
  ACTOR,
  anyObject,
  choice,
  component,
  count,
  flag,
  hash,
  instant,
  list,
  object,
  orNull,
  page,
  text,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

type Claim = NonNullable<EscalationState['claim']>;
type Delivery = NonNullable<EscalationState['delivery']>;

export const ESCALATION_STATUS = choice(
  ESCALATION_STATUSES,
  'open: waits in the pull queue, claims that ran out included. claimed: a claimant holds it. delivering: a webhook ' +
    'that is not delivered yet. delivered: its target accepted it. dead-lettered: delivery was given up. completed: done. ' +
    'withdrawn: the journey was served without it.',
);

export const CLAIM = object('The claim; null if it was released or never made.', {
  claimant: text('Who holds it.'),
  at: instant('When it was claimed.'),
  until: instant('When the claim runs out.'),
} satisfies PropertiesOf<Claim>);

const DELIVERY = object('Delivery by webhook; null for the pull queue.', {
  target: text('Name of the webhook target.'),
  attempts: count('Attempts since it was requested.'),
  attemptsInRound: count('Attempts since it was requested or last redelivered; the pause between attempts follows it.'),
  since: instant('When it was requested or last redelivered.'),
  nextAttemptAt: orNull(instant('When the next attempt is due; null if there is none.')),
  lastFailure: orNull(
    object('Why the last attempt failed.', {
      code: text('Stable code, such as HTTP_503, TIMEOUT or CONNECTION_RESET.'),
      status: Type.Optional(Type.Integer({ description: 'HTTP status, if the target answered.' })),
      detail: text('One sentence.'),
    }),
  ),
  deliveredAt: orNull(instant('When the target accepted it.')),
} satisfies PropertiesOf<Delivery>);

const ESCALATION = {
  escalationId: text(
    'Id: the session id, a colon and journeyRevision; then :entry for a second one of that event, :policy-… for a policy.',
  ),
  status: ESCALATION_STATUS,
  kind: choice(ESCALATION_KINDS, 'How it is handled: callback and queue are pulled, webhook is pushed.'),
  queue: orNull(text('Queue that the definition names.')),
  target: orNull(text('Webhook target that the definition names.')),
  escalation: text('Name of the entry in the definition’s escalations.'),
  reason: choice(
    ESCALATION_REASONS,
    'timeout: a state timed out. entry: a state was entered. policy: a policy was broken.',
  ),
  sessionId: text('Key of the journey.'),
  definitionId: text('Definition of the journey.'),
  definitionVersion: version('Version of that definition.'),
  stateId: text(
    'The state that timed out or was entered; by a policy, the one that broke it, or that the journey was in.',
  ),
  currentStateId: text('State that the journey is in now.'),
  customerId: orNull(text('The caller’s own id of the customer.')),
  channel: orNull(text('Channel that the journey was on.')),
  journeyRevision: count('Revision of the journey’s event that asked for it.'),
  journeyEventId: text('Id of that event.'),
  triggeredAt: instant('When the journey asked for it.'),
  requestedAt: instant('When the escalation was recorded.'),
  dueBy: orNull(instant('When it is due by its definition.')),
  overdue: flag('Whether it is not handled and dueBy has passed.'),
  claim: orNull(CLAIM),
  delivery: orNull(DELIVERY),
  completion: orNull(
    object('How it was completed; null until then.', {
      claimant: text('Who completed it.'),
      at: instant('When.'),
      outcome: orNull(text('Result, one sentence.')),
    } satisfies PropertiesOf<NonNullable<EscalationState['completion']>>),
  ),
  withdrawal: orNull(
    object('Which event of the journey made it needless; while a claim holds, only a mark. Null if none did.', {
      at: instant('When it was withdrawn or marked.'),
      stateId: text('State that the event entered.'),
      journeyRevision: count('Revision of the event.'),
      journeyEventId: text('Id of the event.'),
      toldAt: orNull(instant('When the webhook target accepted the news; null until then.')),
    } satisfies PropertiesOf<NonNullable<EscalationState['withdrawal']>>),
  ),
  updatedAt: instant('When its last event was recorded.'),
  revision: count('Revision of its own stream.'),
  position: text('Position of its last event in the ledger.'),
} as const;

export const Escalation = component('Escalation', 'A journey that needs attention.', ESCALATION);
export type Escalation = Reply<typeof Escalation>;

export const EscalationPage = page('EscalationPage', 'escalations', Escalation);

const EscalationStep = component('EscalationStep', 'An event of an escalation.', {
  type: text('Type of the event, such as EscalationClaimed.'),
  revision: count('Its revision in the escalation’s stream.'),
  position: text('Its position in the ledger.'),
  occurredAt: instant('When it happened.'),
  recordedAt: instant('When the ledger stored it.'),
  actor: ACTOR,
  commandId: orNull(text('The commandId of the command.')),
  data: anyObject('Payload of the event, as stored.'),
  hash: hash('Hash of the event.'),
});
export type EscalationStep = Reply<typeof EscalationStep>;

export const EscalationDetails = component('EscalationDetails', 'An escalation with its history.', {
  ...ESCALATION,
  history: list('Every event of it, oldest first.', EscalationStep),
});
export type EscalationDetails = Reply<typeof EscalationDetails>;

export const EscalationResult = component('EscalationResult', 'An escalation after a command.', {
  ...ESCALATION,
  outcome: choice(['ADVANCED', 'UNCHANGED'], 'UNCHANGED: there was nothing to change.'),
  replayed: flag('Whether this commandId was applied before and this is its first reply again.'),
});
export type EscalationResult = Reply<typeof EscalationResult>;
