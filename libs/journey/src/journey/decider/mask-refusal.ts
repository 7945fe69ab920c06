import type { CompiledDefinition } from '../../definition/definition';
import { MASK, maskWritten } from '../../personal/masking';
import { personalDataOf } from '../../personal/personal-data';
import type { JourneyCommand } from '../journey.commands';
import type { Rejection } from '../journey.decision';
import { givenContext } from './given-context';
import { rejected } from './rejections';

/**
 * Refuses a command that would write the mask over the value that it stands for: a caller that may not see a personal
 * property sends back what it was shown.
 * @param definitions the one that the journey runs, and the one that the command takes it to.
 */
export function maskRefusal(
  command: JourneyCommand,
  definitions: readonly (CompiledDefinition | undefined)[],
): Rejection | undefined {
  const context = givenContext(command);
  if (context === undefined) return undefined;
  for (const definition of definitions) {
    const name = definition && maskWritten(context, personalDataOf(definition.document));
    if (name !== undefined) return refusal(name);
  }
  return undefined;
}

function refusal(name: string): Rejection {
  const advice = 'omit it to keep its value, or send the value itself';
  return rejected('CONTEXT_INVALID', `${name} is personal data, and "${MASK}" only stands for its value; ${advice}.`);
}
