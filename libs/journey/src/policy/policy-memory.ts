import type { PolicyDefinition, PolicyKind } from '../definition/definition';
import { deadlineOf } from '../timing/duration';
import { policyAutomaton } from './policy-automaton';

/** A state that a journey entered. */
export interface StateEntered {
  readonly stateId: string;
  readonly isFinal: boolean;
  /** Of the event by which it was entered. */
  readonly revision: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
}

/** What a policy owes, and since when. */
export interface PolicyDebt {
  /** Of the event since which it is owed. */
  readonly revision: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly since: string;
}

/** Where the policies of a definition stand in a journey, by name. Plain JSON. */
export type PolicyMemory = Readonly<Record<string, { readonly phase: number; readonly debt?: PolicyDebt }>>;

export type Policies = Readonly<Record<string, PolicyDefinition>>;

/** A policy that a journey broke. */
export interface PolicyBreach {
  readonly policy: string;
  readonly kind: PolicyKind;
  /** Of the event that broke it; of what is owed, of the event since which it was: one breach for one debt. */
  readonly revision: number;
  /** When it was broken: of a time that was over, its end. RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** The state that broke it by being entered, or in which the journey ended; absent if a time was over. */
  readonly stateId?: string;
  /** The end of `within`, if that broke it. */
  readonly deadline?: string;
}

export interface PolicyProgress {
  readonly memory: PolicyMemory;
  readonly breaches: readonly PolicyBreach[];
}

/** Before the journey has entered a state. */
export const NO_POLICY_MEMORY: PolicyMemory = {};

/** Where the policies stand once the journey has entered a state; times that were over before are found first. */
export function policiesAfter(policies: Policies, memory: PolicyMemory, entered: StateEntered): PolicyProgress {
  const { memory: before, breaches } = policiesAt(policies, memory, entered.at);
  const found = [...breaches];
  const after = Object.entries(policies).map(([name, policy]) => {
    const automaton = policyAutomaton(policy);
    const { phase: phaseBefore, debt: debtBefore } = before[name] ?? { phase: automaton.start };
    const { phase, isBroken } = automaton.enter(phaseBefore, entered.stateId);
    const breach = (revision: number): PolicyBreach => ({
      policy: name,
      kind: policy.kind,
      revision,
      at: entered.at,
      stateId: entered.stateId,
    });
    if (isBroken) found.push(breach(debtBefore?.revision ?? entered.revision));
    if (!automaton.isOwed(phase)) return [name, { phase }] as const;
    // What was owed by the next state at once is owed again, by another one.
    const isSameDebt = debtBefore !== undefined && policy.kind !== 'chainResponse';
    const debt = isSameDebt ? debtBefore : { revision: entered.revision, since: entered.at };
    if (!entered.isFinal) return [name, { phase, debt }] as const;
    found.push(breach(debt.revision));
    return [name, { phase: automaton.settled }] as const;
  });
  return { memory: Object.fromEntries(after), breaches: found };
}

/** Where the policies stand at a time at which the journey has not moved on. */
export function policiesAt(policies: Policies, memory: PolicyMemory, now: string): PolicyProgress {
  const breaches: PolicyBreach[] = [];
  const after = Object.entries(memory).map(([name, stands]) => {
    const policy = policies[name];
    const { debt } = stands;
    const deadline = policy === undefined ? undefined : deadlineIn(policy, debt);
    if (policy === undefined || debt === undefined || deadline === undefined || !isBefore(deadline, now)) {
      return [name, stands] as const;
    }
    breaches.push({ policy: name, kind: policy.kind, revision: debt.revision, at: deadline, deadline });
    return [name, { phase: policyAutomaton(policy).settled }] as const;
  });
  return breaches.length === 0 ? { memory, breaches } : { memory: Object.fromEntries(after), breaches };
}

/** When the first time is over in which something is owed; undefined if there is none. */
export function nextPolicyDeadline(policies: Policies, memory: PolicyMemory): string | undefined {
  let first: string | undefined;
  for (const [name, { debt }] of Object.entries(memory)) {
    const policy = policies[name];
    const deadline = policy === undefined ? undefined : deadlineIn(policy, debt);
    if (deadline !== undefined && (first === undefined || isBefore(deadline, first))) first = deadline;
  }
  return first;
}

function deadlineIn({ within }: PolicyDefinition, debt: PolicyDebt | undefined): string | undefined {
  return within === undefined || debt === undefined ? undefined : deadlineOf(debt.since, { after: within });
}

function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}
