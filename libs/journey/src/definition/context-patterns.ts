import { isPlainObject, pointerToken } from '../plain-json';
import { schemasWithin, type JsonSchema } from './applied-schemas';
import type { DefinitionDocument } from './definition';
import type { DefinitionWarning } from './finding';
import { linearPattern } from './linear-pattern';
import type { SchemaProblem } from './schema-problem';

/** What becomes of a pattern that the linear engine refuses: versions stored before it keep JavaScript's engine. */
export type Backtracking = 'refused' | 'kept';

export class RefusedPattern extends Error {
  constructor(
    readonly source: string,
    /** Completes the sentence "The pattern ...". */
    readonly problem: string,
  ) {
    super(`The pattern ${problem}.`);
  }
}

interface PatternEngine {
  (source: string, flags: string): { test(text: string): boolean; toString(): string };
  /** ajv writes this where it generates code for files; nothing here does. */
  code: string;
}

/** How ajv runs patterns: in `pattern`, `patternProperties` and what they leave to `additionalProperties`. */
export function patternEngine(backtracking: Backtracking): PatternEngine {
  const engine = (source: string, flags: string): ReturnType<PatternEngine> => {
    const linear = linearPattern(source);
    // ajv tells patterns apart by their text.
    if (linear.ok) return { test: linear.test, toString: () => source };
    if (backtracking === 'refused') throw new RefusedPattern(source, linear.problem);
    return new RegExp(source, flags);
  };
  return Object.assign(engine, { code: 'new RegExp' });
}

export function patternProblem(schema: JsonSchema, { source, problem }: RefusedPattern): SchemaProblem {
  const place = [...patternsWithin(schema, '')].find(([, each]) => each === source)?.[0] ?? '';
  return { path: place, message: `/context${place}: the pattern ${problem}.` };
}

/** Warns of patterns of a stored version that publishing would refuse now. */
export function backtrackingPatterns({ context }: DefinitionDocument): readonly DefinitionWarning[] {
  if (context === undefined) return [];
  return [...patternsWithin(context, '/context')].flatMap(([path, source]): DefinitionWarning[] => {
    const linear = linearPattern(source);
    if (linear.ok) return [];
    const message = `${path}: the pattern ${linear.problem}. Until a version without it, it has no time limit.`;
    return [{ code: 'PATTERN_BACKTRACKS', path, message }];
  });
}

function* patternsWithin(schema: JsonSchema, at: string): Generator<readonly [pointer: string, source: string]> {
  const { pattern, patternProperties } = schema;
  if (typeof pattern === 'string') yield [`${at}/pattern`, pattern];
  if (isPlainObject(patternProperties)) {
    for (const source of Object.keys(patternProperties)) {
      yield [`${at}/patternProperties/${pointerToken(source)}`, source];
    }
  }
  for (const [place, within] of schemasWithin(schema)) yield* patternsWithin(within, `${at}${place}`);
}
