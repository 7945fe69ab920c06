import * as dagre from '@dagrejs/dagre';
import type { DiagramGraph, DiagramLayout, Point, Size } from './diagram.types';
import { labelSize } from './text-size';

/** What is used of a graph of dagre, whose own types are those of a package that it bundles. */
interface DagreGraph {
  setGraph(options: object): void;
  setNode(key: string, size: Size): void;
  setEdge(from: string, to: string, label: object, key: string): void;
  graph(): Partial<Size>;
  node(key: string): Point;
  edge(from: string, to: string, key: string): Point & { readonly points: readonly Point[] };
}

const { Graph } = dagre.graphlib as unknown as { readonly Graph: new (options: object) => DagreGraph };
const layout = dagre.layout as unknown as (graph: DagreGraph) => void;

/** Layered, with bent edges: less tidy than elk, and fast where elk takes too long. */
export function dagreLayout({ nodes, edges }: DiagramGraph): DiagramLayout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 56, edgesep: 14, marginx: 16, marginy: 16 });
  for (const { key, width, height } of nodes) graph.setNode(key, { width, height });
  for (const { key, from, to, lines } of edges) graph.setEdge(from, to, { ...labelSize(lines), labelpos: 'c' }, key);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    engine: 'dagre',
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map((node) => ({ ...node, ...corner(graph.node(node.key), node) })),
    edges: edges.map((edge) => {
      const placed = graph.edge(edge.from, edge.to, edge.key);
      const size = labelSize(edge.lines);
      const points = placed.points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
      return { ...edge, points, labelBox: edge.lines.length === 0 ? null : { ...corner(placed, size), ...size } };
    }),
  };
}

/** dagre places centres. */
function corner({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.round(x - width / 2), y: Math.round(y - height / 2) };
}
