import { Type } from '@sinclair/typebox';
import * as field from '../http/fields';
import { PAGED_QUERY, queryOf } from '../http/paged-query';
import { apiCall, jsonReply } from '../openapi/api-call';
import { AccessPage } from './access.schemas';

const { cursor, limit } = PAGED_QUERY;

export const AccessesQuery = queryOf({
  sessionId: Type.Optional(field.sessionId('Only reads that gave this journey by its name.', 'call-4711')),
  subject: Type.Optional(field.name('Only reads of this subject, or of the client of this id.', 'auditor-7')),
  route: Type.Optional(field.name('Only reads by this call (operationId).', 'JourneyViews.timeline')),
  from: Type.Optional(field.instant('Only reads at or after this time. Default: as long as reads are kept.')),
  to: Type.Optional(field.instant('Only reads before this time. Default: now.')),
  cursor,
  limit,
});

export const ACCESS_CALLS = {
  list: apiCall({
    tag: 'Access',
    scope: 'audit.read',
    auditedRead: true,
    summary: 'List who read what, page by page, newest first',
    description:
      'Reads are recorded up to a second after they were answered. An answer of more than 100 journeys, an export and a ' +
      'stream of events are recorded with the hash of their query, and not found by sessionId. A page ends early where ' +
      'much was looked through: continue with nextCursor.',
    query: AccessesQuery,
    replies: {
      200: jsonReply(AccessPage, 'One page.', {
        accesses: [
          {
            at: '2026-11-02T09:30:00.000Z',
            until: '2026-11-02T09:30:00.000Z',
            times: 1,
            subject: 'auditor-7',
            clientId: 'a7Kd93Xw',
            route: 'JourneyViews.timeline',
            sessionIds: ['call-4711'],
            query: null,
            purpose: 'Complaint 81',
            position: '4711',
          },
        ],
        searchedFrom: '2026-11-02T00:00:00.000Z',
        nextCursor: 'MjAyNi0xMS0wMlQwOTozMHxjYWxsLTQ3MTE',
      }),
    },
  }),
} as const;
