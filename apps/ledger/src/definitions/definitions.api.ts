import { JSON_TYPE, YAML_TYPES } from '../http/media-types';
import type { ProblemCode } from '../http/problem-codes';
import { apiCall } from '../openapi/api-call';
import { ALWAYS } from '../openapi/headers';

const TAG = 'Definitions';

const DOCUMENT = {
  id: 'CallbackRequest',
  version: 1,
  title: 'A customer asks to be called back',
  initial: 'REQUESTED',
  states: {
    REQUESTED: { timeout: { after: 'PT2H' }, transitions: [{ target: 'CALLED', event: 'CALL' }] },
    CALLED: { final: true },
  },
} as const;

const HASH = '3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f';

const REPORT = {
  id: 'CallbackRequest',
  version: 1,
  hash: HASH,
  valid: true,
  errors: [],
  warnings: [],
  bound: { longestBounded: { ms: 7_200_000, iso: 'PT2H', path: ['REQUESTED', 'ABORT_TIMEOUT'] } },
} as const;

const LISTING = {
  id: 'CallbackRequest',
  title: DOCUMENT.title,
  versions: [{ version: 1, hash: HASH, publishedAt: '2026-11-02T09:00:00.000Z', retired: false }],
} as const;

const BODY = {
  schema: 'Definition',
  examples: { 'two states': DOCUMENT },
  types: [JSON_TYPE, ...YAML_TYPES],
  limit: 'definition',
} as const;

const BODY_PROBLEMS: readonly ProblemCode[] = [
  'VALIDATION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNAVAILABLE',
];

/** The calls that concern definitions. */
export const DEFINITION_CALLS = {
  publish: apiCall({
    tag: TAG,
    summary: 'Publish a version of a definition, in JSON or YAML',
    description:
      'A document without a version becomes the next one. Publishing the same document again changes nothing.',
    body: BODY,
    headers: ALWAYS,
    replies: {
      201: {
        description: 'Published.',
        schema: 'DefinitionReport',
        example: REPORT,
        headers: { Location: 'Address of the version.' },
      },
      200: { description: 'This very document was published before.', schema: 'DefinitionReport', example: REPORT },
    },
    problems: [...BODY_PROBLEMS, 'DEFINITION_INVALID', 'DEFINITION_VERSION_TAKEN', 'DEFINITION_VERSION_STALE'],
  }),
  check: apiCall({
    tag: TAG,
    summary: 'Check a definition and publish nothing',
    body: BODY,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'What the static check found, errors included.',
        schema: 'DefinitionReport',
        example: REPORT,
      },
    },
    problems: BODY_PROBLEMS,
  }),
  list: apiCall({
    tag: TAG,
    summary: 'List the published definitions and their versions',
    headers: ALWAYS,
    replies: {
      200: { description: 'All of them, by id.', schema: 'DefinitionList', example: { definitions: [LISTING] } },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
  versions: apiCall({
    tag: TAG,
    summary: 'List the versions of one definition',
    headers: ALWAYS,
    replies: { 200: { description: 'Its versions, oldest first.', schema: 'DefinitionListing', example: LISTING } },
    problems: ['VALIDATION_FAILED', 'DEFINITION_NOT_FOUND', 'UNAVAILABLE'],
  }),
  read: apiCall({
    tag: TAG,
    summary: 'Read one version of a definition',
    headers: ALWAYS,
    replies: {
      200: {
        description: 'The version as it was published.',
        schema: 'PublishedDefinition',
        example: {
          id: 'CallbackRequest',
          version: 1,
          hash: HASH,
          document: DOCUMENT,
          warnings: [],
          publishedAt: '2026-11-02T09:00:00.000Z',
          retired: false,
        },
      },
    },
    problems: ['VALIDATION_FAILED', 'DEFINITION_NOT_FOUND', 'UNAVAILABLE'],
  }),
  diagram: apiCall({
    tag: TAG,
    summary: 'Draw one version of a definition as a Mermaid state diagram',
    headers: ALWAYS,
    replies: {
      200: {
        description: 'Text of a Mermaid diagram.',
        type: 'text/plain',
        example: 'stateDiagram-v2\n  [*] --> REQUESTED\n  REQUESTED --> CALLED: CALL\n  CALLED --> [*]\n',
      },
    },
    problems: ['VALIDATION_FAILED', 'DEFINITION_NOT_FOUND', 'UNAVAILABLE'],
  }),
} as const;
