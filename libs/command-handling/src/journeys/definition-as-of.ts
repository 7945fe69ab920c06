import { compileDefinition, timeoutRulesAsOf, withTimeoutRules, type CompiledDefinition } from '@ledger/journey';

/** A definition under the timeout rules as they stood at an instant (RFC 3339). */
export function definitionAsOf(definition: CompiledDefinition, instant: string): CompiledDefinition {
  const rules = definition.timeoutRules;
  if (rules === undefined) return definition;
  return withTimeoutRules(compileDefinition(definition.document), timeoutRulesAsOf(rules, instant));
}
