import { checkDefinition, DEFINITION_ID, parseDefinition, type DefinitionReport } from '@ledger/journey';
import { newestOf, type DefinitionStream } from './definition-stream';

/** A document as its author handed it in: read, and not yet checked. */
export type Submission =
  | { readonly readable: true; readonly value: unknown; readonly definitionId: string | undefined }
  | { readonly readable: false; readonly report: DefinitionReport };

/** Reads an input: an object, or JSON or YAML text. */
export function readSubmission(input: unknown): Submission {
  if (typeof input !== 'string') return { readable: true, value: input, definitionId: idOf(input) };
  const parsed = parseDefinition(input);
  if (parsed.ok) return { readable: true, value: parsed.value, definitionId: idOf(parsed.value) };
  const errors = [{ code: parsed.code, path: '', message: parsed.reason }];
  return { readable: false, report: { valid: false, errors, warnings: [] } };
}

/** The static check of an object, or of JSON or YAML text. */
export function checkInput(input: unknown): DefinitionReport {
  const submission = readSubmission(input);
  return submission.readable ? checkSubmission(submission.value, undefined) : submission.report;
}

/** Checks a document without a version as the newest one, if nothing else differs from that, else as the next one. */
export function checkSubmission(value: unknown, stream: DefinitionStream | undefined): DefinitionReport {
  if (!isRecord(value) || Object.hasOwn(value, 'version')) return checkDefinition(value);
  const newest = stream && newestOf(stream);
  if (newest === undefined) return checkDefinition({ ...value, version: 1 });
  const same = checkDefinition({ ...value, version: newest.version });
  return same.hash === newest.hash ? same : checkDefinition({ ...value, version: newest.version + 1 });
}

/** The id, where it is one that a stream can be named by. */
function idOf(value: unknown): string | undefined {
  const id = isRecord(value) && Object.hasOwn(value, 'id') ? value['id'] : undefined;
  return typeof id === 'string' && DEFINITION_ID.test(id) ? id : undefined;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
