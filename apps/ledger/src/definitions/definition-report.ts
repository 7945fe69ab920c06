import type { DefinitionReport, LongestTime } from '@ledger/journey';

/** What checking or publishing a definition says. */
export interface DefinitionReportBody {
  readonly id: string | null;
  readonly version: number | null;
  readonly hash: string | null;
  readonly valid: boolean;
  readonly errors: DefinitionReport['errors'];
  readonly warnings: DefinitionReport['warnings'];
  /** Longest bounded time that a journey can take, or which cycle makes it unbounded. */
  readonly bound: LongestTime | null;
}

/** The report of a check as the resource face shows it: without the document, which the caller has. */
export function reportBody(report: DefinitionReport): DefinitionReportBody {
  const { valid, document, hash, errors, warnings, ...bound } = report;
  return {
    id: document?.id ?? null,
    version: document?.version ?? null,
    hash: hash ?? null,
    valid,
    errors,
    warnings,
    bound: Object.keys(bound).length === 0 ? null : bound,
  };
}
