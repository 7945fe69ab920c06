import { defined } from '@ledger/plain-data';
import type { Context } from '../../context';
import type { CompiledDefinition, Lineage } from '../../definition/definition';
import type { AbortOnTimeout, JourneyCommand, StartJourney } from '../journey.commands';
import type { JourneyState } from '../journey.state';
import { isPlainObject } from '../../plain-json';

/** What callers send for a journey. */
export type OpenJourneyCommand = Exclude<JourneyCommand, AbortOnTimeout>;

/**
 * A command in the names of the version that the journey runs. A call in progress keeps its flow: the old name of a state means
 * the new one, and properties that were dropped are left out.
 */
export function inPresentNames(
  command: OpenJourneyCommand,
  state: Pick<JourneyState, 'stateId'>,
  definition: CompiledDefinition,
): OpenJourneyCommand {
  const { lineage } = definition;
  if (lineage === undefined) return command;
  const present = (name: string): string => lineage.current.get(name) ?? name;
  switch (command.type) {
    case 'StartJourney':
      return startInPresentNames(command, definition);
    case 'TransitionJourney': {
      const { targetStateId, event, context } = command;
      const isKnown = definition.transitionsFrom(state.stateId).some((option) => option.event === event);
      return {
        ...withLock(command, present),
        ...(targetStateId === undefined ? {} : { targetStateId: present(targetStateId) }),
        ...(event === undefined || isKnown ? {} : { event: present(event) }),
        ...(context === undefined ? {} : { context: withoutDropped(context, lineage) }),
      };
    }
    case 'ChangeContext':
      return { ...withLock(command, present), patch: withoutDropped(command.patch, lineage) };
    case 'MoveJourney':
      return { ...withLock(command, present), targetStateId: present(command.targetStateId) };
    case 'ChangeChannel':
    case 'AddAlias':
    case 'RemoveAlias':
    case 'ChangeDeadline':
    case 'RestartJourney':
    case 'MigrateJourney':
      return withLock(command, present);
  }
}

/** The same for a start, also where there is no journey yet. */
export function startInPresentNames(command: StartJourney, { lineage }: CompiledDefinition): StartJourney {
  if (lineage === undefined) return command;
  const { initialStateId, context } = command;
  const initial = initialStateId && (lineage.current.get(initialStateId) ?? initialStateId);
  return { ...command, ...defined({ initialStateId: initial, context: context && withoutDropped(context, lineage) }) };
}

function withLock<Command extends { readonly expectedStateId?: string }>(
  command: Command,
  present: (name: string) => string,
): Command {
  const { expectedStateId } = command;
  return expectedStateId === undefined ? command : { ...command, expectedStateId: present(expectedStateId) };
}

function withoutDropped(context: Context, { dropped }: Lineage): Context {
  // Anything but an object is refused as such.
  if (dropped.size === 0 || !isPlainObject(context)) return context;
  return Object.fromEntries(Object.entries(context).filter(([name]) => !dropped.has(name)));
}
