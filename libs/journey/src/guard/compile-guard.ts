import type { GuardScope, GuardVerdict } from './guard-scope';
import { figure } from '@ledger/plain-data';
import type { ContextValue } from '../context';
import { isPlainObject } from '../plain-json';
import { meter, type GuardMeter } from './guard-cost';
import { guardEnvironment, MAX_GUARD_LENGTH, runWith, visitsLabel } from './guard-environment';
import { evaluationProblem, guardProblem } from './guard-problem';
import { readsOf } from './guard-reads';
import type { GuardReads } from './guard-reads';

export interface CompiledGuard {
  readonly expression: string;
  readonly reads: GuardReads;
  evaluate(scope: GuardScope): GuardVerdict;
}

export type GuardCompilation =
  | { readonly ok: true; readonly guard: CompiledGuard }
  /** `problem` completes the sentence "The guard ...". */
  | { readonly ok: false; readonly code: 'GUARD_INVALID' | 'GUARD_NOT_BOOLEAN'; readonly problem: string };

/** Compiles a CEL expression over `context`, `channel`, `now` and `visits(state)`. */
export function compileGuard(expression: string): GuardCompilation {
  if (expression.length > MAX_GUARD_LENGTH)
    return invalid(`has ${figure(expression.length)} characters; the limit is ${figure(MAX_GUARD_LENGTH)}`);
  try {
    const program = guardEnvironment.parse(expression);
    const reads = readsOf(program.ast);
    const excess = excessOf(reads);
    if (excess !== undefined) return invalid(excess);
    const check = program.check();
    if (!check.valid) return invalid(guardProblem(expression, check.error));
    if (check.type !== 'bool' && check.type !== 'dyn') {
      return { ok: false, code: 'GUARD_NOT_BOOLEAN', problem: `gives ${check.type}; a guard must give true or false` };
    }
    const cost = meter(program.ast);
    return { ok: true, guard: { expression, reads, evaluate: (scope) => evaluate(program, cost, reads, scope) } };
  } catch (error) {
    return invalid(guardProblem(expression, error));
  }
}

function invalid(problem: string): GuardCompilation {
  return { ok: false, code: 'GUARD_INVALID', problem };
}

/** What would make the cost of a guard depend on more than the size of its inputs. */
function excessOf(reads: GuardReads): string | undefined {
  if (reads.calls.has('matches')) {
    return 'calls matches(), whose cost has no bound; use startsWith(), endsWith(), contains() or ==';
  }
  if (reads.macroDepth > 1) return 'nests loops or bind() in each other, and their costs multiply; write one loop';
  return undefined;
}

function evaluate(
  program: (scope: object) => unknown,
  cost: GuardMeter,
  reads: GuardReads,
  scope: GuardScope,
): GuardVerdict {
  const inputs = staticInputs(reads, scope);
  const variables = { context: scope.context, channel: scope.channel, now: new Date(scope.now) };
  // A name that is computed may be personal data, unless it is that of a state.
  const note = (input: string, value: number): void => {
    if (value > 0) inputs[input] = value;
  };
  try {
    const result = runWith({ visits: scope.visits, note }, () => cost.measured(scope.budget, () => program(variables)));
    if (typeof result === 'boolean') return { holds: result, inputs };
    return { holds: false, inputs, error: `The guard gave ${typeof result} instead of true or false.` };
  } catch (error) {
    return { holds: false, inputs, error: evaluationProblem(error) };
  }
}

/** Values of what the guard names. A missing property is left out, which tells it apart from `null`. */
function staticInputs(reads: GuardReads, scope: GuardScope): { [input: string]: ContextValue } {
  const inputs: { [input: string]: ContextValue } = {};
  if (reads.wholeContext) inputs.context = scope.context;
  for (const path of reads.contextPaths) {
    const value = valueAt(scope.context, path);
    if (value !== undefined) inputs[pathLabel(path)] = value;
  }
  if (reads.channel) inputs.channel = scope.channel;
  if (reads.now) inputs.now = scope.now;
  for (const stateId of reads.visits) inputs[visitsLabel(stateId)] = scope.visits(stateId);
  return inputs;
}

function valueAt(context: ContextValue, path: readonly string[]): ContextValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return context;
  const value = isPlainObject(context) && Object.hasOwn(context, key) ? context[key] : undefined;
  return value === undefined ? undefined : valueAt(value, rest);
}

/** `context.a.b`, or `context['a-b']` where a key is not an identifier. */
export function pathLabel(path: readonly string[]): string {
  return path.reduce((label, key) => label + (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key}']`), 'context');
}
