import type { PortToken } from '@ledger/plain-data';

/** Where background work reports its faults. Nest's `Logger` fits. */
export interface SystemLog {
  warn(message: string): void;
  error(message: string): void;
}

export const SYSTEM_LOG: PortToken<SystemLog> = Symbol('SYSTEM_LOG');

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
