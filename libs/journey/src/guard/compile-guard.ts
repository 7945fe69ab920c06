import type { GuardScope, GuardVerdict } from './guard-scope';
import type { ContextValue } from '../context';
import { isPlainObject } from '../plain-json';
import { guardEnvironment, MAX_GUARD_LENGTH, runWith, visitsLabel } from './guard-environment';
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
  if (expression.length > MAX_GUARD_LENGTH) return invalid(`should have at most ${MAX_GUARD_LENGTH} characters`);
  try {
    const program = guardEnvironment.parse(expression);
    const reads = readsOf(program.ast);
    const excess = excessOf(reads);
    if (excess !== undefined) return invalid(excess);
    const check = program.check();
    if (!check.valid) return invalid(`does not compile: ${messageOf(check.error)}`);
    if (check.type !== 'bool' && check.type !== 'dyn') {
      return { ok: false, code: 'GUARD_NOT_BOOLEAN', problem: `gives ${check.type}; it should give true or false` };
    }
    return { ok: true, guard: { expression, reads, evaluate: (scope) => evaluate(program, reads, scope) } };
  } catch (error) {
    return invalid(`does not compile: ${messageOf(error)}`);
  }
}

function invalid(problem: string): GuardCompilation {
  return { ok: false, code: 'GUARD_INVALID', problem };
}

/** What would make the cost of a guard depend on more than the size of its inputs. */
function excessOf(reads: GuardReads): string | undefined {
  if (reads.calls.has('matches')) {
    return 'uses matches(), whose cost has no bound; use startsWith(), endsWith(), contains() or ==';
  }
  if (reads.macroDepth > 1) return 'should not nest loops or bind() in each other, since their costs multiply';
  return undefined;
}

function evaluate(program: (scope: object) => unknown, reads: GuardReads, scope: GuardScope): GuardVerdict {
  const inputs = staticInputs(reads, scope);
  const variables = { context: scope.context, channel: scope.channel, now: new Date(scope.now) };
  const note = (input: string, value: number): void => void (inputs[input] = value);
  try {
    const result = runWith({ visits: scope.visits, note }, () => program(variables));
    if (typeof result === 'boolean') return { holds: result, inputs };
    return { holds: false, inputs, error: `The guard gave ${typeof result} instead of true or false.` };
  } catch (error) {
    return { holds: false, inputs, error: messageOf(error) };
  }
}

/** Values of what the guard names. What the context lacks is left out, which tells it apart from `null`. */
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

/** `context.a.b`, or `context['a-b']` where a key is no identifier. */
export function pathLabel(path: readonly string[]): string {
  return path.reduce((label, key) => label + (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key}']`), 'context');
}

/** CEL's errors carry a one-line `summary` beside a message that draws the source. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const text = 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message;
  return (text.split('\n', 1)[0] ?? '').slice(0, 300);
}
