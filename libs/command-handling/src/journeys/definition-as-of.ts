import { defined } from '@ledger/plain-data';
import { compileDefinition, timeoutRulesAsOf, withTimeoutRules, type CompiledDefinition } from '@ledger/journey';

/** A definition under the timeout rules as they stood at an instant (RFC 3339). What it upgrades to now says nothing of then. */
export function definitionAsOf(definition: CompiledDefinition, instant: string): CompiledDefinition {
  const { timeoutRules, lineage, upgradesTo } = definition;
  if (timeoutRules === undefined && upgradesTo === undefined) return definition;
  const past = { ...compileDefinition(definition.document), ...defined({ lineage }) };
  return timeoutRules === undefined ? past : withTimeoutRules(past, timeoutRulesAsOf(timeoutRules, instant));
}
