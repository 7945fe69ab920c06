import { sankey, sankeyLeft, sankeyLinkHorizontal, type SankeyLink, type SankeyNode } from 'd3-sankey';
import { useMemo, type ReactNode } from 'react';
import { number } from '../format';

/** A path that journeys took, and how many. */
export interface Path {
  readonly states: readonly string[];
  readonly count: number;
}

interface Place {
  readonly key: string;
  readonly name: string;
  /** Journeys that came here: some of them ended here. */
  fixedValue: number;
}

interface Flow {
  readonly value: number;
}

type Node = SankeyNode<Place, Flow>;
type Link = SankeyLink<Place, Flow>;

const MOST_STEPS = 7;
const COLUMN_WIDTH = 190;
const ROW_HEIGHT = 44;

/** Where journeys went, step by step: the width of a band says how many. */
export default function FlowChart({
  label,
  paths,
}: {
  readonly label: string;
  readonly paths: readonly Path[];
}): ReactNode {
  const { nodes, links, width, height } = useMemo(() => placed(paths), [paths]);
  const band = sankeyLinkHorizontal<Place, Flow>();
  return (
    <div className="scroll">
      <svg
        className="flow-chart"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={label}
      >
        {links.map((link) => {
          const [from, to] = [link.source as Node, link.target as Node];
          return (
            <path key={`${from.key} ${to.key}`} d={band(link) ?? ''} strokeWidth={Math.max(1, link.width ?? 1)}>
              <title>{`${from.name} → ${to.name}: ${number(link.value)}`}</title>
            </path>
          );
        })}
        {nodes.map(({ key, name, value = 0, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => (
          <g key={key}>
            <rect x={x0} y={y0} width={x1 - x0} height={Math.max(1, y1 - y0)} rx={2} />
            <text x={x1 + 6} y={(y0 + y1) / 2 - 6} dominantBaseline="central">
              {name}
            </text>
            <text x={x1 + 6} y={(y0 + y1) / 2 + 8} dominantBaseline="central" className="sub">
              {number(value)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** The same state at another step is another place: what goes round in circles stays readable. */
function placed(paths: readonly Path[]): { nodes: Node[]; links: Link[]; width: number; height: number } {
  const places = new Map<string, Place>();
  const flows = new Map<string, { source: string; target: string; value: number }>();
  for (const { states, count } of paths) {
    const steps = states.slice(0, MOST_STEPS);
    steps.forEach((name, step) => {
      const key = `${step} ${name}`;
      const place = places.get(key) ?? { key, name, fixedValue: 0 };
      place.fixedValue += count;
      places.set(key, place);
      const before = steps[step - 1];
      if (before === undefined) return;
      const source = `${step - 1} ${before}`;
      const flow = flows.get(`${source} ${key}`) ?? { source, target: key, value: 0 };
      flow.value += count;
      flows.set(`${source} ${key}`, flow);
    });
  }
  const columns = Math.min(MOST_STEPS, Math.max(1, ...paths.map(({ states }) => states.length)));
  const rows = Math.max(...Array.from({ length: columns }, (_, step) => inStep(places, step)));
  const width = columns * COLUMN_WIDTH;
  const height = Math.max(160, rows * ROW_HEIGHT);
  const layout = sankey<Place, Flow>()
    .nodeId(({ key }) => key)
    .nodeAlign(sankeyLeft)
    .nodeWidth(10)
    .nodePadding(22)
    .extent([
      [8, 12],
      [width - COLUMN_WIDTH + 18, height - 12],
    ]);
  const graph = layout({
    nodes: [...places.values()].map((place) => ({ ...place })),
    links: [...flows.values()].map((flow) => ({ ...flow })),
  });
  return { nodes: graph.nodes, links: graph.links, width, height };
}

function inStep(places: ReadonlyMap<string, Place>, step: number): number {
  return [...places.keys()].filter((key) => key.startsWith(`${step} `)).length;
}
