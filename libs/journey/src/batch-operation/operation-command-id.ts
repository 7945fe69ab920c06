/** What the command ids begin with under which batch operations change journeys: no caller may give such a one. */
export const OPERATION_COMMAND_PREFIX = 'operation:';

/** Command id of what an operation does to a journey: once done, it is recognised however often it is tried again. */
export function operationCommandId(operationId: string): string {
  return `${OPERATION_COMMAND_PREFIX}${operationId}`;
}
