import { memo, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { Layout, LayoutEdge, LayoutNode } from './layout.types';
import './diagram.css';

/** What is shown of a state beyond its name. */
export interface StateLook {
  /** Class names, such as `current` or `busy`. */
  readonly look?: string | undefined;
  /** A short text, such as how many wait in it. */
  readonly badge?: string | undefined;
  /** The badge in words, for those who do not see the picture. */
  readonly said?: string | undefined;
}

interface DiagramProps {
  readonly layout: Layout;
  /** Says what the picture shows. */
  readonly label: string;
  readonly states: ReadonlyMap<string, StateLook>;
  /** Class names of edges by their keys. */
  readonly edges?: ReadonlyMap<string, string> | undefined;
  readonly onState: (stateId: string) => void;
  /** The state that shall be in view. */
  readonly focus?: string | undefined;
}

/** A picture that is wider is scrolled, or shown whole on request: its texts stay readable. */
const SMALLEST_SCALE = 0.72;

const NO_LOOK: StateLook = {};
const NO_EDGES: ReadonlyMap<string, string> = new Map();

/**
 * The picture of a definition, and beside it the same as a list. What changes while it is shown are texts and class
 * names: the shapes stay.
 */
export function Diagram({ layout, label, states, edges = NO_EDGES, onState, focus }: DiagramProps): ReactNode {
  const arrow = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [isTight, setTight] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const readable = layout.width * SMALLEST_SCALE;
  useEffect(() => {
    const picture = scroller.current;
    if (picture === null) return undefined;
    const resized = new ResizeObserver(() => setTight(picture.clientWidth < readable));
    resized.observe(picture);
    return () => resized.disconnect();
  }, [readable]);
  useEffect(() => {
    const node = layout.nodes.find(({ stateId }) => stateId === focus);
    const picture = scroller.current;
    if (focus === undefined || node === undefined || picture === null) return;
    const scale = picture.scrollWidth / layout.width;
    picture.scrollTo({ left: (node.x + node.width / 2) * scale - picture.clientWidth / 2, behavior: 'instant' });
  }, [layout, focus]);
  return (
    <>
      <div className="diagram" ref={scroller}>
        <svg
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          width={layout.width}
          height={layout.height}
          style={{ minWidth: isWhole ? 0 : readable }}
          role="group"
          aria-label={label}
        >
          <defs>
            <marker
              id={arrow}
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerWidth="9"
              markerHeight="9"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 L10 5 L0 10 z" />
            </marker>
          </defs>
          {layout.edges.map((edge) => (
            <Edge key={edge.key} edge={edge} look={edges.get(edge.key)} arrow={arrow} />
          ))}
          {layout.nodes.map((node) => (
            <Node key={node.key} node={node} onState={onState} {...lookOf(states, node)} />
          ))}
        </svg>
      </div>
      {isTight && (
        <button type="button" className="link zoom" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Readable size' : 'Wider than this window: scroll, or show it whole'}
        </button>
      )}
      <StateList layout={layout} states={states} onState={onState} />
    </>
  );
}

function lookOf(states: ReadonlyMap<string, StateLook>, { stateId }: LayoutNode): StateLook {
  return (stateId === null ? undefined : states.get(stateId)) ?? NO_LOOK;
}

const Edge = memo(function Edge({
  edge,
  look,
  arrow,
}: {
  readonly edge: LayoutEdge;
  readonly look: string | undefined;
  readonly arrow: string;
}): ReactNode {
  const { points, labelBox, lines, kind } = edge;
  return (
    <g className={`edge ${kind} ${look ?? ''}`} aria-hidden="true">
      <path d={rounded(points)} markerEnd={`url(#${arrow})`} />
      {labelBox !== null &&
        lines.map((line, index) => (
          <text
            // Two lines may say the same.
            key={`${index} ${line}`}
            x={labelBox.x + labelBox.width / 2}
            y={labelBox.y + ((index + 0.5) * labelBox.height) / lines.length}
            textAnchor="middle"
            dominantBaseline="central"
          >
            {line}
          </text>
        ))}
    </g>
  );
});

/** A line with soft corners. */
function rounded(points: LayoutEdge['points']): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    const before = index === 0 ? first : (rest[index - 1] ?? first);
    if (next === undefined) {
      path += `L${point.x} ${point.y}`;
      return;
    }
    const inset = towards(point, before);
    const outset = towards(point, next);
    path += `L${inset.x} ${inset.y}Q${point.x} ${point.y} ${outset.x} ${outset.y}`;
  });
  return path;
}

type Point = LayoutEdge['points'][number];
const CORNER = 8;

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const share = Math.min(CORNER, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

interface NodeProps extends StateLook {
  readonly node: LayoutNode;
  readonly onState: (stateId: string) => void;
}

const Node = memo(function Node({ node, look, badge, said, onState }: NodeProps): ReactNode {
  const { kind, stateId, label, final, x, y, width, height } = node;
  const middle = { x: x + width / 2, y: y + height / 2 };
  if (kind === 'start')
    return <circle className="start" cx={middle.x} cy={middle.y} r={width / 2} aria-hidden="true" />;
  if (stateId === null) {
    return (
      <g className="state any" aria-hidden="true">
        <rect x={x} y={y} width={width} height={height} rx={8} />
        <text x={middle.x} y={middle.y} textAnchor="middle" dominantBaseline="central">
          {label}
        </text>
      </g>
    );
  }
  return (
    <g
      className={`state ${final ? 'final' : ''} ${look ?? ''}`}
      role="button"
      tabIndex={0}
      aria-label={said === undefined ? label : `${label}: ${said}`}
      data-state={stateId}
      onClick={() => onState(stateId)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onState(stateId);
      }}
    >
      <rect x={x} y={y} width={width} height={height} rx={8} />
      {final && <rect className="inner" x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={6} />}
      <text x={middle.x} y={middle.y} textAnchor="middle" dominantBaseline="central">
        {label}
      </text>{' '}
      {/* The blank keeps name and badge apart for who hears them: the name that is said begins with what is seen. */}
      <g className={badge === undefined || badge === '' ? 'badge none' : 'badge'} aria-hidden="true">
        <rect
          x={x + width - 10 - 7 * (badge?.length ?? 1)}
          y={y - 9}
          width={12 + 7 * (badge?.length ?? 1)}
          height={18}
          rx={9}
        />
        <text x={x + width - 4 - 3.5 * (badge?.length ?? 1)} y={y} textAnchor="middle" dominantBaseline="central">
          {badge}
        </text>
      </g>
    </g>
  );
});

type StateListProps = Pick<DiagramProps, 'layout' | 'states' | 'onState'>;

function StateList({ layout, states, onState }: StateListProps): ReactNode {
  const names = new Map(layout.nodes.map(({ key, label }) => [key, label]));
  return (
    <details className="state-list">
      <summary>As a list</summary>
      <ul>
        {layout.nodes.map(({ key, stateId, label, final }) => {
          if (stateId === null) return null;
          const next = layout.edges.filter(({ from }) => from === key).map(({ to }) => names.get(to));
          const said = states.get(stateId)?.said;
          return (
            <li key={key}>
              <button type="button" className="link" onClick={() => onState(stateId)}>
                {label}
              </button>
              {said !== undefined && <span>{said}</span>}
              <span className="soft small">
                {final ? 'final' : next.length > 0 ? `leads to ${[...new Set(next)].join(', ')}` : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
