import {
  besideEarlier,
  checkUnpublished,
  definitionHash,
  parseDefinition,
  withPlaces,
  type DefinitionReport,
  type UnpublishedCheck,
} from '@ledger/journey';
import { documentsOf, newestOf, type DefinitionStream } from './definition-stream';

/** A document as its author handed it in, checked. Plain data, so that another thread can make it. */
export type CheckedSubmission = UnpublishedCheck;

/** Reads an input (an object, or JSON or YAML text), and runs the static check, whose cost grows with the document. */
export function checkSubmission(input: unknown): CheckedSubmission {
  const parsed = typeof input === 'string' ? parseDefinition(input) : { ok: true as const, value: input };
  if (!parsed.ok) {
    const errors = [{ code: parsed.code, path: '', message: parsed.reason }];
    return { report: { valid: false, errors, warnings: [], policies: [] }, isNumbered: true };
  }
  const { value } = parsed;
  const placeOf = 'placeOf' in parsed ? parsed.placeOf : undefined;
  const { report, isNumbered } = checkUnpublished(value);
  return { report: withPlaces(report, placeOf), isNumbered };
}

/**
 * The report beside the versions that are published. A document without a version counts as the newest one, if nothing else
 * differs from that, else as the next.
 */
export function numberedReport(checked: CheckedSubmission, stream: DefinitionStream | undefined): DefinitionReport {
  return besideEarlier(withItsVersion(checked, stream), stream === undefined ? [] : documentsOf(stream));
}

function withItsVersion(
  { report, isNumbered }: CheckedSubmission,
  stream: DefinitionStream | undefined,
): DefinitionReport {
  const newest = stream && newestOf(stream);
  if (isNumbered || newest === undefined) return report;
  const same = withVersion(report, newest.version);
  return same.hash === newest.hash ? same : withVersion(report, newest.version + 1);
}

/** No finding of an unnumbered document depends on the version. */
function withVersion(report: DefinitionReport, version: number): DefinitionReport {
  if (report.document === undefined) return report;
  const document = { ...report.document, version };
  return { ...report, document, hash: definitionHash(document) };
}
