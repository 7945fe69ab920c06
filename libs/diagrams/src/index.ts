export { diagramSvg } from './diagram-svg';
export type { DiagramLayout, PlacedEdge, PlacedNode } from './diagram.types';
export { layOut } from './lay-out';
