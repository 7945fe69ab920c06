import type { DefinitionDocument } from '../definition';
import { definitionHash } from '../definition-hash';
import { parseDefinition } from '../parse-definition';
import { checkContext } from './context-check';
import { checkShape } from './document-shape';
import { checkEscalations } from './escalations-check';
import type { DefinitionError, DefinitionWarning } from '../finding';
import { checkGuards } from './guards-check';
import { longestTime } from './longest-time';
import type { LongestTime } from './longest-time';
import { stateGraph } from './state-graph';
import { checkStates, warnOfMissingTimeouts } from './states-check';
import { checkTimeoutLoops } from './timeout-loops';
import { checkTransitions } from './transitions-check';

/** What the static check found. Only a valid document may be published. */
export interface DefinitionReport extends LongestTime {
  readonly valid: boolean;
  /** The document as read, where it has the shape of one. */
  readonly document?: DefinitionDocument;
  /** Present with `document`: lower-case hex SHA-256 of its canonical JSON (RFC 8785). */
  readonly hash?: string;
  readonly errors: readonly DefinitionError[];
  readonly warnings: readonly DefinitionWarning[];
}

/** Checks shape, graph, guards and context schema of a parsed document or its text, without running it. */
export function checkDefinition(input: unknown): DefinitionReport {
  const read = typeof input === 'string' ? parseDefinition(input) : { ok: true as const, value: input };
  if (!read.ok) return refused([{ code: 'UNREADABLE', path: '', message: read.reason }]);
  const shape = checkShape(read.value);
  if (!shape.ok) return refused(shape.errors);

  const { document } = shape;
  const graph = stateGraph(document);
  const transitions = checkTransitions(document);
  const context = checkContext(document);
  const errors = [
    ...checkStates(document, graph),
    ...checkTimeoutLoops(document, graph),
    ...transitions.errors,
    ...checkEscalations(document),
    ...context.errors,
    ...checkGuards(document, graph),
  ];
  return {
    valid: errors.length === 0,
    document,
    hash: definitionHash(document),
    errors,
    warnings: [...transitions.warnings, ...warnOfMissingTimeouts(graph), ...context.warnings],
    ...(errors.length === 0 ? longestTime(document) : {}),
  };
}

function refused(errors: readonly DefinitionError[]): DefinitionReport {
  return { valid: false, errors, warnings: [] };
}
