import type { JourneyCommand } from '../journey.commands';

/** The context, or the patch of it, that a command gives, as it came; undefined if it gives none. */
export function givenContext(command: JourneyCommand): unknown {
  if (command.type === 'ChangeContext') return command.patch;
  if (command.type === 'MigrateJourney') return command.set;
  return command.type === 'StartJourney' || command.type === 'TransitionJourney' ? command.context : undefined;
}
