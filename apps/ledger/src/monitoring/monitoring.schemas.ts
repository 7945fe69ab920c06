import { Type } from '@sinclair/typebox';
import { PROBLEM_CODES } from '../http/problem-codes';
import { choice, component, text, valuesByName, type Reply } from '../openapi/schema-parts';

export const Liveness = component('Liveness', 'The process lives.', {
  status: Type.Literal('ok', { description: 'It lives.' }),
});
export type Liveness = Reply<typeof Liveness>;

export const LostLedger = component('LostLedger', 'The embedded ledger is lost until the process is restarted.', {
  status: Type.Literal('error', { description: 'Restart the process.' }),
  message: text('What was lost.'),
});
export type LostLedger = Reply<typeof LostLedger>;

const CHECK = Type.Object(
  { status: choice(['up', 'down'], 'Whether the part works.') },
  { description: 'A part of the server, with what an operator needs to know of it.', additionalProperties: true },
);

export const Readiness = component('Readiness', 'Whether the server can serve.', {
  status: choice(['ok', 'error', 'shutting_down'], 'ok if it can.'),
  info: valuesByName('Parts that work, by name.', CHECK),
  error: valuesByName('Parts that do not work, by name.', CHECK),
  details: valuesByName('All parts, by name.', CHECK),
});
export type Readiness = Reply<typeof Readiness>;

export const ProblemExplanation = component('ProblemExplanation', 'What the code of a problem means.', {
  type: text('Address of this explanation: the type of the problem document.'),
  code: choice(PROBLEM_CODES, 'The code.'),
  status: Type.Integer({ description: 'HTTP status that usually goes with it.' }),
  title: text('What is wrong, in a few words.'),
  meaning: text('When it is answered, and what to do.'),
});
export type ProblemExplanation = Reply<typeof ProblemExplanation>;
