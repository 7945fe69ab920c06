import { Type, type TObject, type TProperties } from '@sinclair/typebox';
import * as field from '../http/fields';
import { CALLER_OUTCOMES, RESUMED_BY } from '../http/command-outcome';
import { PROBLEM_CODES } from '../http/problem-codes';
import {
  AliasBody,
  ChannelBody,
  ContextBody,
  DeadlineBody,
  RestartBody,
  StartBody,
  TransitionBody,
} from '../journeys/journey.bodies';
import { ALIASES_NOT_ADDED, choice, component, count, flag, stream, text, type Reply } from '../openapi/schema-parts';

/** The commands that a line may name, each with the fields of its own call. */
export const LINE_COMMANDS = {
  start: StartBody,
  transition: TransitionBody,
  context: ContextBody,
  channel: ChannelBody,
  addAlias: AliasBody,
  removeAlias: AliasBody,
  deadline: DeadlineBody,
  restart: RestartBody,
} as const;

export const SessionKey = Type.Object({ sessionId: field.sessionId('Key of the journey.', 'call-4711') });

function lineOf(command: string, { properties }: TObject<TProperties>) {
  const words = Type.Literal(command, { description: 'What the line asks for.' });
  return component(`${command[0]?.toUpperCase()}${command.slice(1)}Line`, `A line that asks for ${command}.`, {
    command: words,
    ...properties,
    ...SessionKey.properties,
  });
}

export const CommandLine = Type.Union(
  Object.entries(LINE_COMMANDS).map(([command, schema]) => lineOf(command, schema)),
  { $id: 'CommandLine', description: 'One command of POST /v1/commands.' },
);

export const LineOutcome = component('LineOutcome', 'What one line of POST /v1/commands did.', {
  line: Type.Integer({ description: 'Number of the line, from 1; blank lines count.', minimum: 1 }),
  outcome: choice(
    [...CALLER_OUTCOMES, 'UNAVAILABLE'],
    'What the command did. UNAVAILABLE: not answered in time; send the line again, with this commandId.',
  ),
  sessionId: Type.Optional(text('Key of the journey; absent if the line cannot be read.')),
  resumedBy: Type.Optional(choice(RESUMED_BY, 'Of RESUMED: whether the session or an alias led to the journey.')),
  aliasesNotAdded: ALIASES_NOT_ADDED,
  commandId: Type.Optional(text('Of UNAVAILABLE: the id to send the line again with, so that it is done once.')),
  revision: Type.Optional(count('Revision of the journey’s last event.')),
  stateId: Type.Optional(text('State that the journey is in.')),
  position: Type.Optional(text('Position of the journey’s last event in the ledger.')),
  replayed: Type.Optional(flag('Whether this commandId was answered before and this is its first outcome again.')),
  code: Type.Optional(choice(PROBLEM_CODES, 'Problem code of a line that was not accepted.')),
  reason: Type.Optional(text('Why it was not accepted, one sentence.')),
});
export type LineOutcome = Reply<typeof LineOutcome>;

export const CommandLines = stream('One JSON object on each line.', CommandLine);
export const LineOutcomes = stream('One JSON object for each line, in order.', LineOutcome);
