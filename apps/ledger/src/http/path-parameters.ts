import type { PipeTransform } from '@nestjs/common';
import { ESCALATION_ID } from '@ledger/journey';
import { ALIAS_SHAPE, isAlias, isName, isSessionId, SESSION_ID_SHAPE } from './fields';
import { validationProblem } from './problem';
import { sentValue } from './sent-value';

/** A parameter of a path that must have this shape; `what` names it for people. */
function parameter(what: string, shape: string, isRight: (value: string) => boolean): PipeTransform<string, string> {
  return {
    transform: (value) => {
      if (isRight(value)) return value;
      throw validationProblem(`The ${what} in the path must be ${shape}; you sent ${sentValue(value)}.`);
    },
  };
}

export const sessionIdParameter = parameter('session id', SESSION_ID_SHAPE, isSessionId);

export const aliasParameter = parameter('alias', ALIAS_SHAPE, isAlias);

export const definitionIdParameter = parameter('definition id', SESSION_ID_SHAPE, isSessionId);

export const customerIdParameter = parameter(
  'customer id',
  'a text of 1 to 128 characters without control characters',
  isName,
);

export const sandboxIdParameter = parameter('sandbox id', SESSION_ID_SHAPE, isSessionId);

export const operationIdParameter = parameter('operation id', SESSION_ID_SHAPE, isSessionId);

export const escalationIdParameter = parameter(
  'escalation id',
  'a session id, a colon and a revision, such as call-4711:2',
  (value) => ESCALATION_ID.test(value),
);

const versionText = parameter('version', 'a whole number from 1', (value) => /^[1-9]\d{0,14}$/.test(value));

export const versionParameter: PipeTransform<string, number> = {
  transform: (value, metadata) => Number(versionText.transform(value, metadata)),
};
