import type { components } from '../../api/schema';

/** Where each part of a definition's diagram is drawn, as the ledger laid it out. */
export type Layout = components['schemas']['DefinitionLayout'];
export type LayoutNode = Layout['nodes'][number];
export type LayoutEdge = Layout['edges'][number];
