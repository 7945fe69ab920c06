/** Prefix of the command ids under which batch operations change journeys; reserved. */
export const OPERATION_COMMAND_PREFIX = 'operation:';

/** Command id of what an operation does to a journey: a retry is recognised by it. */
export function operationCommandId(operationId: string): string {
  return `${OPERATION_COMMAND_PREFIX}${operationId}`;
}
