import type { ASTNode } from '@marcbachmann/cel-js';
import { figure } from '@ledger/plain-data';
import { isPlainObject } from '../plain-json';

/** What one evaluation may cost. A step takes some 0.1 µs, so that the dearest guard takes some 10 ms. */
export const MAX_GUARD_STEPS = 100_000;
/** What all guards that are asked for one answer may cost: a state has up to 200 transitions, and `anyState` as many. */
export const MAX_SCOPE_STEPS = 300_000;

/** `now.getHours('Europe/Berlin')` and its like look the zone up at every call. */
const ZONED_STEPS = 2_500;
const CHARACTERS_A_STEP = 64;

/**
 * Of a guard that costs too much, which is then as one that fails. Made once: where CEL absorbs errors (`all`, `||`), it
 * is thrown for each element.
 */
const spent = new Error(`The guard costs more than ${figure(MAX_GUARD_STEPS)} steps on this context.`);
/** Of a guard that is asked after others, or begun, when they have cost too much together. */
const spentTogether = new Error(
  `The guards from this state cost more than ${figure(MAX_SCOPE_STEPS)} steps together on this context.`,
);

/** What the guards that are asked for one answer have cost so far, and may still. */
export class GuardBudget {
  #spent = 0;

  /** Steps, of which there are never more than `MAX_SCOPE_STEPS`. */
  get spent(): number {
    return this.#spent;
  }

  get left(): number {
    return MAX_SCOPE_STEPS - this.#spent;
  }

  take(steps: number): void {
    this.#spent = Math.min(this.#spent + steps, MAX_SCOPE_STEPS);
  }
}

/** Counts what evaluations of one guard cost: the same context costs the same wherever and whenever it is evaluated. */
export interface GuardMeter {
  /** What `run` gives; throws where it cost too much, whatever CEL made of that. Takes its steps from the budget. */
  measured<T>(budget: GuardBudget, run: () => T): T;
}

/** How cel-js keeps what it does at a node: the operands' values come first, of a call as one list. */
interface Measurable {
  readonly op: string;
  readonly args: unknown;
  readonly meta: { readonly alternate?: unknown; readonly macro?: unknown };
  handle?: (...operands: unknown[]) => unknown;
}

/**
 * Makes a checked expression count its steps. CEL knows no limit at run time, and what loops over a caller's lists
 * costs as much as the caller likes: `context.a.all(x, x in context.b)` squares the size of the context.
 */
export function meter(ast: ASTNode): GuardMeter {
  let steps = 0;
  let limit = 0;
  let excess = spent;
  const charge = (more: number): void => {
    steps += more;
    if (steps > limit) throw excess;
  };
  for (const node of nodesOf(ast)) {
    const { handle } = node;
    if (handle === undefined) continue;
    const literals = node.op === 'comprehension' ? literalElements(node) : 0;
    node.handle = (...operands) => {
      charge(0);
      charge(stepsOf(node.op, operands, literals));
      return handle(...operands);
    };
  }
  return {
    measured: (budget, run) => {
      steps = 0;
      limit = Math.min(MAX_GUARD_STEPS, budget.left);
      excess = limit < MAX_GUARD_STEPS ? spentTogether : spent;
      if (limit === 0) throw excess;
      try {
        const result = run();
        if (steps > limit) throw excess;
        return result;
      } finally {
        budget.take(Math.min(steps, limit));
      }
    },
  };
}

/** Every node of a checked expression, what macros were expanded to included. */
function nodesOf(root: unknown): Set<Measurable> {
  const found = new Set<Measurable>();
  const seen = new Set<unknown>();
  const rest: unknown[] = [root];
  while (rest.length > 0) {
    const next = rest.pop();
    if (seen.has(next)) continue;
    seen.add(next);
    if (Array.isArray(next)) rest.push(...(next as unknown[]));
    else if (isNode(next)) {
      found.add(next);
      rest.push(next.args, next.meta.alternate, next.meta.macro);
    } else if (isPlainObject(next)) rest.push(...Object.values(next));
  }
  return found;
}

function isNode(value: unknown): value is Measurable {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value && 'meta' in value;
}

/** Elements of the lists and maps that a loop writes in each round. */
function literalElements(loop: Measurable): number {
  let sum = 0;
  for (const { op, args } of nodesOf(loop))
    if ((op === 'list' || op === 'map') && Array.isArray(args)) sum += args.length;
  return sum;
}

function stepsOf(op: string, [first, second]: readonly unknown[], literals: number): number {
  switch (op) {
    case 'in':
      return 1 + (Array.isArray(second) ? second.length * size(first) : 1);
    case '==':
    case '!=':
      // Values that differ in kind or length are told apart at once.
      return 1 + Math.min(deepSize(first), deepSize(second));
    case '+':
      return 1 + size(first) + size(second);
    case 'call':
    case 'rcall':
      return (first as readonly unknown[]).reduce<number>((sum, value) => sum + callSteps(value), 1);
    case 'comprehension':
      return 1 + size(first) * (1 + literals);
    default:
      return 1;
  }
}

function callSteps(value: unknown): number {
  return value instanceof Date ? ZONED_STEPS : size(value);
}

/** Elements of a list, pieces of a text. A map is asked by its keys, whatever it holds. */
function size(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_A_STEP;
  return Array.isArray(value) ? value.length : 1;
}

function deepSize(value: unknown): number {
  if (typeof value !== 'object' || value === null) return size(value);
  let sum = 1;
  for (const item of Object.values(value)) sum += deepSize(item);
  return sum;
}
