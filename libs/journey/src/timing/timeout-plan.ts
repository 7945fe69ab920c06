import type { TimeoutChange, TimeoutOverride, TimeoutPause, TimeoutRules } from './timeout-rules';

/**
 * One step in computing the instant at which a wait is due, in epoch milliseconds. This program for one journey and a
 * database for a million take the same steps in the same order, and so find the same instant:
 *
 * - `own`: the instant that the journey's own events give, or none;
 * - `after`: when the state was entered, plus `ms`;
 * - `floor`: what is due by `at` is due at `due` instead;
 * - `shift`: what is due after `start`, which is `from` or the beginning of the wait if that was later, and began before
 *   `to`, is due as much later as `to` is after `start`;
 * - `freeze`: what is due after `from`, or began after it, is not due for now.
 */
export type TimeoutStep =
  | { readonly kind: 'own' }
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'floor'; readonly at: number; readonly due: number }
  | { readonly kind: 'shift'; readonly from: number; readonly to: number }
  | { readonly kind: 'freeze'; readonly from: number };

/** The steps for journeys that entered a state within a span of time. */
export interface TimeoutPlan {
  /** Epoch milliseconds, inclusive; -Infinity for the first span. */
  readonly enteredFrom: number;
  /** Exclusive; Infinity for the last one. */
  readonly enteredBefore: number;
  /** Undefined if the timeout is the definition's. */
  readonly override: TimeoutOverride | undefined;
  readonly steps: readonly TimeoutStep[];
}

/** A wait whose due instant is to be computed, in epoch milliseconds. */
export interface Wait {
  readonly entered: number;
  /** When what it waits for was set: `entered`, or when its deadline was changed. */
  readonly since: number;
  /** What the journey's own events say; null if they say nothing. */
  readonly own: number | null;
}

export interface DueInstant {
  /** Epoch milliseconds; null if the wait has no end. */
  readonly due: number | null;
  /** Whether a pause freezes it: it is not due before the pause has ended, and later by then. */
  readonly frozen: boolean;
}

/**
 * The plans of a state whose deadline follows from its definition, in the order of their spans: they leave no gap.
 * @param stateIds more than one if a migration renamed the state: changes under each of its names count, in their order.
 */
export function timeoutPlans({ changes, pauses }: TimeoutRules, stateIds: readonly string[]): readonly TimeoutPlan[] {
  const ofState = [...new Set(stateIds)].flatMap((stateId) => changes.get(stateId) ?? []);
  ofState.sort((one, other) => one.revision - other.revision);
  const bounds = [-Infinity, ...[...new Set(ofState.map(({ at }) => at))].sort((a, b) => a - b)];
  return bounds.map((enteredFrom, index) => {
    const { override, floor } = ruleFor(ofState, enteredFrom);
    const base: TimeoutStep = override === undefined ? { kind: 'own' } : { kind: 'after', ms: override.afterMs };
    return {
      enteredFrom,
      enteredBefore: bounds[index + 1] ?? Infinity,
      override,
      steps: [
        base,
        ...(floor === undefined
          ? pauseSteps(pauses)
          : [...pauseSteps(pauses, -Infinity, floor.at), floor, ...pauseSteps(pauses, floor.at)]),
      ],
    };
  });
}

/** The steps for a deadline that is the session's own: no override touches it. */
export function sessionSteps({ pauses }: TimeoutRules): readonly TimeoutStep[] {
  return [{ kind: 'own' }, ...pauseSteps(pauses)];
}

/** Takes the steps of a plan. */
export function dueInstant(steps: readonly TimeoutStep[], { entered, since, own }: Wait): DueInstant {
  let due: number | null = null;
  for (const step of steps) {
    switch (step.kind) {
      case 'own':
        due = own;
        break;
      case 'after':
        due = entered + step.ms;
        break;
      case 'floor':
        if (due !== null && due <= step.at) due = step.due;
        break;
      case 'shift': {
        const start = Math.max(step.from, since);
        if (due !== null && due > start && start < step.to) due += step.to - start;
        break;
      }
      case 'freeze':
        if (due !== null && due > Math.max(step.from, since)) return { due, frozen: true };
        break;
    }
  }
  return { due, frozen: false };
}

/** Which override holds for journeys that entered at an instant, and the grace of the last change. */
function ruleFor(
  changes: readonly TimeoutChange[],
  entered: number,
): {
  readonly override: TimeoutOverride | undefined;
  readonly floor: Extract<TimeoutStep, { kind: 'floor' }> | undefined;
} {
  const held: TimeoutOverride[] = [];
  let override: TimeoutOverride | undefined;
  let floor: Extract<TimeoutStep, { kind: 'floor' }> | undefined;
  for (const change of changes) {
    if (change.kind === 'override') {
      if (entered >= change.at || change.applyTo === 'waiting') held.push(change);
    } else {
      const index = held.findIndex(({ revision }) => revision === change.overrideRevision);
      if (index >= 0) held.splice(index, 1);
    }
    const next = held.at(-1);
    if (next === override) continue;
    override = next;
    const { at, graceMs } = change;
    // A journey that entered later came under the rule as it was by then.
    floor = entered < at && graceMs > 0 ? { kind: 'floor', at, due: at + graceMs } : undefined;
  }
  return { override, floor };
}

/** The parts of the pauses that lie between two instants. */
function pauseSteps(pauses: readonly TimeoutPause[], begin = -Infinity, end = Infinity): readonly TimeoutStep[] {
  return pauses.flatMap(({ from, to }): TimeoutStep[] => {
    const start = Math.max(from, begin);
    if (start >= end) return [];
    if (to === null)
      return end === Infinity ? [{ kind: 'freeze', from: start }] : [{ kind: 'shift', from: start, to: end }];
    const stop = Math.min(to, end);
    return start < stop ? [{ kind: 'shift', from: start, to: stop }] : [];
  });
}
