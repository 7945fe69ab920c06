import { SCOPES } from '@ledger/access';
import { apiCall, jsonReply } from '../openapi/api-call';
import { Access, ConsoleSettings } from './console.schemas';

export const CONSOLE_CALLS = {
  settings: apiCall({
    tag: 'Monitoring',
    summary: 'Read what the console needs to know of this server',
    scope: 'open',
    replies: {
      200: jsonReply(ConsoleSettings, 'The settings.', {
        version: '0.1.0',
        ledgerId: '5f0c2b7e91d4a836',
        authentication: 'api-key',
        ledger: 'embedded',
        readModels: 'embedded',
        roles: ['api', 'projector', 'saga'],
        now: '2026-11-02T09:30:00.000Z',
        heartbeatMs: 5_000,
      }),
    },
  }),
  access: apiCall({
    tag: 'Monitoring',
    summary: 'Read who the caller is and what its key may do',
    scope: SCOPES,
    auditedRead: false,
    boundCredentials: 'checked',
    replies: {
      200: jsonReply(Access, 'The client of the key, and its scopes.', {
        clientId: 'a7Kd93Xw',
        name: 'operations-desk',
        tenant: 'default',
        scopes: ['statestore.read', 'operations.write'],
        definitions: null,
        expiresAt: '2027-11-02T09:30:00.000Z',
      }),
    },
  }),
} as const;
