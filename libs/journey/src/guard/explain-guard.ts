import { serialize, type ASTNode } from '@marcbachmann/cel-js';
import type { Context } from '../context';
import { compileGuard } from './compile-guard';
import { GuardBudget } from './guard-cost';
import { guardEnvironment } from './guard-environment';
import type { GuardScope } from './guard-scope';

/** A part of a guard: the whole, or an operand of `&&`, `||` or `!` in it. */
export interface GuardPart {
  /** As the definition has it. */
  readonly expression: string;
  readonly operator: 'all' | 'any' | 'not' | 'condition';
  readonly holds: boolean;
  readonly inputs: Context;
  /** Why it cannot be evaluated; it counts as false then. */
  readonly error?: string;
  /** Of `all`, `any` and `not`: its operands. */
  readonly parts: readonly GuardPart[];
}

/** A guard taken apart, each part with its value on the same inputs. An invalid guard is one part, which is false. */
export function explainGuard(expression: string, scope: Omit<GuardScope, 'budget'>): GuardPart {
  return explained(rootOf(expression), expression, scope);
}

/**
 * What would have to be true for a guard that is false, in CEL; empty if it holds. Of alternatives each would do. A part
 * that cannot be evaluated is named like one that is false.
 */
export function neededBy(part: GuardPart): string {
  return part.holds && part.error === undefined ? '' : needed(part, true).text;
}

interface Needed {
  readonly text: string;
  readonly isChoice: boolean;
}

function needed({ operator, expression, parts, holds }: GuardPart, wanted: boolean): Needed {
  const [only] = parts;
  if (operator === 'not' && only !== undefined) return needed(only, !wanted);
  if (operator === 'condition') return { text: wanted ? expression : `!(${expression})`, isChoice: false };
  const isEach = (operator === 'all') === wanted;
  // Of a conjunction what is right already stays so; of alternatives any would do.
  const open = isEach && holds !== wanted ? parts.filter((each) => each.holds !== wanted) : parts;
  const found = open.map((each) => needed(each, wanted));
  if (found.length === 1 && found[0] !== undefined) return found[0];
  if (!isEach) return { text: found.map(({ text }) => text).join(' || '), isChoice: true };
  return { text: found.map(({ text, isChoice }) => (isChoice ? `(${text})` : text)).join(' && '), isChoice: false };
}

function rootOf(expression: string): ASTNode | undefined {
  try {
    return guardEnvironment.parse(expression).ast;
  } catch {
    return undefined;
  }
}

function explained(node: ASTNode | undefined, expression: string, scope: Omit<GuardScope, 'budget'>): GuardPart {
  const compiled = compileGuard(expression);
  const verdict = compiled.ok
    ? compiled.guard.evaluate({ ...scope, budget: new GuardBudget() })
    : { holds: false, inputs: {}, error: `The guard ${compiled.problem}.` };
  const { operator, operands } = operandsOf(node);
  const parts = operands.map((operand) => explained(operand, textOf(operand), scope));
  return { expression, operator, ...verdict, parts };
}

/** As the definition has it, unless the place of the node cuts through parentheses, which belong to no node. */
function textOf(node: ASTNode): string {
  const written = node.input.slice(node.range.start, node.range.end);
  const parsed = rootOf(written);
  const meaning = serialize(node);
  return parsed !== undefined && serialize(parsed) === meaning ? written : meaning;
}

function operandsOf(node: ASTNode | undefined): {
  readonly operator: GuardPart['operator'];
  readonly operands: readonly ASTNode[];
} {
  switch (node?.op) {
    case '&&':
      return { operator: 'all', operands: flattened(node, '&&') };
    case '||':
      return { operator: 'any', operands: flattened(node, '||') };
    case '!_':
      return { operator: 'not', operands: [node.args] };
    default:
      return { operator: 'condition', operands: [] };
  }
}

/** `a && b && c` is one conjunction of three. */
function flattened(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  if (node.op !== op) return [node];
  return (node.args as readonly ASTNode[]).flatMap((operand) => flattened(operand, op));
}
