import type { OperationDraft } from '@ledger/batch-operations';
import { orList } from '@ledger/plain-data';
import { admitDefinition } from '../access/credential-bounds';
import type { IncomingCall } from '../http/incoming-call';
import { validationProblem } from '../http/problem';

/** Credentials for some definitions change the journeys of one of them: an operation is over one definition, or over all. */
export function withinBounds(call: Pick<IncomingCall, 'definitions'>, draft: OperationDraft): OperationDraft {
  const { definitions } = call;
  if (definitions === undefined) return draft;
  const { definitionId } = draft.filter;
  if (definitionId !== undefined) {
    admitDefinition(call, definitionId);
    return draft;
  }
  const [only, ...others] = definitions;
  if (only === undefined || others.length > 0) {
    const oneOf = orList([...definitions]);
    throw validationProblem(`filter.definitionId is missing: these credentials need one of ${oneOf} in it.`);
  }
  return { ...draft, filter: { ...draft.filter, definitionId: only } };
}
