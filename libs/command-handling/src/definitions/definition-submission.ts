import {
  besideEarlier,
  checkDefinition,
  definitionHash,
  parseDefinition,
  withPlaces,
  type DefinitionReport,
} from '@ledger/journey';
import { documentsOf, newestOf, type DefinitionStream } from './definition-stream';

/** A document as its author handed it in, checked. Plain data, so that another thread can make it. */
export interface CheckedSubmission {
  /** Of a document without a version: as version 1. */
  readonly report: DefinitionReport;
  /** Whether its author gave it a version. */
  readonly isNumbered: boolean;
}

/** Reads an input (an object, or JSON or YAML text), and runs the static check, whose cost grows with the document. */
export function checkSubmission(input: unknown): CheckedSubmission {
  const parsed = typeof input === 'string' ? parseDefinition(input) : { ok: true as const, value: input };
  if (!parsed.ok) {
    const errors = [{ code: parsed.code, path: '', message: parsed.reason }];
    return { report: { valid: false, errors, warnings: [], policies: [] }, isNumbered: true };
  }
  const { value } = parsed;
  const placeOf = 'placeOf' in parsed ? parsed.placeOf : undefined;
  if (!isRecord(value) || Object.hasOwn(value, 'version')) {
    return { report: withPlaces(checkDefinition(value), placeOf), isNumbered: true };
  }
  const report = checkDefinition({ ...value, version: 1 }, { isNumbered: false });
  return { report: withPlaces(report, placeOf), isNumbered: false };
}

/** The report of the static check of an object, or of JSON or YAML text. */
export function checkInput(input: unknown): DefinitionReport {
  return checkSubmission(input).report;
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

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
