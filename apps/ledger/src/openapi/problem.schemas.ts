import { Type } from '@sinclair/typebox';
import { REPORT } from '../definitions/definition.schemas';
import { CLAIM, ESCALATION_STATUS } from '../escalations/escalation.schemas';
import { GUARD, Journey } from '../journeys/journey.schemas';
import { choice, component, count, flag, list, orNull, text, version } from './schema-parts';
import { JourneyRecord } from '../record/record.schemas';
import { CALLER_OUTCOMES } from '../http/command-outcome';
import { PROBLEM_CODES } from '../http/problem-codes';

const { errors, ...report } = REPORT;

/** Members beside the standard ones: each is there with the codes that its description names. */
const MEMBERS = {
  errors: Type.Union([list('Of VALIDATION_FAILED: one sentence for each field.', text('What is wrong.')), errors], {
    description: 'Of VALIDATION_FAILED: a sentence for each field. Of DEFINITION_…: what the static check found.',
  }),
  scope: text('Of FORBIDDEN: the scope that is needed.'),
  outcome: choice(CALLER_OUTCOMES, 'Of a refused command: its outcome.'),
  replayed: flag('Of a refused command: whether this is its first reply again.'),
  commandId: text('Of UNAVAILABLE: the id to send the command again with, so that it is done once.'),
  sessionId: text('Of a refused command, and of UNAVAILABLE: key of the journey.'),
  definitionId: text('Of SESSION_OF_ANOTHER_DEFINITION: the definition that the session runs.'),
  definitionVersion: version('Of SESSION_OF_ANOTHER_DEFINITION: its version.'),
  stateId: text('Of a refused command: state that the journey is in.'),
  revision: count('Of a refused command: revision of the journey.'),
  allowedTargets: list('Of a refused command: states that a transition would be accepted to.', text('A state id.')),
  guard: GUARD,
  journey: Journey,
  record: JourneyRecord,
  position: text('Of POSITION_NOT_FOUND: the position that was sent.'),
  end: orNull(text('Of POSITION_NOT_FOUND: where the ledger ends; null if it is empty.')),
  abortingAtOnce: count('Of ABORTS_NOT_CONFIRMED: waiting journeys that would time out at once.'),
  escalationId: text('Of a refused command on an escalation: its id.'),
  escalationStatus: ESCALATION_STATUS,
  claim: orNull(CLAIM),
  ...report,
};

export const Problem = component('Problem', 'A problem document (RFC 9457).', {
  type: text('Address of this server that explains the code.'),
  title: text('What is wrong, in a few words; the same for each code.'),
  status: Type.Integer({ description: 'The HTTP status.' }),
  detail: text('What is wrong this time and what would be right, one sentence.'),
  code: choice(PROBLEM_CODES, 'Stable code to branch on.'),
  ...Type.Partial(Type.Object(MEMBERS)).properties,
});
