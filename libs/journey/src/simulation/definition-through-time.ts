import { withTimeoutRules } from '../definition/compile-definition';
import type { CompiledDefinition } from '../definition/definition';
import { timeoutRulesAsOf, type TimeoutRules } from '../timing/timeout-rules';

/** A span of time in which operators changed no timeout. */
export interface RuledSpan {
  /** RFC 3339: since when. */
  readonly from: string;
  /** Its last instant that counts. */
  readonly to: string;
  readonly definition: CompiledDefinition;
}

/** A definition under the timeout rules as they stood at each time, so that a past deadline passes by the rules of its time. */
export class DefinitionThroughTime {
  readonly #bare: CompiledDefinition;
  readonly #rules: TimeoutRules | undefined;
  /** When a rule changed, in epoch milliseconds, in order. */
  readonly #changes: readonly number[];
  readonly #byChange = new Map<number, CompiledDefinition>();

  /** @param definition without rules. */
  constructor(definition: CompiledDefinition, rules: TimeoutRules | undefined) {
    this.#bare = definition;
    this.#rules = rules;
    this.#changes = rules === undefined ? [] : changesOf(rules);
  }

  /** By the rules of an instant (RFC 3339). */
  at(instant: string): CompiledDefinition {
    if (this.#rules === undefined) return this.#bare;
    const time = Date.parse(instant);
    const last = this.#changes.findLast((change) => change <= time);
    if (last === undefined) return this.#bare;
    const known = this.#byChange.get(last);
    if (known !== undefined) return known;
    const rules = timeoutRulesAsOf(this.#rules, new Date(last).toISOString());
    const definition = withTimeoutRules(this.#bare, rules);
    this.#byChange.set(last, definition);
    return definition;
  }

  /** The spans between two instants, in order; the last one ends with the second. */
  between(from: string, to: string): readonly RuledSpan[] {
    if (this.#rules === undefined) return [{ from, to, definition: this.#bare }];
    const [start, end] = [Date.parse(from), Date.parse(to)];
    const bounds = [start, ...this.#changes.filter((change) => change > start && change <= end)];
    return bounds.map((bound, index) => {
      const next = bounds[index + 1];
      const since = new Date(bound).toISOString();
      return {
        from: since,
        to: next === undefined ? to : new Date(next - 1).toISOString(),
        definition: this.at(since),
      };
    });
  }
}

function changesOf({ changes, pauses }: TimeoutRules): readonly number[] {
  const ofStates = [...changes.values()].flatMap((list) => list.map(({ at }) => at));
  const ofPauses = pauses.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  return [...new Set([...ofStates, ...ofPauses])].sort((one, other) => one - other);
}
