import { ABORT_TIMEOUT_STATE, drawnStates, type DefinitionDocument, type StateDefinition } from '@ledger/journey';
import type { DiagramEdge, DiagramGraph, DiagramNode, DrawnTransition } from './diagram.types';
import { clipped, labelSize, wrapped } from './text-size';

const START = 'start';
const ANY = 'any';
const NODE_PADDING = 28;
const NODE_HEIGHT = 40;

type Transition = NonNullable<StateDefinition['transitions']>[number];

/** The nodes and edges of a definition: the same that its Mermaid diagram has. */
export function diagramGraph(document: DefinitionDocument): DiagramGraph {
  const states = drawnStates(document);
  const shared = document.anyState?.transitions ?? [];
  const nodes: DiagramNode[] = [start()];
  for (const [stateId, state] of states) nodes.push(stateNode(stateId, state));
  if (shared.length > 0) nodes.push(node(ANY, 'anyState', 'any state'));
  const edges: DiagramEdge[] = [
    { ...edge('initial', START, stateKey(document.initial)), lines: [], transitions: [], after: null },
  ];
  for (const [stateId, { transitions = [], timeout, final }] of states) {
    if (final === true) continue;
    edges.push(...transitionEdges(stateKey(stateId), transitions));
    if (timeout === undefined) continue;
    const target = stateKey(timeout.target ?? ABORT_TIMEOUT_STATE);
    const lines = [`after ${timeout.after}`, ...(timeout.escalation === undefined ? [] : [timeout.escalation])];
    const shown = lines.flatMap(wrapped);
    edges.push({ ...edge('timeout', stateKey(stateId), target), lines: shown, transitions: [], after: timeout.after });
  }
  edges.push(...transitionEdges(ANY, shared));
  return { nodes, edges };
}

/** One edge for each target: what leads there by another event or guard stands in further lines of its label. */
function transitionEdges(from: string, transitions: readonly Transition[]): DiagramEdge[] {
  const byTarget = new Map<string, Transition[]>();
  for (const transition of transitions) {
    byTarget.set(transition.target, [...(byTarget.get(transition.target) ?? []), transition]);
  }
  return [...byTarget].map(([target, options]) => ({
    ...edge('transition', from, stateKey(target)),
    lines: options.flatMap(linesOf),
    transitions: options.map(({ event = null, guard = null }): DrawnTransition => ({ event, guard })),
    after: null,
  }));
}

function linesOf({ event, guard }: Transition): string[] {
  return wrapped(
    [event, guard === undefined ? undefined : `[${guard}]`].filter((part) => part !== undefined).join(' '),
  );
}

function edge(kind: DiagramEdge['kind'], from: string, to: string): Pick<DiagramEdge, 'key' | 'kind' | 'from' | 'to'> {
  return { key: `${kind}:${JSON.stringify([from, to])}`, kind, from, to };
}

function start(): DiagramNode {
  return { key: START, kind: 'start', stateId: null, label: '', final: false, width: 16, height: 16 };
}

function stateNode(stateId: string, { title, final, escalation }: StateDefinition): DiagramNode {
  const name = title === undefined ? stateId : `${stateId}: ${title}`;
  const label = escalation === undefined ? name : `${name} (escalates to ${escalation})`;
  return { ...node(stateKey(stateId), 'state', clipped(label)), stateId, final: final === true };
}

function node(key: string, kind: DiagramNode['kind'], label: string): DiagramNode {
  const { width } = labelSize([label]);
  return { key, kind, stateId: null, label, final: false, width: width + NODE_PADDING, height: NODE_HEIGHT };
}

function stateKey(stateId: string): string {
  return `state:${stateId}`;
}
