import { createContext, Script } from 'node:vm';
import { figure } from '@ledger/plain-data';
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

/** What all patterns of a schema may take for one value: steps of characters, some 0.3 s. */
const MAX_STEPS = 10_000_000;
/** What all patterns of a schema may take together for one character: compiling them takes some 0.3 s then. */
const MAX_STEPS_TOGETHER = 50_000;
/** What a pattern that backtracks may take for one text. */
const BACKTRACKING_MS = 50;

/**
 * How ajv runs patterns: in `pattern`, `patternProperties` and what they leave to `additionalProperties`. All patterns of
 * one schema share what one value may cost; beyond, they match nothing.
 */
export class ContextPatterns {
  #steps = 0;
  #isSpent = false;
  /** Steps for one character of what is compiled, by pattern: ajv compiles a schema's parts again. */
  readonly #compiled = new Map<string, number>();

  constructor(private readonly backtracking: Backtracking) {}

  readonly engine: PatternEngine = Object.assign(
    (source: string, flags: string): ReturnType<PatternEngine> => {
      const linear = linearPattern(source);
      // ajv tells patterns apart by their text.
      const toString = (): string => source;
      if (linear.ok) this.#admit(source, linear.steps);
      if (linear.ok) return { test: (text) => this.#afford(text.length * linear.steps) && linear.test(text), toString };
      if (this.backtracking === 'refused') throw new RefusedPattern(source, linear.problem);
      const test = interrupted(source, flags);
      return { test: (text) => test(text) ?? this.#afford(Infinity), toString };
    },
    { code: 'new RegExp' },
  );

  /** Judges one value. @param spent what is the answer where the patterns would cost too much. */
  judging<T>(judge: () => T, spent: () => T): T {
    this.#steps = 0;
    this.#isSpent = false;
    const judged = judge();
    return this.#isSpent ? spent() : judged;
  }

  /** Versions that are stored may have as many as they have. */
  #admit(source: string, steps: number): void {
    this.#compiled.set(source, steps);
    if (this.backtracking === 'kept') return;
    const together = [...this.#compiled.values()].reduce((sum, each) => sum + each, 0);
    if (together <= MAX_STEPS_TOGETHER) return;
    const size = `makes the patterns of the schema take ${figure(together)} steps for each character together`;
    throw new RefusedPattern(
      source,
      `${size}, and ${figure(MAX_STEPS_TOGETHER)} is the limit; use maxLength for lengths`,
    );
  }

  #afford(steps: number): boolean {
    this.#steps += steps;
    this.#isSpent ||= this.#steps > MAX_STEPS;
    return !this.#isSpent;
  }
}

/** JavaScript's own engine under a limit of time, which V8 keeps while it backtracks; undefined where that ended it. */
function interrupted(source: string, flags: string): (text: string) => boolean | undefined {
  const sandbox = { pattern: new RegExp(source, flags), text: '' };
  const script = new Script('pattern.test(text)');
  createContext(sandbox);
  return (text) => {
    sandbox.text = text;
    try {
      return script.runInContext(sandbox, { timeout: BACKTRACKING_MS }) as boolean;
    } catch {
      return undefined;
    }
  };
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
    const message = `${path}: the pattern ${linear.problem}. A text that takes it longer than ${BACKTRACKING_MS} ms is refused.`;
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
