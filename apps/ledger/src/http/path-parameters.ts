import type { PipeTransform } from '@nestjs/common';
import { ESCALATION_ID } from '@ledger/journey';
import { isSessionId, SESSION_ID_SHAPE } from './fields';
import { validationProblem } from './problem';

/** The session id of a path; one that could be none is a problem. */
export function checkedSessionId(value: string): string {
  if (!isSessionId(value)) throw validationProblem(`The session id in the path should be ${SESSION_ID_SHAPE}.`);
  return value;
}

/** `@Param('sessionId', sessionIdParameter)`. */
export const sessionIdParameter: PipeTransform<string, string> = { transform: checkedSessionId };

/** `@Param('definitionId', definitionIdParameter)`. */
export const definitionIdParameter: PipeTransform<string, string> = {
  transform: (value) => {
    if (!isSessionId(value)) throw validationProblem(`The definition id in the path should be ${SESSION_ID_SHAPE}.`);
    return value;
  },
};

/** `@Param('operationId', operationIdParameter)`. */
export const operationIdParameter: PipeTransform<string, string> = {
  transform: (value) => {
    if (!isSessionId(value)) throw validationProblem(`The operation id in the path should be ${SESSION_ID_SHAPE}.`);
    return value;
  },
};

/** `@Param('version', versionParameter)`. */
export const versionParameter: PipeTransform<string, number> = {
  transform: (value) => {
    const version = /^[1-9]\d{0,14}$/.test(value) ? Number(value) : Number.NaN;
    if (Number.isNaN(version)) throw validationProblem('The version in the path should be a whole number from 1.');
    return version;
  },
};

const ESCALATION_ID_SHAPE = 'that of a session, a colon and a revision, such as call-4711:2';

/** `@Param('escalationId', escalationIdParameter)`. */
export const escalationIdParameter: PipeTransform<string, string> = {
  transform: (value) => {
    if (!ESCALATION_ID.test(value)) {
      throw validationProblem(`The escalation id in the path should be ${ESCALATION_ID_SHAPE}.`);
    }
    return value;
  },
};
