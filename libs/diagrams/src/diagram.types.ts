/** What is drawn of a definition, before it has a place. Sizes are in pixels at a font of 13 px. */
export interface DiagramGraph {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DiagramNode extends Size {
  /** Within the diagram: `start`, `any`, or `state:` and the state's id. */
  readonly key: string;
  readonly kind: 'start' | 'anyState' | 'state';
  /** Null unless it is a state. */
  readonly stateId: string | null;
  /** Text of the node; empty for the start. */
  readonly label: string;
  readonly final: boolean;
}

/** Which transition an edge stands for; several between the same two states share one. */
export interface DrawnTransition {
  readonly event: string | null;
  readonly guard: string | null;
}

export interface DiagramEdge {
  readonly key: string;
  readonly kind: 'initial' | 'transition' | 'timeout';
  /** Keys of nodes. */
  readonly from: string;
  readonly to: string;
  /** Lines of the label; empty: it has none. */
  readonly lines: readonly string[];
  /** Of a `transition`: the transitions of the definition, in its order. */
  readonly transitions: readonly DrawnTransition[];
  /** Of a `timeout`: after which time, as ISO 8601; else null. */
  readonly after: string | null;
}

export type PlacedNode = DiagramNode & Point;

export interface PlacedEdge extends DiagramEdge {
  /** From the border of the first node to that of the second, with the bends between. */
  readonly points: readonly Point[];
  /** Where the label's box is; null without a label. */
  readonly labelBox: (Point & Size) | null;
}

/** A diagram with the place of everything; the origin is its upper left corner. */
export interface DiagramLayout extends Size {
  /** elk: layered and orthogonal. dagre: layered, for diagrams that take elk too long. rows: for those too large for both. */
  readonly engine: 'elk' | 'dagre' | 'rows';
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}
