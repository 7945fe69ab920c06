import { SESSION_ID } from '@ledger/journey';

interface PathParameter {
  readonly description: string;
  readonly schema: object;
  readonly example: string | number;
}

const id = (description: string, example: string): PathParameter => ({
  description,
  schema: { type: 'string', pattern: SESSION_ID.source },
  example,
});
const text = (description: string, example: string): PathParameter => ({
  description,
  schema: { type: 'string' },
  example,
});

export const PATH_PARAMETERS: Readonly<Record<string, PathParameter>> = {
  sessionId: id('Key of the journey.', 'call-4711'),
  datastoreId: id('The definition’s id: each definition is a datastore.', 'CustomerJourneyState'),
  definitionId: id('Id of the definition.', 'CustomerJourneyState'),
  sandboxId: id('Id of the sandbox.', '0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11'),
  operationId: id('Id of the batch operation.', '0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11'),
  version: { description: 'Version of the definition.', schema: { type: 'integer', minimum: 1 }, example: 1 },
  keyId: text('The eight characters of the key after jlk_live_ or jlk_test_.', 'a7Kd93Xw'),
  alias: text('An alias of the journey, encoded for a URL.', 'genesys:conv-81'),
  customerId: text('The caller’s own id of the customer, encoded for a URL.', 'customer-93'),
  stateId: text('A state of the definition.', 'PAYMENT_COLLECTOR'),
  escalationId: text('Key of the journey, a colon and the revision that asked for the escalation.', 'call-4711:2'),
  name: text('Name of the projection.', 'timeline'),
  position: text('Position of the event in the ledger.', '41'),
  problem: text('The code of the problem, in lower case and with dashes.', 'journey-not-found'),
};
