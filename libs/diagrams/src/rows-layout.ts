import type { DiagramEdge, DiagramGraph, DiagramLayout, PlacedNode, Point } from './diagram.types';
import { labelSize } from './text-size';

const GAP = 48;
const MARGIN = 16;
const COLUMN_HEIGHT = 2_400;

/** States column after column in the order in which they are reached, with straight edges. Linear, so it always ends. */
export function rowsLayout({ nodes, edges }: DiagramGraph): DiagramLayout {
  const placed = new Map<string, PlacedNode>();
  let [x, y, columnWidth] = [MARGIN, MARGIN, 0];
  for (const node of inOrderOfReach({ nodes, edges })) {
    if (y > COLUMN_HEIGHT) [x, y, columnWidth] = [x + columnWidth + 2 * GAP, MARGIN, 0];
    placed.set(node.key, { ...node, x, y });
    columnWidth = Math.max(columnWidth, node.width);
    y += node.height + GAP;
  }
  const all = [...placed.values()];
  return {
    engine: 'rows',
    width: Math.max(...all.map((node) => node.x + node.width)) + MARGIN,
    height: Math.max(...all.map((node) => node.y + node.height)) + MARGIN,
    nodes: nodes.map((node) => placed.get(node.key) ?? { ...node, x: 0, y: 0 }),
    edges: edges.map((edge) => {
      const points = [edge.from, edge.to].map((key) => centre(placed.get(key)));
      return { ...edge, points, labelBox: labelBox(edge, points) };
    }),
  };
}

function inOrderOfReach({ nodes, edges }: DiagramGraph): DiagramGraph['nodes'] {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const reached = new Set(nodes.slice(0, 1).map(({ key }) => key));
  // A set is walked in the order in which it was filled, also while it is filled.
  for (const key of reached) for (const to of targets.get(key) ?? []) reached.add(to);
  for (const { key } of nodes) reached.add(key);
  return [...reached].flatMap((key) => byKey.get(key) ?? []);
}

function centre(node: PlacedNode | undefined): Point {
  return node === undefined ? { x: 0, y: 0 } : { x: node.x + node.width / 2, y: node.y + node.height / 2 };
}

function labelBox({ lines }: DiagramEdge, [from, to]: readonly Point[]): DiagramLayout['edges'][number]['labelBox'] {
  if (lines.length === 0 || from === undefined || to === undefined) return null;
  const size = labelSize(lines);
  return { x: (from.x + to.x - size.width) / 2, y: (from.y + to.y - size.height) / 2, ...size };
}
