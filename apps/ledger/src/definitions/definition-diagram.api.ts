import { Type } from '@sinclair/typebox';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
import { apiCall, jsonReply } from '../openapi/api-call';
import { DefinitionLayout } from './definition-layout.schemas';

const TAG = 'Definitions';

const DIAGRAM_FORMATS = ['mermaid', 'svg'] as const;

export const DiagramQuery = queryOf({
  format: Type.Optional(field.choice(DIAGRAM_FORMATS, 'Text for Mermaid, or a picture. Default: mermaid.')),
});

export const LayoutQuery = queryOf({
  hash: Type.Optional(
    field.name(
      'Hash of the version: with it, the reply may be stored for ever.',
      '3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f',
    ),
  ),
});

const VALIDATORS = { ETag: { description: 'Hash of the version, for If-None-Match.', required: true } } as const;
const UNCHANGED = { description: 'The caller has it already (If-None-Match).', headers: VALIDATORS } as const;

export const DIAGRAM_CALLS = {
  diagram: apiCall({
    tag: TAG,
    boundCredentials: 'path',
    summary: 'Draw one version of a definition, as Mermaid or SVG',
    description: 'The SVG is the picture of the layout call, with a title for each state and transition.',
    scope: 'statestore.read',
    auditedRead: false,
    query: DiagramQuery,
    replies: {
      200: {
        description: 'Text of a Mermaid diagram, or an SVG document.',
        type: 'text/plain',
        example: 'stateDiagram-v2\n  [*] --> REQUESTED\n  REQUESTED --> CALLED: CALL\n  CALLED --> [*]\n',
        svg: '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title">…</svg>\n',
      },
    },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
  layout: apiCall({
    tag: TAG,
    boundCredentials: 'path',
    summary: 'Lay one version of a definition out: where each state and transition is drawn',
    description: 'Computed once for each version. The first time can take some seconds.',
    scope: 'statestore.read',
    auditedRead: false,
    query: LayoutQuery,
    headers: ['If-None-Match'],
    replies: {
      200: jsonReply(
        DefinitionLayout,
        'The layout.',
        {
          id: 'CallbackRequest',
          version: 1,
          hash: '3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f',
          engine: 'elk',
          width: 420,
          height: 72,
          nodes: [
            {
              key: 'start',
              kind: 'start',
              stateId: null,
              label: '',
              final: false,
              x: 16,
              y: 28,
              width: 16,
              height: 16,
            },
            {
              key: 'state:REQUESTED',
              kind: 'state',
              stateId: 'REQUESTED',
              label: 'REQUESTED',
              final: false,
              x: 88,
              y: 16,
              width: 96,
              height: 40,
            },
          ],
          edges: [
            {
              key: 'initial:["start","state:REQUESTED"]',
              kind: 'initial',
              from: 'start',
              to: 'state:REQUESTED',
              lines: [],
              transitions: [],
              after: null,
              points: [
                { x: 32, y: 36 },
                { x: 88, y: 36 },
              ],
              labelBox: null,
            },
          ],
        },
        { headers: VALIDATORS },
      ),
      304: UNCHANGED,
    },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
} as const;
