import {
  ABORT_TIMEOUT,
  decide,
  journeyView,
  type CompiledDefinition,
  type Decision,
  type JourneyView,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { LoadedJourney } from './loaded-journey';
import { stampedCommand, type PreparedCommand } from './prepared-command';

export interface DecisionContext {
  readonly command: PreparedCommand;
  /** Undefined where there is no journey yet. */
  readonly journey: LoadedJourney | undefined;
  readonly definition: CompiledDefinition;
  /** Of a migration: the version asked for, where there is one to run by. */
  readonly migrateTo?: CompiledDefinition;
  /** The instant of the decision: RFC 3339, UTC, milliseconds. */
  readonly now: string;
}

export type ExistingContext = DecisionContext & { readonly journey: LoadedJourney };

export function isExisting(context: DecisionContext): context is ExistingContext {
  return context.journey !== undefined;
}

/** @param maxContextBytes what a context may have as JSON. */
export function decisionIn(
  { command, journey, definition, migrateTo, now }: DecisionContext,
  maxContextBytes: number | undefined,
): Decision {
  return decide(stampedCommand(command, now), journey?.state, definition, defined({ migrateTo, maxContextBytes }));
}

/** Whether a decision follows from timeouts. The saga's command does as well: called stale, it would not come again. */
export function concernsTimeout({ journey, command }: DecisionContext, decision: Decision): boolean {
  if (decision.kind === 'repeated' || journey === undefined) return false;
  if (command.request.command.type === 'AbortOnTimeout') return true;
  return decision.kind === 'expired' || (decision.kind === 'accepted' && decision.events[0].type === ABORT_TIMEOUT);
}

/** A journey as the reply shows it. */
export function viewIn(context: DecisionContext, journey: LoadedJourney): JourneyView {
  return viewUnder(definitionIn(context, journey), context, journey);
}

/** The same without the upgrade that the next command may bring: what was done, as a repeat shows it. */
export function recordedViewIn(context: DecisionContext, journey: LoadedJourney): JourneyView {
  const definition = definitionIn(context, journey);
  if (definition.upgradesTo === undefined) return viewUnder(definition, context, journey);
  const { upgradesTo: _, ...recorded } = definition;
  return viewUnder(recorded, context, journey);
}

function definitionIn({ definition, migrateTo }: DecisionContext, { state }: LoadedJourney): CompiledDefinition {
  const others = [migrateTo, definition.upgradesTo];
  return others.find((other) => other?.version === state.definitionVersion) ?? definition;
}

function viewUnder(
  definition: CompiledDefinition,
  { command, now }: DecisionContext,
  { state, position }: LoadedJourney,
): JourneyView {
  return journeyView(command.request.command.sessionId, state, definition, now, position);
}
