/** Where work off the reply's path reports its faults. Nest's `Logger` fits. */
export interface SystemLog {
  warn(message: string): void;
  error(message: string): void;
}

export const SYSTEM_LOG = Symbol('OPERATIONS_LOG');

/** The sentence of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
