import { Type } from '@sinclair/typebox';
import { TRANSITION_REASONS, type GuardPart as Part } from '@ledger/journey';
import {
  anyObject,
  choice,
  component,
  count,
  flag,
  instant,
  list,
  object,
  orNull,
  text,
  version,
  type Reply,
} from '../openapi/schema-parts';

const OPERATORS = ['all', 'any', 'not', 'condition'] as const;

/** Parts of parts: the document refers to the component by its name, as a schema cannot contain itself. */
const GuardPart = component('GuardPart', 'A guard, or a part of one, with its value on the inputs that it saw.', {
  expression: text('CEL, as the definition has it.'),
  operator: choice(
    OPERATORS,
    'all: every part must hold (&&); any: one must (||); not: the part must not (!); condition: it has no parts.',
  ),
  holds: flag('Whether it is true.'),
  inputs: anyObject<Part['inputs']>('What it read, by name; personal properties of the context are left out.'),
  error: Type.Optional(text('Why it cannot be evaluated; it counts as false then.')),
  parts: Type.Unsafe<readonly Part[]>({
    type: 'array',
    description: 'Its parts, in order.',
    items: { $ref: '#/components/schemas/GuardPart' },
  }),
});

const TargetReason = object('A state of the definition.', {
  stateId: text('The state.'),
  allowed: flag('Whether the journey may enter it now.'),
  reason: choice(
    TRANSITION_REASONS,
    'ALLOWED; GUARD_FAILED: no guard that leads there holds; NO_TRANSITION: none leads there from the present state; JOURNEY_ENDED; JOURNEY_EXPIRED: the deadline has passed.',
  ),
  transitions: list(
    'Transitions that lead there, in the order in which they are tried.',
    object('A transition.', {
      event: orNull(text('Event that triggers it; null if it has none.')),
      fromAnyState: flag('Whether it is one of anyState.'),
      guard: orNull(GuardPart),
      needs: text('What would have to be true, in CEL; empty if the transition is allowed.'),
    }),
  ),
});

export const JourneyTargets = component('JourneyTargets', 'Why each state can, or cannot, be entered next.', {
  sessionId: text('Key of the journey.'),
  definitionId: text('Definition that the journey runs.'),
  definitionVersion: version('Version that its next command is decided by.'),
  revision: count('Revision of the journey that this is of.'),
  now: instant('The time that deadlines and guards refer to.'),
  stateId: text('State that the journey is in.'),
  targets: list('Every state of the definition.', TargetReason),
});
export type JourneyTargets = Reply<typeof JourneyTargets>;

const OUTCOMES = ['ADVANCED', 'UNCHANGED', 'RESTARTED', 'REJECTED', 'EXPIRED', 'CONFLICT'] as const;

export const TransitionDryRun = component('TransitionDryRun', 'What a transition would do; nothing was stored.', {
  dryRun: Type.Literal(true, { description: 'Nothing was stored.' }),
  sessionId: text('Key of the journey.'),
  revision: count('Revision of the journey that it was decided on.'),
  now: instant('The time that it was decided for.'),
  outcome: choice(OUTCOMES, 'What the command would be answered.'),
  code: orNull(text('Why it would be refused; null if it would not.')),
  reason: orNull(text('The same as a sentence.')),
  stateId: text('State that the journey would be in.'),
  events: list(
    'Events that would be appended, in order.',
    object('An event.', { type: text('Type of the event.'), data: anyObject<object>('Its payload.') }),
  ),
});
export type TransitionDryRun = Reply<typeof TransitionDryRun>;
