import {
  ABORT_TIMEOUT,
  ABORT_TIMEOUT_STATE,
  effectiveDeadline,
  JOURNEY_MIGRATED,
  JOURNEY_MOVED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  type AbortTimeout,
  type CompiledDefinition,
  type GuardTrace,
  type JourneyMigrated,
  type JourneyMoved,
  type JourneyRestarted,
  type JourneyStarted,
  type JourneyState,
  type JourneyTransitioned,
  type TransitionOption,
} from '@ledger/journey';
import type { ReplayFinding } from './replay.types';

export interface RuleVerdict {
  readonly findings: readonly ReplayFinding[];
  /** The transition that was taken, where the definition has it. */
  readonly edge?: TransitionOption;
  /** The guard that decided, as recorded. */
  readonly guard?: GuardTrace;
}

/** An event of the journey, its payload brought up to date. */
export interface JudgedEvent {
  readonly type: string;
  readonly data: object;
}

const SOUND: RuleVerdict = { findings: [] };

/** Compares an event with the definition and state it was made under. Guards count as they saw things then. */
export function checkAgainstRule(
  event: JudgedEvent,
  before: JourneyState | undefined,
  definition: CompiledDefinition,
): RuleVerdict {
  if (event.type === JOURNEY_STARTED) return checkStart(event.data as JourneyStarted, before, definition);
  if (before === undefined) return SOUND;
  switch (event.type) {
    case JOURNEY_TRANSITIONED:
      return checkTransition(event.data as JourneyTransitioned, before, definition);
    case ABORT_TIMEOUT:
      return checkTimeout(event.data as AbortTimeout, before, definition);
    case JOURNEY_RESTARTED:
      return checkRestart(event.data as JourneyRestarted, before, definition);
    case JOURNEY_MOVED:
      return checkMove(event.data as JourneyMoved, before, definition);
    case JOURNEY_MIGRATED:
      return checkMigration(event.data as JourneyMigrated, before);
    default:
      return SOUND;
  }
}

function checkStart(
  data: JourneyStarted,
  before: JourneyState | undefined,
  definition: CompiledDefinition,
): RuleVerdict {
  if (before !== undefined) return finding('START_WRONG', 'The journey was started before; it can start only once.');
  if (data.stateId === definition.initial) return SOUND;
  return finding('START_WRONG', `The journey begins in ${data.stateId}, and the definition in ${definition.initial}.`);
}

function checkTransition(data: JourneyTransitioned, before: JourneyState, definition: CompiledDefinition): RuleVerdict {
  const findings = fromFindings(data.from, before);
  const options = definition
    .transitionsFrom(data.from)
    .filter(({ target, event }) => target === data.to && (data.trigger === undefined || event === data.trigger));
  const by = data.trigger === undefined ? '' : ` by ${data.trigger}`;
  if (options.length === 0) {
    const reason = `Version ${definition.version} of ${definition.id} has no transition from ${data.from} to ${data.to}${by}.`;
    return { findings: [...findings, { kind: 'EDGE_MISSING', reason }], guard: data.guard };
  }
  const edge = options.find(({ guard }) => guard === data.guard?.expression);
  if (edge === undefined) {
    const expected = options.map(({ guard }) => guard ?? 'no guard').join(' or ');
    const reason = `The record says ${data.guard?.expression ?? 'no guard'}, and the definition has ${expected}.`;
    return { findings: [...findings, { kind: 'GUARD_MISMATCH', reason }], guard: data.guard };
  }
  return { findings, edge, guard: data.guard };
}

function checkTimeout(data: AbortTimeout, before: JourneyState, definition: CompiledDefinition): RuleVerdict {
  const findings = fromFindings(data.from, before);
  const target = definition.timeoutOf(data.from)?.target ?? ABORT_TIMEOUT_STATE;
  const wrong = (reason: string): number => findings.push({ kind: 'TIMEOUT_WRONG', reason });
  if (data.to !== target) wrong(`The timeout leads to ${data.to}, and the definition says ${target}.`);
  // By the definition under what operations had changed by then.
  const { deadline, frozen } = effectiveDeadline(before, definition);
  if (frozen) wrong(`All timeouts were paused when the journey was timed out in ${data.from}.`);
  else if (deadline === null) wrong(`The journey had no deadline in ${data.from}.`);
  else if (deadline !== data.deadline) {
    wrong(`The timeout names the deadline ${data.deadline}, and the journey had ${deadline}.`);
  }
  if (Date.parse(data.abortedAt) < Date.parse(data.deadline)) {
    wrong(`The journey was timed out at ${data.abortedAt}, before its deadline ${data.deadline}.`);
  }
  return { findings };
}

function checkRestart(data: JourneyRestarted, before: JourneyState, definition: CompiledDefinition): RuleVerdict {
  const findings = fromFindings(data.from, before);
  if (data.to !== definition.initial) {
    const reason = `The restart leads to ${data.to}, and the definition begins in ${definition.initial}.`;
    findings.push({ kind: 'EDGE_MISSING', reason });
  }
  return { findings: [...findings, ...endedFindings(before, definition)] };
}

/** An operator's move asks no transition, but its state has to be there and the journey must not have ended. */
function checkMove(data: JourneyMoved, before: JourneyState, definition: CompiledDefinition): RuleVerdict {
  const findings = [...fromFindings(data.from, before), ...endedFindings(before, definition)];
  if (!definition.hasState(data.to)) {
    const reason = `Version ${definition.version} of ${definition.id} has no state ${data.to}.`;
    findings.push({ kind: 'EDGE_MISSING', reason });
  }
  return { findings };
}

function checkMigration({ fromVersion }: JourneyMigrated, { definitionVersion }: JourneyState): RuleVerdict {
  if (fromVersion === definitionVersion) return SOUND;
  const reason = `The migration leaves version ${fromVersion}, and the journey ran by version ${definitionVersion}.`;
  return finding('FROM_MISMATCH', reason);
}

function endedFindings(before: JourneyState, definition: CompiledDefinition): readonly ReplayFinding[] {
  if (!definition.isFinal(before.stateId)) return [];
  return [{ kind: 'EDGE_MISSING', reason: `The journey had ended in ${before.stateId}; nothing leads out of it.` }];
}

function fromFindings(from: string, before: JourneyState): ReplayFinding[] {
  if (from === before.stateId) return [];
  return [{ kind: 'FROM_MISMATCH', reason: `The event leaves ${from}, and the journey was in ${before.stateId}.` }];
}

function finding(kind: ReplayFinding['kind'], reason: string): RuleVerdict {
  return { findings: [{ kind, reason }] };
}
