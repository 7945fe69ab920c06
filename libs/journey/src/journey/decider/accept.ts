import type { Context, ContextValue } from '../../context';
import type { CompiledDefinition } from '../../definition/definition';
import type { Decision } from '../journey.decision';
import { CONTEXT_CHANGED, SCHEMA_DEFAULT } from '../journey.events';
import type { JourneyEvent } from '../journey.events';
import type { JourneyState } from '../journey.state';

export const UNCHANGED: Decision = { kind: 'nothing', outcome: 'unchanged' };

/** Records defaults that the stored context lacks first: auditors see from which revision they counted. */
export function advanced(
  state: JourneyState,
  definition: CompiledDefinition,
  events: readonly [JourneyEvent, ...JourneyEvent[]],
  outcome: 'advanced' | 'restarted' = 'advanced',
): Decision {
  const set = missingDefaults(state.context, definition);
  if (set === undefined) return { kind: 'accepted', outcome, events };
  const defaults: JourneyEvent = { type: CONTEXT_CHANGED, data: { set, unset: [], reason: SCHEMA_DEFAULT } };
  return { kind: 'accepted', outcome, events: [defaults, ...events] };
}

function missingDefaults(context: Context, definition: CompiledDefinition): Context | undefined {
  let missing: { [key: string]: ContextValue } | undefined;
  for (const [key, value] of Object.entries(definition.withDefaults(context))) {
    // What lacks nothing keeps its identity.
    if (!Object.hasOwn(context, key) || context[key] !== value) (missing ??= {})[key] = value;
  }
  return missing;
}
