import type { CompiledDefinition } from '../definition/definition';
import type { FoldableEvent } from '../foldable-event';
import {
  NO_POLICY_MEMORY,
  nextPolicyDeadline,
  policiesAfter,
  policiesAt,
  type Policies,
  type PolicyBreach,
  type PolicyMemory,
  type StateEntered,
} from '../policy/policy-memory';
import { evolve } from './journey.fold';
import { JOURNEY_MIGRATED } from './journey.events';
import type { JourneyState } from './journey.state';

/** A breach, and the version whose policy was broken: the journey may run under another one by now. */
export interface ReviewedBreach extends PolicyBreach {
  readonly policyVersion: number;
}

/** What a journey's policies look like after its events. */
export interface PolicyReview {
  /** In the order in which they were broken; each once, also if a later version has the same policy. */
  readonly breaches: readonly ReviewedBreach[];
  /** Of the version that the journey runs under. */
  readonly policies: Policies;
  /** When the first time is over in which something is owed; undefined if there is none. */
  readonly nextDeadline: string | undefined;
  /** The journey; undefined if its events do not begin with a start. */
  readonly journey: JourneyState | undefined;
}

export interface PolicyReviewOptions {
  /** Policies of the version that a journey runs under; none if it has none or is not known. */
  readonly rulesOf: (definitionId: string, version: number) => PolicyRules | undefined;
  /** Times that are over by then are found; default: those that were over before an event. RFC 3339. */
  readonly now?: string;
  /** Whether the breach with this key is recorded: its deadline is not waited for again. Default: none is. */
  readonly isRecorded?: (key: string) => boolean;
}

/** What a review needs of a definition. */
export interface PolicyRules {
  readonly policies: Policies;
  isFinal(stateId: string): boolean;
}

/** The policies of a definition, and which of its states end a journey. */
export function policyRules(definition: CompiledDefinition): PolicyRules {
  const { policies = {} } = definition.document;
  return { policies, isFinal: (stateId) => definition.isFinal(stateId) };
}

/** Names a breach within its journey: the same however often it is found. */
export function breachKey({ policy, revision }: Pick<PolicyBreach, 'policy' | 'revision'>): string {
  return `${policy}@${revision}`;
}

const NO_RULES: PolicyRules = { policies: {}, isFinal: () => false };

/**
 * Finds what broke the policies of a journey, live and over history. A state counts each time that it is entered, by
 * whatever way; a migration enters none. After a migration the policies of the new version hold for the whole journey, whose
 * earlier states have the names that the migration gives them.
 */
export function policyReview(events: Iterable<FoldableEvent>, options: PolicyReviewOptions): PolicyReview {
  const { rulesOf, now, isRecorded = () => false } = options;
  const breaches = new Map<string, ReviewedBreach>();
  const found = (broken: readonly PolicyBreach[]): void => {
    for (const breach of broken) {
      const key = breachKey(breach);
      if (!breaches.has(key)) breaches.set(key, { ...breach, policyVersion });
    }
  };
  let policyVersion = 0;
  let entered: Omit<StateEntered, 'isFinal'>[] = [];
  let rules = NO_RULES;
  let memory: PolicyMemory = NO_POLICY_MEMORY;
  let journey: JourneyState | undefined;
  const enter = (entry: Omit<StateEntered, 'isFinal'>): void => {
    const progress = policiesAfter(rules.policies, memory, { ...entry, isFinal: rules.isFinal(entry.stateId) });
    memory = progress.memory;
    found(progress.breaches);
  };
  for (const event of events) {
    const before = journey;
    const after = evolve(before, event);
    journey = after;
    if (after === undefined || after === before) continue;
    if (after.definitionVersion !== before?.definitionVersion) {
      // What was over before the migration was broken under the policies of then.
      found(policiesAt(rules.policies, memory, event.occurredAt).breaches);
      rules = rulesOf(after.definitionId, after.definitionVersion) ?? NO_RULES;
      policyVersion = after.definitionVersion;
      entered = event.type === JOURNEY_MIGRATED ? renamed(entered, event) : entered;
      memory = NO_POLICY_MEMORY;
      entered.forEach(enter);
    }
    if (after.enteredRevision === before?.enteredRevision) continue;
    const entry = { stateId: after.stateId, revision: Number(event.revision), at: event.occurredAt };
    entered.push(entry);
    enter(entry);
  }
  if (now !== undefined) {
    const progress = policiesAt(rules.policies, memory, now);
    memory = progress.memory;
    found(progress.breaches);
  }
  const waiting = Object.entries(memory).filter(
    ([policy, { debt }]) => debt !== undefined && !isRecorded(breachKey({ policy, revision: debt.revision })),
  );
  return {
    breaches: [...breaches.values()],
    policies: rules.policies,
    nextDeadline: nextPolicyDeadline(rules.policies, Object.fromEntries(waiting)),
    journey,
  };
}

function renamed<Entry extends { readonly stateId: string }>(
  entries: readonly Entry[],
  { data }: FoldableEvent,
): Entry[] {
  const { stateMap } = data as { readonly stateMap?: Readonly<Record<string, string>> };
  if (stateMap === undefined) return [...entries];
  return entries.map((entry) => {
    const name = Object.hasOwn(stateMap, entry.stateId) ? stateMap[entry.stateId] : undefined;
    return { ...entry, stateId: name ?? entry.stateId };
  });
}
