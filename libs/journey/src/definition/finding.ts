import { closestName, orList } from '@ledger/plain-data';
import { pointerToken } from '../plain-json';

export const DEFINITION_ERROR_CODES = [
  'UNREADABLE',
  'SCHEMA_INVALID',
  'INITIAL_UNKNOWN',
  'TARGET_UNKNOWN',
  'STATE_UNREACHABLE',
  'DEAD_END',
  'TRANSITION_AMBIGUOUS',
  'FINAL_WITH_TRANSITIONS',
  'FINAL_WITH_TIMEOUT',
  'OUTCOME_NOT_FINAL',
  'TIMEOUT_TARGET_UNKNOWN',
  'TIMEOUT_LOOP',
  'DURATION_INVALID',
  'ESCALATION_UNKNOWN',
  'ESCALATION_INCOMPLETE',
  'GUARD_INVALID',
  'GUARD_NOT_BOOLEAN',
  'GUARD_CONTEXT_UNKNOWN',
  'GUARD_STATE_UNKNOWN',
  'CONTEXT_SCHEMA_INVALID',
  'CONTEXT_DEFAULT_INVALID',
  'UPGRADE_FROM_INVALID',
  'UPGRADE_STATE_UNKNOWN',
  'UPGRADE_STATE_FINAL',
  'UPGRADE_DROP_INVALID',
  'POLICY_INVALID',
  'POLICY_STATE_UNKNOWN',
  'POLICY_EXCLUDED',
  'DEFINITION_TOO_COSTLY',
] as const;
export type DefinitionErrorCode = (typeof DEFINITION_ERROR_CODES)[number];

export const DEFINITION_WARNING_CODES = [
  'STATE_WITHOUT_TIMEOUT',
  'TRANSITION_SHADOWED',
  'GUARD_BYPASSED',
  'KEYWORD_UNKNOWN',
  'DEFAULT_UNREACHABLE',
  'DEFAULT_AMBIGUOUS',
  'PATTERN_BACKTRACKS',
  'UPGRADE_FROM_UNKNOWN',
  'UPGRADE_STATE_UNUSED',
  'UPGRADE_INTO_FINAL',
] as const;
export type DefinitionWarningCode = (typeof DEFINITION_WARNING_CODES)[number];

export interface Finding<Code extends string> {
  readonly code: Code;
  /** JSON Pointer (RFC 6901) into the document. */
  readonly path: string;
  /** One sentence: what is wrong and what would be right. */
  readonly message: string;
  /** Of a YAML text: where it stands there; both count from 1. */
  readonly line?: number;
  readonly column?: number;
}

export type DefinitionError = Finding<DefinitionErrorCode>;
export type DefinitionWarning = Finding<DefinitionWarningCode>;

export function pointer(...keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${pointerToken(String(key))}`).join('');
}

/** A name within a sentence. */
export function named(name: string): string {
  return JSON.stringify(name);
}

/** The sentence about a name that stands for nothing: it names the closest one, or all there are. */
export function unknownName(name: string, what: string, known: Iterable<string>): string {
  const names = [...known];
  const meant = closestName(name, names);
  if (meant !== undefined) return `${named(name)} is not ${what}; did you mean ${named(meant)}?`;
  return `${named(name)} is not ${what}${names.length === 0 ? '' : `; use ${orList(names)}`}.`;
}
