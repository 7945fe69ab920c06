import type { LedgerEvent } from '../delivery/ledger-event';
import type { JourneyDefinition } from './journey-definitions';
import type { RulesByVersion } from './policy-rules';
import { isTimeoutRule } from './timeout-rules.projection';
import type { LoadedRules } from './timing/stored-rules';

/**
 * What a run has read of the definitions and timeout rules. Their tables are written by the run alone, and seldom: the
 * three queries of each batch took about a fifteenth of the CPU of live events in batches of a hundred.
 */
export class DefinitionMemory {
  /** By `definitionOf`; without those that are not published yet. */
  readonly definitions = new Map<string, JourneyDefinition>();
  /** By tenant and definition; undefined where no version has policies. */
  readonly policies = new Map<string, RulesByVersion | undefined>();
  rules: LoadedRules | undefined;
}

/** Whether an event may change what is remembered. */
export function changesDefinitions(event: LedgerEvent): boolean {
  return event.kind === 'definition' || isTimeoutRule(event);
}
