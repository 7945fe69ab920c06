import type { ASTNode } from '@marcbachmann/cel-js';

/** What a guard names, found without running it. */
export interface GuardReads {
  /** `context.a.b` and `context['a']` as paths. */
  readonly contextPaths: readonly (readonly string[])[];
  /** Whether it takes the context as a whole, or by a computed key. */
  readonly wholeContext: boolean;
  /** State ids given to `visits()` as literals. */
  readonly visits: readonly string[];
  readonly channel: boolean;
  readonly now: boolean;
  /** Names of the functions and methods called. */
  readonly calls: ReadonlySet<string>;
  /** How deep loops (`all`, `exists`, `map`, ...) and `bind` stand inside each other. */
  readonly macroDepth: number;
  /** The path that is the whole expression, as in `context.verified`. */
  readonly barePath: readonly string[] | undefined;
  /** `visits('S') < n` that must hold for the guard to hold: state id to n, exclusive. */
  readonly visitLimits: ReadonlyMap<string, number>;
}

const MACROS: ReadonlySet<string> = new Set([
  'all',
  'exists',
  'exists_one',
  'existsOne',
  'filter',
  'map',
  'bind',
  'transformList',
  'transformMap',
  'sortBy',
]);

interface Findings {
  readonly paths: Map<string, readonly string[]>;
  readonly visits: Set<string>;
  readonly calls: Set<string>;
  wholeContext: boolean;
  channel: boolean;
  now: boolean;
  macroDepth: number;
}

/** Walks a freshly parsed expression (before a type check, which rewrites macros in place). */
export function readsOf(ast: ASTNode): GuardReads {
  const found: Findings = {
    paths: new Map(),
    visits: new Set(),
    calls: new Set(),
    wholeContext: false,
    channel: false,
    now: false,
    macroDepth: 0,
  };
  visit(ast, found, 0);
  const barePath = pathOf(ast);
  return {
    contextPaths: [...found.paths.values()],
    wholeContext: found.wholeContext,
    visits: [...found.visits],
    channel: found.channel,
    now: found.now,
    calls: found.calls,
    macroDepth: found.macroDepth,
    barePath,
    visitLimits: visitLimitsOf(ast),
  };
}

function visit(node: ASTNode, found: Findings, depth: number): void {
  const path = pathOf(node);
  if (path !== undefined) {
    found.paths.set(JSON.stringify(path), path);
    return;
  }
  switch (node.op) {
    case 'id':
      if (node.args === 'context') found.wholeContext = true;
      if (node.args === 'channel') found.channel = true;
      if (node.args === 'now') found.now = true;
      return;
    case 'call':
      noteCall(node.args[0], node.args[1], found);
      break;
    case 'rcall':
      found.calls.add(node.args[0]);
      if (MACROS.has(node.args[0])) {
        found.macroDepth = Math.max(found.macroDepth, depth + 1);
        for (const child of childrenOf(node.args)) visit(child, found, depth + 1);
        return;
      }
      break;
    default:
  }
  for (const child of childrenOf(node.args)) visit(child, found, depth);
}

function noteCall(name: string, args: readonly ASTNode[], found: Findings): void {
  found.calls.add(name);
  const [first] = args;
  if (name === 'visits' && first?.op === 'value' && typeof first.args === 'string') found.visits.add(first.args);
}

/** Operands stand in `args` as one node, a list of nodes, or lists inside lists. */
function childrenOf(args: unknown): readonly ASTNode[] {
  if (Array.isArray(args)) return args.flatMap((arg: unknown) => childrenOf(arg));
  return isNode(args) ? [args] : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** The path of `context.a['b']`, or undefined for anything else. */
function pathOf(node: ASTNode): readonly string[] | undefined {
  if (node.op === '.') return extend(node.args[0], node.args[1]);
  if (node.op === '[]' && node.args[1].op === 'value' && typeof node.args[1].args === 'string') {
    return extend(node.args[0], node.args[1].args);
  }
  return undefined;
}

function extend(base: ASTNode, key: string): readonly string[] | undefined {
  if (base.op === 'id') return base.args === 'context' ? [key] : undefined;
  const path = pathOf(base);
  return path && [...path, key];
}

/** Limits that stand in a chain of `&&` at the top, where each of them must hold. */
function visitLimitsOf(node: ASTNode): Map<string, number> {
  if (node.op === '&&') {
    const limits = visitLimitsOf(node.args[0]);
    for (const [state, limit] of visitLimitsOf(node.args[1])) {
      limits.set(state, Math.min(limit, limits.get(state) ?? limit));
    }
    return limits;
  }
  if (node.op !== '<' && node.op !== '<=') return new Map();
  const [left, right] = node.args;
  const state = left.op === 'call' && left.args[0] === 'visits' ? left.args[1][0] : undefined;
  if (state?.op !== 'value' || typeof state.args !== 'string') return new Map();
  if (right.op !== 'value' || typeof right.args !== 'bigint') return new Map();
  return new Map([[state.args, Number(right.args) + (node.op === '<=' ? 1 : 0)]]);
}
