import { JSON_TYPE, YAML_TYPES } from '../http/media-types';
import { apiCall, jsonReply } from '../openapi/api-call';
import { location } from '../openapi/headers';
import { PublishQuery } from './definition.bodies';
import {
  DefinitionHistory,
  DefinitionList,
  DefinitionReport,
  DefinitionToPublish,
  PublishedDefinition,
  type DefinitionListing,
  type VersionChange,
} from './definition.schemas';
import { XStateMachine } from './xstate.schemas';

export const TAG = 'Definitions';

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

const VERSION = {
  version: 1,
  hash: '3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f',
  publishedAt: '2026-11-02T09:00:00.000Z',
  retired: false,
} as const;

const REPORT: DefinitionReport = {
  id: 'CallbackRequest',
  version: 1,
  hash: VERSION.hash,
  valid: true,
  errors: [],
  warnings: [],
  policies: [],
  bound: { longestBounded: { ms: 7_200_000, iso: 'PT2H', path: ['REQUESTED', 'ABORT_TIMEOUT'] } },
};

export const PUBLISHED: VersionChange = {
  type: 'DefinitionPublished',
  version: 1,
  revision: 0,
  position: '4711',
  occurredAt: VERSION.publishedAt,
  actor: { subject: 'flow-team', clientId: 'flow-team', kind: 'caller' },
  commandId: null,
};

const LISTING: DefinitionListing = {
  id: 'CallbackRequest',
  title: DOCUMENT.title,
  current: { version: 1, since: PUBLISHED },
  versions: [VERSION],
};

export const BODY = {
  schema: DefinitionToPublish,
  examples: { 'two states': DOCUMENT },
  types: [JSON_TYPE, ...YAML_TYPES],
  limit: 'definition',
} as const;

export const DEFINITION_CALLS = {
  publish: apiCall({
    tag: TAG,
    summary: 'Publish a version of a definition, in JSON or YAML',
    description:
      'A document without a version becomes the next one. Publishing the same document again changes nothing.',
    boundCredentials: 'checked',
    scope: 'definitions.write',
    query: PublishQuery,
    body: BODY,
    replies: {
      201: jsonReply(DefinitionReport, 'The version was published.', REPORT, { headers: location('version') }),
      200: jsonReply(DefinitionReport, 'This document was published before.', REPORT, { headers: location('version') }),
    },
    problems: ['DEFINITION_INVALID', 'DEFINITION_VERSION_TAKEN', 'DEFINITION_VERSION_STALE'],
  }),
  check: apiCall({
    tag: TAG,
    summary: 'Check a definition without publishing it',
    boundCredentials: 'checked',
    scope: 'statestore.read',
    auditedRead: false,
    body: BODY,
    replies: { 200: jsonReply(DefinitionReport, 'What the static check found, errors included.', REPORT) },
  }),
  list: apiCall({
    tag: TAG,
    summary: 'List the published definitions and their versions',
    boundCredentials: 'filtered',
    scope: 'statestore.read',
    auditedRead: false,
    replies: { 200: jsonReply(DefinitionList, 'All definitions, by id.', { definitions: [LISTING] }) },
  }),
  versions: apiCall({
    tag: TAG,
    summary: 'List the versions of one definition, with the current one and their changes',
    boundCredentials: 'path',
    description:
      'New journeys that name no version start with the current one: the last one that was published, unless another one ' +
      'was chosen since.',
    scope: 'statestore.read',
    auditedRead: false,
    replies: {
      200: jsonReply(DefinitionHistory, 'Its versions and their changes, oldest first.', {
        ...LISTING,
        revision: 0,
        history: [PUBLISHED],
      }),
    },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
  read: apiCall({
    tag: TAG,
    summary: 'Read one version of a definition',
    boundCredentials: 'path',
    scope: 'statestore.read',
    auditedRead: false,
    replies: {
      200: jsonReply(PublishedDefinition, 'The version as it was published.', {
        id: 'CallbackRequest',
        ...VERSION,
        document: DOCUMENT,
        warnings: [],
        upgrades: [],
      }),
    },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
  xstate: apiCall({
    tag: TAG,
    summary: 'Read one version of a definition as a machine config of XState 5',
    boundCredentials: 'path',
    description: 'Guards are named by their CEL expressions; what XState has no place for is under meta.journey.',
    scope: 'statestore.read',
    auditedRead: false,
    replies: {
      200: jsonReply(XStateMachine, 'The machine config.', {
        id: 'CallbackRequest',
        version: '1',
        description: DOCUMENT.title,
        initial: 'REQUESTED',
        states: {
          REQUESTED: {
            on: { CALL: [{ target: 'CALLED' }] },
            after: { '7200000': { target: 'ABORT_TIMEOUT', meta: { journey: { $implied: true } } } },
          },
          CALLED: { type: 'final' },
          ABORT_TIMEOUT: { type: 'final', meta: { journey: { $implied: true } } },
        },
      }),
    },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
  scxml: apiCall({
    tag: TAG,
    summary: 'Read one version of a definition as State Chart XML (W3C SCXML 1.0)',
    boundCredentials: 'path',
    scope: 'statestore.read',
    auditedRead: false,
    replies: {
      200: {
        description: 'An SCXML document. Guards are CEL expressions.',
        type: 'application/scxml+xml',
        example:
          '<?xml version="1.0" encoding="UTF-8"?>\n<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" initial="REQUESTED">…</scxml>\n',
      },
    },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
} as const;
