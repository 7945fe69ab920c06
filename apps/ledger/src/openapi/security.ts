import type { Scope } from '@ledger/access';

/** How callers present an API key or an access token, as OpenAPI names it. */
/** What a scope allows, in one line. */
const SCOPE_MEANINGS: Readonly<Record<Scope, string>> = {
  'statestore.read': 'Read journeys, timelines, definitions, deadlines and escalations.',
  'statestore.write': 'Start and change journeys.',
  'definitions.write': 'Publish definitions.',
  'analytics.read': 'Read analytics and exports.',
  'audit.read': 'Read the event feed, timelines and exports.',
  'personal.read': 'See personal data.',
  'operations.write': 'Change timeouts, move and migrate journeys, handle escalations.',
  'history.import': 'Import history.',
  admin: 'Everything.',
};

export const SECURITY_SCHEMES = {
  ApiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Api-Key',
    description:
      'The API key. Keys are created by POST /v1/keys, or configured in API_KEYS; AUTH_MODE=none asks for none.',
  },
  Basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The API key as the password, with any user name: all that some platforms can send.',
  },
  Bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An access token, of POST /oauth/token or of the identity provider (AUTH_MODE=oauth), or the API key as a bearer ' +
      'token (RFC 6750).',
  },
  OAuth2: {
    type: 'oauth2',
    description: 'An access token for a key: the client id is the visible id of the key, the client secret the key.',
    flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: SCOPE_MEANINGS } },
  },
} as const;
