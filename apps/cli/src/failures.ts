import { TargetDiffersError } from '@ledger/audit';
import { LedgerProblem, LedgerUnreachableError } from '@ledger/client';
import { EventStoreError, StoreUnavailableError } from '@ledger/event-store';
import { CommanderError } from 'commander';
import { NamedError } from '@ledger/plain-data';
import { EXIT, type ExitCode } from './exit-code';

/** A failure that the command line itself found, with the exit code it stands for. */
export class CliFailure extends NamedError {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What was typed, or the file that was named, cannot be used. */
export function usageFailure(message: string, cause?: unknown): CliFailure {
  return new CliFailure(EXIT.usage, message, { cause });
}

/** A failure as the shell and a reader get it. */
export interface Report {
  readonly exitCode: ExitCode;
  /** Stable, for scripts. */
  readonly code: string;
  /** One sentence; empty where it has been said already. */
  readonly message: string;
  /** Fields of a problem document that help the caller, for example `allowedTargets`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const PROBLEM_MEMBERS = new Set(['type', 'title', 'status', 'detail', 'code', 'instance']);

/** Maps any failure to exit code and sentence: the one place where that is decided. */
export function reportOf(error: unknown, isJson = false): Report {
  if (error instanceof CommanderError) return commanderReport(error, isJson);
  if (error instanceof CliFailure) return { exitCode: error.exitCode, code: 'CLI', message: error.message, fields: {} };
  if (error instanceof LedgerUnreachableError) {
    return { exitCode: EXIT.unreachable, code: error.code, message: error.message, fields: {} };
  }
  if (error instanceof LedgerProblem) {
    const fields = Object.fromEntries(Object.entries(error.problem).filter(([name]) => !PROBLEM_MEMBERS.has(name)));
    const exitCode = error.status === 503 ? EXIT.unreachable : error.status === 400 ? EXIT.usage : EXIT.refused;
    return { exitCode, code: error.code, message: error.detail, fields };
  }
  if (error instanceof EventStoreError) {
    return { exitCode: exitCodeOf(error), code: error.code, message: error.message, fields: {} };
  }
  if (error instanceof TargetDiffersError) {
    return { exitCode: EXIT.refused, code: error.code, message: error.message, fields: {} };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { exitCode: EXIT.refused, code: 'UNEXPECTED', message, fields: {} };
}

/** Wrong credentials and an unknown certificate are a wrong connection string; waiting would not help. */
function exitCodeOf(error: EventStoreError): ExitCode {
  if (!(error instanceof StoreUnavailableError)) return EXIT.refused;
  return error.isMisconfigured ? EXIT.usage : EXIT.unreachable;
}

/** For people Commander has written its own message; help and version do not fail. */
function commanderReport(error: CommanderError, isJson: boolean): Report {
  if (error.exitCode === 0) return { exitCode: EXIT.ok, code: error.code, message: '', fields: {} };
  const message =
    error.code === 'commander.help' ? 'Name a command; --help lists them.' : error.message.replace(/^error: /, '');
  return { exitCode: EXIT.usage, code: error.code, message: isJson ? message : '', fields: {} };
}
