import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { DiagramEdge, DiagramGraph, DiagramLayout, PlacedEdge, PlacedNode } from './diagram.types';
import { labelSize } from './text-size';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.edgeLabels.placement': 'CENTER',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
} as const;

/** Layered, with orthogonal edges. Takes from 50 ms up to minutes, so it belongs in a thread of its own. */
export async function elkLayout(graph: DiagramGraph): Promise<DiagramLayout> {
  const placed = await new ELK().layout({
    id: 'diagram',
    layoutOptions: OPTIONS,
    children: graph.nodes.map(({ key, width, height }) => ({ id: key, width, height })),
    edges: graph.edges.map(({ key, from, to, lines }) => ({
      id: key,
      sources: [from],
      targets: [to],
      labels: lines.length === 0 ? [] : [{ text: key, ...labelSize(lines) }],
    })),
  });
  return { engine: 'elk', ...sizeOf(placed), nodes: nodesOf(graph, placed), edges: edgesOf(graph, placed) };
}

function sizeOf({ width = 0, height = 0 }: ElkNode): { readonly width: number; readonly height: number } {
  return { width: Math.ceil(width), height: Math.ceil(height) };
}

function nodesOf({ nodes }: DiagramGraph, { children = [] }: ElkNode): PlacedNode[] {
  const placed = new Map(children.map((child) => [child.id, child]));
  return nodes.map((node) => ({ ...node, x: rounded(placed.get(node.key)?.x), y: rounded(placed.get(node.key)?.y) }));
}

function edgesOf(graph: DiagramGraph, { edges = [] }: ElkNode): PlacedEdge[] {
  const placed = new Map(edges.map((edge) => [edge.id, edge]));
  return graph.edges.map((edge: DiagramEdge): PlacedEdge => {
    const { sections = [], labels = [] } = placed.get(edge.key) ?? {};
    const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ]);
    const [label] = labels;
    const labelBox = label && { x: rounded(label.x), y: rounded(label.y), ...labelSize(edge.lines) };
    return {
      ...edge,
      points: points.map(({ x, y }) => ({ x: rounded(x), y: rounded(y) })),
      labelBox: labelBox ?? null,
    };
  });
}

/** Half a pixel is more than a picture shows. */
function rounded(value = 0): number {
  return Math.round(value * 2) / 2;
}
