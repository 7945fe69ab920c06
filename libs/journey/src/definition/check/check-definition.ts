import type { DefinitionDocument } from '../definition';
import { definitionHash } from '../definition-hash';
import { isPlainObject } from '../../plain-json';
import { upgradePaths, type UpgradePath } from '../upgrade-path';
import { parseDefinition } from '../parse-definition';
import type { TextPlace } from '../yaml-places';
import { checkContext } from './context-check';
import { checkShape } from './document-shape';
import { checkEscalations } from './escalations-check';
import type { DefinitionError, DefinitionWarning } from '../finding';
import { checkGuards } from './guards-check';
import { longestTime } from './longest-time';
import type { LongestTime } from './longest-time';
import { checkPolicies, type CheckedPolicy } from './policies-check';
import { stateGraph } from './state-graph';
import { checkResume } from './resume-check';
import { checkStates, warnOfMissingTimeouts } from './states-check';
import { checkTimeoutLoops } from './timeout-loops';
import { checkTransitions } from './transitions-check';
import { checkEarlierVersions, checkUpgrade, checkUpgradeFrom } from './upgrade-check';

/** What the static check found. Only a valid document may be published. */
export interface DefinitionReport extends LongestTime {
  readonly valid: boolean;
  /** The document as read, where it has the shape of one. */
  readonly document?: DefinitionDocument;
  /** Present with `document`: lower-case hex SHA-256 of its canonical JSON (RFC 8785). */
  readonly hash?: string;
  readonly errors: readonly DefinitionError[];
  readonly warnings: readonly DefinitionWarning[];
  /** How open journeys of the versions published before come over; absent if the document was checked alone. */
  readonly upgrades?: readonly UpgradePath[];
  /** Of each policy, whether the states imply it, in the order of the document. */
  readonly policies: readonly CheckedPolicy[];
}

/**
 * Checks shape, graph, guards and context schema of a parsed document or its text, without running it.
 * @param options whether the document has its own version; default that it has.
 */
export function checkDefinition(
  input: unknown,
  { isNumbered = true }: { readonly isNumbered?: boolean } = {},
): DefinitionReport {
  const read = typeof input === 'string' ? parseDefinition(input) : { ok: true as const, value: input };
  if (!read.ok) return refused([{ code: 'UNREADABLE', path: '', message: read.reason }]);
  return withPlaces(checkValue(read.value, isNumbered), 'placeOf' in read ? read.placeOf : undefined);
}

/** A check of a document that may lack its version. */
export interface UnpublishedCheck {
  /** Of a document without a version: as version 1. */
  readonly report: DefinitionReport;
  /** Whether its author gave it a version. */
  readonly isNumbered: boolean;
}

/** Checks a parsed document as its author would publish it: the version may be missing, since publishing gives the next one. */
export function checkUnpublished(value: unknown): UnpublishedCheck {
  if (!isPlainObject(value) || Object.hasOwn(value, 'version')) {
    return { report: checkDefinition(value), isNumbered: true };
  }
  return { report: checkDefinition({ ...value, version: 1 }, { isNumbered: false }), isNumbered: false };
}

function checkValue(value: unknown, isNumbered: boolean): DefinitionReport {
  const shape = checkShape(value);
  if (!shape.ok) return refused(shape.errors);

  const { document } = shape;
  const graph = stateGraph(document);
  const transitions = checkTransitions(document);
  const context = checkContext(document);
  const upgrade = checkUpgrade(document);
  const policies = checkPolicies(document, graph);
  const errors = [
    ...checkStates(document, graph),
    ...checkTimeoutLoops(document, graph),
    ...transitions.errors,
    ...checkEscalations(document),
    ...checkResume(document),
    ...context.errors,
    ...checkGuards(document, graph),
    ...upgrade.errors,
    ...(isNumbered ? checkEarlierVersions(document) : []),
    ...policies.errors,
  ];
  return {
    valid: errors.length === 0,
    document,
    hash: definitionHash(document),
    errors,
    warnings: [...transitions.warnings, ...warnOfMissingTimeouts(graph), ...context.warnings, ...upgrade.warnings],
    policies: policies.policies,
    ...(errors.length === 0 ? longestTime(document) : {}),
  };
}

/** The report with what the versions show that were published before. */
export function besideEarlier(report: DefinitionReport, published: readonly DefinitionDocument[]): DefinitionReport {
  const { document, errors, warnings } = report;
  if (document === undefined) return report;
  const upgrade = checkUpgradeFrom(document, published);
  const known = new Set(errors.map(({ path }) => path));
  const found = [...checkEarlierVersions(document).filter(({ path }) => !known.has(path)), ...upgrade.errors];
  const all = { errors: [...errors, ...found], warnings: [...warnings, ...upgrade.warnings] };
  if (all.errors.length > 0) return { ...report, ...all, valid: false };
  return { ...report, ...all, upgrades: upgradePaths(document, published) };
}

/** The report with the places of its findings in the YAML text that was checked. */
export function withPlaces(
  report: DefinitionReport,
  placeOf: ((pointer: string) => TextPlace | undefined) | undefined,
): DefinitionReport {
  if (placeOf === undefined) return report;
  const placed = <Found extends { readonly path: string }>(found: Found): Found => ({
    ...found,
    ...placeOf(found.path),
  });
  return { ...report, errors: report.errors.map(placed), warnings: report.warnings.map(placed) };
}

function refused(errors: readonly DefinitionError[]): DefinitionReport {
  return { valid: false, errors, warnings: [], policies: [] };
}
