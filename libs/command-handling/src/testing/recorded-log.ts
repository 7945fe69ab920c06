import type { SystemLog } from '@ledger/runtime';

/** A log that keeps what it is told, for tests to read. */
export class RecordedLog implements SystemLog {
  readonly warnings: string[] = [];
  readonly errors: string[] = [];

  warn(message: string): void {
    this.warnings.push(message);
  }

  error(message: string): void {
    this.errors.push(message);
  }
}
