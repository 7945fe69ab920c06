import { RE2JS } from 're2js';
import { figure } from '@ledger/plain-data';
import { linearSyntax, UnboundedPattern } from './linear-syntax';

export type LinearPattern =
  /** `steps`: at most so many for each character of a text. */
  | { readonly ok: true; readonly steps: number; readonly test: (text: string) => boolean }
  /** `problem` completes the sentence "The pattern ...". */
  | { readonly ok: false; readonly problem: string };

/** Steps that a pattern may take for each character of a text: beyond, the longest body would take some seconds. */
const MAX_STEPS = 1_500;

/** Compiles a pattern of a JSON Schema for an engine whose time grows with the text only; it gives what JavaScript's gives. */
export function linearPattern(source: string): LinearPattern {
  try {
    // The translation relies on a pattern that is valid.
    new RegExp(source, 'u');
  } catch (error) {
    return { ok: false, problem: `is not a regular expression: ${reasonOf(error)}` };
  }
  try {
    const pattern = RE2JS.compile(linearSyntax(source));
    const steps = pattern.programSize();
    if (steps > MAX_STEPS) {
      const size = `takes ${figure(steps)} steps for each character, and ${figure(MAX_STEPS)} is the limit`;
      return { ok: false, problem: `${size}; use maxLength for lengths` };
    }
    return { ok: true, steps, test: (text) => pattern.test(text) };
  } catch (error) {
    if (error instanceof UnboundedPattern) return { ok: false, problem: error.message };
    return { ok: false, problem: engineProblem(reasonOf(error)) };
  }
}

function engineProblem(reason: string): string {
  if (reason.includes('repeat')) {
    return 'repeats a part more than 1,000 times in all, for which the engine has no room; use maxLength and minLength';
  }
  if (reason.includes('character class range')) {
    return 'names a Unicode property that the engine lacks; use a general category (\\p{L}) or a script (\\p{Script=Greek})';
  }
  return `is beyond what the engine takes (${reason}); make it simpler`;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown error';
  return message.replace(/^Invalid regular expression: \/.*\/u: /s, '').replace(/^error parsing regexp: /, '');
}
