import {
  ABORT_TIMEOUT,
  decide,
  eitherPersonal,
  evolve,
  personalDataOf,
  timeoutReason,
  transitionReasons,
  type CompiledDefinition,
  type Context,
  type Decision,
  type GuardPart,
  type PersonalData,
  type TransitionReasons,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { successOutcome } from './command-replies';
import type { LoadedJourney } from './loaded-journey';
import { withoutPersonalInputs } from './personal-data';

/** A journey at some time, under the rules of that time. */
export interface JourneyAt {
  readonly sessionId: string;
  readonly journey: LoadedJourney;
  readonly definition: CompiledDefinition;
  /** RFC 3339: what deadlines and guards refer to. */
  readonly now: string;
}

/** A transition that is only considered. */
export interface ConsideredMove {
  readonly targetStateId?: string | undefined;
  readonly event?: string | undefined;
  readonly context?: Context | undefined;
  readonly channel?: string | undefined;
  /** Optimistic lock, as the command would carry it. */
  readonly expectedRevision?: bigint | undefined;
}

export type ConsideredOutcome = 'ADVANCED' | 'UNCHANGED' | 'RESTARTED' | 'REJECTED' | 'EXPIRED' | 'CONFLICT';

export interface Considered {
  readonly definitionId: string;
  readonly revision: number;
  readonly now: string;
  readonly reasons: TransitionReasons;
  /** Undefined unless a transition was asked for. */
  readonly result: ConsideredResult | undefined;
}

export interface ConsideredResult {
  readonly outcome: ConsideredOutcome;
  readonly code: string | null;
  readonly reason: string | null;
  /** Where the journey would be. */
  readonly stateId: string;
  /** What would be appended. */
  readonly events: readonly { readonly type: string; readonly data: object }[];
}

/**
 * Decides by the function that decides commands, and evaluates every way out. Personal inputs of guards are withheld.
 * @param maxContextBytes what a context may have as JSON.
 */
export function considered(
  at: JourneyAt,
  move: ConsideredMove | undefined,
  maxContextBytes: number | undefined,
): Considered {
  const { journey, definition, now } = at;
  const documents = [definition.document, ...(definition.upgradesTo ? [definition.upgradesTo.document] : [])];
  const personal = eitherPersonal(documents.map(personalDataOf));
  const reasons = transitionReasons(journey.state, definition, now);
  const targets = reasons.targets.map((target) => ({
    ...target,
    transitions: target.transitions.map((transition) => ({
      ...transition,
      guard: transition.guard && withoutPersonal(transition.guard, personal),
    })),
  }));
  return {
    definitionId: definition.id,
    revision: Number(journey.state.revision),
    now,
    reasons: { ...reasons, targets },
    result: move && resultOf(at, move, maxContextBytes),
  };
}

function resultOf(
  { sessionId, journey, definition, now }: JourneyAt,
  move: ConsideredMove,
  maxContextBytes: number | undefined,
): ConsideredResult {
  const { targetStateId, event, context, channel, expectedRevision } = move;
  const command = defined({
    type: 'TransitionJourney' as const,
    sessionId,
    now,
    targetStateId,
    event,
    context,
    channel,
    expectedRevision,
  });
  const decision = decide(command, journey.state, definition, defined({ maxContextBytes }));
  const stays = journey.state.stateId;
  switch (decision.kind) {
    case 'accepted':
    case 'expired': {
      const { events } = decision;
      return { ...answerOf(events), stateId: stateAfter(journey, decision, now), events };
    }
    case 'nothing':
      return { outcome: 'UNCHANGED', code: null, reason: null, stateId: stays, events: [] };
    case 'rejected':
      return { outcome: 'REJECTED', code: decision.code, reason: decision.reason, stateId: stays, events: [] };
    case 'late':
      return { outcome: 'EXPIRED', code: 'JOURNEY_EXPIRED', reason: decision.reason, stateId: stays, events: [] };
    case 'conflict':
      return { outcome: 'CONFLICT', code: 'REVISION_CONFLICT', reason: decision.reason, stateId: stays, events: [] };
    case 'repeated':
    case 'not-found':
      throw new TypeError(`A transition without an id, of a journey that is there, cannot be ${decision.kind}.`);
  }
}

/** As the reply to the command says it. */
function answerOf(
  events: Extract<Decision, { kind: 'accepted' | 'expired' }>['events'],
): Pick<ConsideredResult, 'outcome' | 'code' | 'reason'> {
  const [first] = events;
  if (first.type !== ABORT_TIMEOUT) {
    const outcome = successOutcome({ type: 'TransitionJourney' }, events) as ConsideredOutcome;
    return { outcome, code: null, reason: null };
  }
  const { from, deadline, to } = first.data;
  return { outcome: 'EXPIRED', code: 'JOURNEY_EXPIRED', reason: timeoutReason(from, deadline, to) };
}

function stateAfter(
  { state }: LoadedJourney,
  { events }: Extract<Decision, { kind: 'accepted' | 'expired' }>,
  occurredAt: string,
): string {
  let after = state;
  for (const { type, data } of events) {
    const next = evolve(after, { type, data, revision: after.revision + 1n, occurredAt });
    if (next !== undefined) after = next;
  }
  return after.stateId;
}

/** The inputs of a guard without personal values: they are those that a refusal is recorded with. */
function withoutPersonal(part: GuardPart, personal: PersonalData): GuardPart {
  const { inputs } = withoutPersonalInputs(part.inputs, personal);
  return { ...part, inputs, parts: part.parts.map((each) => withoutPersonal(each, personal)) };
}
