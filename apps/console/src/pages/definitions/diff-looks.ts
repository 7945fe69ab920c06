import type { DefinitionDiff } from '../../api/types';
import type { StateLook } from '../../parts/diagram/diagram';
import type { Layout, LayoutNode } from '../../parts/diagram/layout.types';

/** Two versions on one picture: that of the newer one, with what is only in the older one below it. */
export interface DiffLooks {
  readonly layout: Layout;
  readonly states: ReadonlyMap<string, StateLook>;
  readonly edges: ReadonlyMap<string, string>;
}

const GAP = 24;

export function diffLooks(newer: Layout, older: Layout, { changes }: DefinitionDiff): DiffLooks {
  const now = new Set(stateIds(newer));
  const before = new Set(stateIds(older));
  const changed = new Set(changes.map(({ stateId }) => stateId).filter((id) => id !== undefined));
  const states = new Map<string, StateLook>();
  for (const id of now) {
    if (!before.has(id)) states.set(id, { look: 'added', said: 'added' });
    else if (changed.has(id)) states.set(id, { look: 'changed', said: 'changed' });
  }
  const removed = older.nodes.filter(({ stateId }) => stateId !== null && !now.has(stateId));
  for (const { stateId } of removed) if (stateId !== null) states.set(stateId, { look: 'removed', said: 'removed' });
  const oldEdges = new Map(older.edges.map((edge) => [edge.key, edge.lines.join('\n')]));
  const edges = new Map<string, string>();
  for (const { key, lines } of newer.edges) {
    const was = oldEdges.get(key);
    if (was === undefined) edges.set(key, 'added');
    else if (was !== lines.join('\n')) edges.set(key, 'changed');
  }
  return { layout: withRow(newer, removed), states, edges };
}

function stateIds({ nodes }: Layout): string[] {
  return nodes.map(({ stateId }) => stateId).filter((id) => id !== null);
}

/** The layout with a row of more states below it. */
function withRow(layout: Layout, nodes: readonly LayoutNode[]): Layout {
  if (nodes.length === 0) return layout;
  let x = GAP;
  const row = nodes.map((node) => {
    const placed = { ...node, x, y: layout.height + GAP };
    x += node.width + GAP;
    return placed;
  });
  const height = layout.height + GAP * 2 + Math.max(...nodes.map((node) => node.height));
  return { ...layout, nodes: [...layout.nodes, ...row], width: Math.max(layout.width, x), height };
}
