import { UpcasterRegistry, type EventStore } from '@ledger/event-store';
import {
  ALL_PERSONAL,
  eitherPersonal,
  hasPersonal,
  JOURNEY_STARTED,
  maskedContext,
  maskedEvent,
  maskedInputs,
  personalDataOf,
  type PersonalData,
} from '@ledger/journey';
import { publishedDefinitions } from './published-definitions';
import type { Replay, ReplayRule, ReplayStep, StateSnapshot } from './replay.types';

/**
 * A replay without personal data: what any published version of the definition marks is left out, and named in `masked`. Of
 * a definition that the ledger does not hold, everything counts as personal.
 */
export async function maskedReplay(store: EventStore, found: Replay): Promise<Replay> {
  const hidden = await personalIn(store, found);
  if (!hasPersonal(hidden)) return found;
  return {
    ...found,
    steps: found.steps.map((step) => maskedStep(step, hidden)),
    state: maskedState(found.state, hidden),
  };
}

async function personalIn(store: EventStore, { tenant, steps }: Replay): Promise<PersonalData> {
  const start = steps.find((step) => step.kind === 'event' && step.type === JOURNEY_STARTED);
  const { definitionId } = (start?.kind === 'event' ? start.data : {}) as { definitionId?: unknown };
  if (typeof definitionId !== 'string') return ALL_PERSONAL;
  const versions = await publishedDefinitions(store, new UpcasterRegistry(), tenant, definitionId);
  if (versions.size === 0) return ALL_PERSONAL;
  return eitherPersonal([...versions.values()].map(({ definition }) => personalDataOf(definition.document)));
}

function maskedStep(step: ReplayStep, hidden: PersonalData): ReplayStep {
  if (step.kind === 'attempt') return { ...step, attempt: step.attempt && maskedEvent(step.attempt, hidden) };
  const { data, before, after, rule } = step;
  return {
    ...step,
    data: maskedEvent(data, hidden),
    before: maskedState(before, hidden),
    after: maskedState(after, hidden),
    rule: rule && maskedRule(rule, hidden),
  };
}

function maskedState(state: StateSnapshot | null, hidden: PersonalData): StateSnapshot | null {
  if (state === null) return null;
  const { shown: context, masked } = maskedContext(state.context, hidden);
  return masked.length === 0 ? state : { ...state, context, masked };
}

function maskedRule(rule: ReplayRule, hidden: PersonalData): ReplayRule {
  if (rule.guard === null) return rule;
  const { shown: inputs, masked } = maskedInputs(rule.guard.inputs, hidden);
  return masked.length === 0 ? rule : { ...rule, guard: { ...rule.guard, inputs, masked } };
}
