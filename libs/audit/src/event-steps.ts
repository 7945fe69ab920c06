import {
  ChainVerifier,
  type EventStore,
  type ReadEvent,
  type RecordedEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  ABORT_TIMEOUT,
  evolve,
  withTimeoutRules,
  type JourneyState,
  type TimeoutRules,
  type TransitionOption,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { publishedDefinitions, type AuditedDefinition } from './published-definitions';
import type { EventStep, ReplayFinding, ReplayRule, RuleEdge } from './replay.types';
import { checkAgainstRule } from './rule-check';
import { TimeoutRulesThen } from './timeout-rules-then';
import { chainFindings, envelopeOf, foldable, readEvent, snapshot } from './step-envelope';

/**
 * Judged in the order in which they were made, from the whole stream `recorded`. The states shown are those of the
 * shown events alone, since a cut by business time may leave out events in between.
 */
export async function eventSteps(
  store: EventStore,
  tenant: string,
  recorded: readonly RecordedEvent[],
  shows: (event: RecordedEvent) => boolean,
  upcasters: UpcasterRegistry,
): Promise<readonly EventStep[]> {
  const verifier = new ChainVerifier();
  let definitions: ReadonlyMap<number, AuditedDefinition> | undefined;
  let rules: TimeoutRulesThen | undefined;
  let state: JourneyState | undefined;
  let shown: JourneyState | undefined;
  const steps: EventStep[] = [];
  for (const event of recorded) {
    const findings = chainFindings(verifier, event);
    const read = readEvent(event, upcasters, findings);
    const before = state;
    if (read !== undefined) state = evolve(state, foldable(read));
    const ruled = before ?? state;
    if (read !== undefined && ruled === undefined) {
      findings.push({
        kind: 'START_WRONG',
        reason: `The journey begins with ${read.type}; it should begin with a start.`,
      });
    }
    if (ruled !== undefined) definitions ??= await publishedDefinitions(store, upcasters, tenant, ruled.definitionId);
    if (ruled !== undefined && read?.type === ABORT_TIMEOUT) {
      rules ??= await TimeoutRulesThen.read(store, upcasters, tenant, ruled.definitionId);
    }
    const audited = ruled && underRules(definitions?.get(ruled.definitionVersion), rules?.before(event.position));
    const rule = ruled && read ? ruleOf(read, before, ruled, audited, findings) : null;
    if (!shows(event)) continue;
    const shownBefore = shown;
    if (read !== undefined) shown = evolve(shown, foldable(read));
    steps.push({
      ...envelopeOf(event, read),
      kind: 'event',
      revision: Number(event.revision),
      type: read?.type ?? event.type,
      data: read?.data ?? {},
      before: snapshot(shownBefore),
      after: snapshot(shown),
      rule,
      findings,
    });
  }
  return steps;
}

/** The definition as operations had changed its timeouts by then. */
function underRules(
  audited: AuditedDefinition | undefined,
  rules: TimeoutRules | undefined,
): AuditedDefinition | undefined {
  if (audited === undefined || rules === undefined) return audited;
  return { ...audited, definition: withTimeoutRules(audited.definition, rules) };
}

/** Adds to `findings` what the definition says against the event. */
function ruleOf(
  read: ReadEvent,
  before: JourneyState | undefined,
  ruled: JourneyState,
  audited: AuditedDefinition | undefined,
  findings: ReplayFinding[],
): ReplayRule {
  const { definitionId, definitionVersion, definitionHash } = ruled;
  const named = { definitionId, definitionVersion, definitionHash };
  if (audited === undefined) {
    const reason = `The ledger holds no version ${definitionVersion} of ${definitionId}.`;
    findings.push({ kind: 'DEFINITION_MISSING', reason });
    return { ...named, edge: null, guard: null };
  }
  const { definition, faults } = audited;
  if (definition.hash !== definitionHash) {
    const reason = `The journey runs under hash ${definitionHash}, and the ledger holds ${definition.hash}.`;
    findings.push({ kind: 'DEFINITION_CHANGED', reason });
  }
  if (before === undefined) {
    for (const reason of faults) findings.push({ kind: 'DEFINITION_CHANGED', reason });
  }
  const verdict = checkAgainstRule(read, before, definition);
  findings.push(...verdict.findings);
  return {
    ...named,
    edge: verdict.edge === undefined ? null : ruleEdge(verdict.edge),
    guard: verdict.guard ?? null,
  };
}

function ruleEdge({ from, target, event, guard, fromAnyState }: TransitionOption): RuleEdge {
  return defined({ from, to: target, event, guard, fromAnyState });
}
