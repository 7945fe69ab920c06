/** Where work off the reply's path reports its faults. Nest's `Logger` fits. */
export interface OperationsLog {
  warn(message: string): void;
  error(message: string): void;
}

export const OPERATIONS_LOG = Symbol('OPERATIONS_LOG');

/** The sentence of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
