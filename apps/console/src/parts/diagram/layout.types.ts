/** Where each part of a definition's diagram is drawn, as the ledger laid it out. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
}

export interface LayoutNode {
  readonly key: string;
  readonly kind: 'start' | 'anyState' | 'state';
  readonly stateId: string | null;
  readonly label: string;
  readonly final: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LayoutEdge {
  readonly key: string;
  readonly kind: 'initial' | 'transition' | 'timeout';
  readonly from: string;
  readonly to: string;
  readonly lines: readonly string[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly labelBox: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}
