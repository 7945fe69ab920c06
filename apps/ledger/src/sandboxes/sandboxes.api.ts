import { CommandLine } from '../commands/command.schemas';
import { JOURNEY_EXAMPLE } from '../journeys/journey.examples';
import { apiCall, jsonReply } from '../openapi/api-call';
import { location } from '../openapi/headers';
import {
  ClockBody,
  SandboxBody,
  SandboxClock,
  SandboxReply,
  SandboxTimeline,
  SandboxView,
  TimelineFilter,
  type SandboxView as View,
} from './sandbox.schemas';

const OF_SANDBOXES = {
  tag: 'Sandboxes',
  boundCredentials: 'checked',
  scope: 'statestore.read',
  auditedRead: false,
} as const;
const NOW = '2026-11-02T09:30:00.000Z';
const VIEW: View = {
  sandboxId: '0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11',
  definitionId: 'CustomerJourneyState',
  definitionVersion: 1,
  now: NOW,
  expiresAt: '2026-11-02T10:30:00.000Z',
  journeys: [JOURNEY_EXAMPLE],
};
const ENTRY = {
  sessionId: 'call-4711',
  type: 'ABORT_TIMEOUT',
  revision: 1,
  occurredAt: '2026-11-02T09:32:00.000Z',
  stateId: 'ABORT_TIMEOUT',
  data: { from: 'INTRO_WELCOME', to: 'ABORT_TIMEOUT' },
  code: null,
  reason: null,
} as const;

export const SANDBOX_CALLS = {
  create: apiCall({
    ...OF_SANDBOXES,
    summary: 'Create a sandbox: journeys that are in no ledger, on a clock of their own',
    description:
      'Commands are decided by the function that decides those of the ledger. A sandbox has up to 100 journeys, 2,000 ' +
      'events, refusals and kept answers, and 2,097,152 characters of JSON in all; a clock that finds no more room stops ' +
      'there. It ends an hour after its last use, or with the process. It belongs to the key that created it.',
    body: {
      schema: SandboxBody,
      examples: { published: { definitionId: 'CustomerJourneyState' } },
      limit: 'definition',
    },
    replies: {
      201: jsonReply(SandboxView, 'It was created.', { ...VIEW, journeys: [] }, { headers: location('sandbox') }),
    },
    problems: ['DEFINITION_NOT_FOUND', 'DEFINITION_INVALID'],
  }),
  read: apiCall({
    ...OF_SANDBOXES,
    summary: 'Read a sandbox and its journeys',
    replies: { 200: jsonReply(SandboxView, 'The sandbox.', VIEW) },
    problems: ['SANDBOX_NOT_FOUND'],
  }),
  command: apiCall({
    ...OF_SANDBOXES,
    summary: 'Send a command to a journey of a sandbox',
    description: 'The body is a line of POST /v1/commands. 200 for every outcome; a malformed command is 400.',
    body: {
      schema: CommandLine,
      examples: { start: { command: 'start', sessionId: 'call-4711', definitionId: 'CustomerJourneyState' } },
    },
    replies: {
      200: jsonReply(SandboxReply, 'What it did.', {
        ...{ outcome: 'CREATED', replayed: false, code: null, reason: null, events: [] },
        journey: JOURNEY_EXAMPLE,
      }),
    },
    problems: ['SANDBOX_NOT_FOUND', 'SANDBOX_FULL'],
  }),
  clock: apiCall({
    ...OF_SANDBOXES,
    summary: 'Move the clock of a sandbox',
    description: 'Timeouts that elapse on the way happen at their time.',
    body: { schema: ClockBody, examples: { 'two minutes': { advance: 'PT2M' } } },
    replies: { 200: jsonReply(SandboxClock, 'What happened.', { now: ENTRY.occurredAt, happened: [ENTRY] }) },
    problems: ['SANDBOX_NOT_FOUND'],
  }),
  timeline: apiCall({
    ...OF_SANDBOXES,
    summary: 'Read what happened in a sandbox',
    query: TimelineFilter,
    replies: { 200: jsonReply(SandboxTimeline, 'Events and refused commands.', { entries: [ENTRY] }) },
    problems: ['SANDBOX_NOT_FOUND'],
  }),
  close: apiCall({
    ...OF_SANDBOXES,
    summary: 'Close a sandbox',
    replies: { 200: jsonReply(SandboxView, 'It is closed; this is how it was.', VIEW) },
    problems: ['SANDBOX_NOT_FOUND'],
  }),
} as const;
