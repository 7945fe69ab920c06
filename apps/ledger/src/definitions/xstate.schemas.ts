import { Type } from '@sinclair/typebox';
import type { XStateMachine as Machine } from '@ledger/exchange';
import { anyObject, list, object, text, valuesByName } from '../openapi/schema-parts';

const META = Type.Optional(
  object('What only a definition has.', {
    journey: anyObject('Members of the definition, and names with $ that belong to the mapping.'),
  }),
);

const TRANSITION = object('A transition.', {
  target: Type.Optional(text('The state entered; absent where the event ends without a change.')),
  guard: Type.Optional(text('Name of the guard: its CEL expression.')),
  reenter: Type.Optional(Type.Literal(true, { description: 'Of a transition to its own state.' })),
  meta: META,
});

const ON = Type.Optional(
  valuesByName('Transitions by event; those by target under "to <target>".', list('In order.', TRANSITION)),
);

/** Written by hand beside the type, which has `type: 'final'` and records. */
export const XStateMachine = Type.Unsafe<Machine>(
  Type.Object(
    {
      id: text('Id of the definition.'),
      version: text('Version of the definition.'),
      description: Type.Optional(text('Title of the definition.')),
      initial: text('State in which a journey starts.'),
      context: Type.Optional(anyObject('The defaults of the context.')),
      states: valuesByName(
        'The states, by id.',
        object('A state.', {
          description: Type.Optional(text('Title of the state.')),
          type: Type.Optional(Type.Literal('final', { description: 'Of a state in which a journey ends.' })),
          on: ON,
          after: Type.Optional(valuesByName('The timeout, by milliseconds.', TRANSITION)),
          meta: META,
        }),
      ),
      on: ON,
      meta: META,
    },
    { $id: 'XStateMachine', description: 'A machine config of XState 5.', additionalProperties: false },
  ),
);
