import { Type } from '@sinclair/typebox';
import {
  choice,
  component,
  flag,
  hash,
  list,
  number,
  object,
  orNull,
  text,
  version,
  type Reply,
} from '../openapi/schema-parts';

const BOX = {
  x: number('Left edge, pixels.'),
  y: number('Upper edge, pixels.'),
  width: number('Width, pixels.'),
  height: number('Height, pixels.'),
};

const LayoutNode = component('LayoutNode', 'A node of a diagram.', {
  key: text('Its name within the layout; edges refer to it.'),
  kind: choice(['start', 'anyState', 'state'], 'start leads to the initial state; anyState stands for every state.'),
  stateId: orNull(text('The state; null for start and anyState.')),
  label: text('Text of the node; cut if it is long.'),
  final: flag('Whether journeys end in it.'),
  ...BOX,
});

const LayoutEdge = component(
  'LayoutEdge',
  'An edge of a diagram: all transitions between the same two nodes, or a timeout.',
  {
    key: text('Its name within the layout.'),
    kind: choice(['initial', 'transition', 'timeout'], 'initial leads from the start to the initial state.'),
    from: text('Key of the node where it begins.'),
    to: text('Key of the node where it ends.'),
    lines: list('Lines of its label; empty: it has none.', Type.String()),
    transitions: list(
      'Transitions that it stands for, in the order of the definition.',
      object('A transition.', {
        event: orNull(text('Event that triggers it; null if it has none.')),
        guard: orNull(text('CEL expression of its guard; null if it has none.')),
      }),
    ),
    after: orNull(text('Of a timeout: after which time, ISO 8601; else null.')),
    points: list(
      'Its line, from the first node to the second.',
      object('A point.', { x: number('Pixels from the left.'), y: number('Pixels from the top.') }),
    ),
    labelBox: orNull(object('Where the label is; null without a label.', BOX)),
  },
);

export const DefinitionLayout = component('DefinitionLayout', 'The diagram of a definition: where everything is.', {
  id: text('Id of the definition.'),
  version: version('Its version.'),
  hash: hash('Hash of the version.'),
  engine: choice(
    ['elk', 'dagre', 'rows'],
    'What laid it out: elk, with orthogonal edges; dagre where elk takes over 10 s; plain columns where both do.',
  ),
  width: number('Width of the whole, pixels.'),
  height: number('Height of the whole, pixels.'),
  nodes: list('Its nodes.', LayoutNode),
  edges: list('Its edges.', LayoutEdge),
});
export type DefinitionLayout = Reply<typeof DefinitionLayout>;
