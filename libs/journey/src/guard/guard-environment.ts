import type { GuardScope } from './guard-scope';
import { Environment } from '@marcbachmann/cel-js';
/** Longest guard in characters. */
export const MAX_GUARD_LENGTH = 1_000;
/** The scope and the trace of the evaluation that is running: CEL functions see their arguments only. */
export interface RunningEvaluation {
  readonly visits: GuardScope['visits'];
  readonly note: (input: string, value: number) => void;
}

let running: RunningEvaluation | undefined;

/** Evaluation is synchronous, so that one slot is enough; it is cleared whatever happens. */
export function runWith<T>(evaluation: RunningEvaluation, evaluate: () => T): T {
  const outer = running;
  running = evaluation;
  try {
    return evaluate();
  } finally {
    running = outer;
  }
}

export function visitsLabel(stateId: string): string {
  return `visits('${stateId}')`;
}

function visits(stateId: string): bigint {
  const count = running?.visits(stateId) ?? 0;
  running?.note(visitsLabel(stateId), count);
  return BigInt(count);
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** JSON numbers are CEL doubles, `1` is a CEL int, and CEL adds no mixed ones; authors expect it, so here it does. */
function withMixedArithmetic(environment: Environment): Environment {
  for (const [operator, apply] of Object.entries(ARITHMETIC)) {
    const handler = (a: number | bigint, b: number | bigint): number => apply(Number(a), Number(b));
    environment.registerOperator(`int ${operator} double: double`, handler);
    environment.registerOperator(`double ${operator} int: double`, handler);
  }
  const same = (a: number | bigint, b: number | bigint): boolean => Number(a) === Number(b);
  return environment.registerOperator('int == double: bool', same);
}

/** Building an environment is costly; compiling into a shared one is not. */
export const guardEnvironment = withMixedArithmetic(
  new Environment({
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 500, maxDepth: 32, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 8 },
  })
    .registerVariable('context', 'map')
    .registerVariable('channel', 'dyn')
    .registerVariable('now', 'google.protobuf.Timestamp')
    .registerFunction('visits(string): int', { handler: visits, async: false }),
);
