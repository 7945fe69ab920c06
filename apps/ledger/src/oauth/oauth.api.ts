import { FORM_TYPE, JSON_TYPE } from '../http/media-types';
import { apiCall, jsonReply } from '../openapi/api-call';
import type { ReplyHeaders } from '../openapi/headers';
import { AccessToken, TokenError, TokenRequest } from './oauth.schemas';

const NO_STORE: ReplyHeaders = { 'Cache-Control': { description: 'no-store.', required: true } };

export const OAUTH_CALLS = {
  token: apiCall({
    tag: 'Keys',
    summary: 'Log in with a key, and get an access token',
    description:
      'For platforms that can only log in by OAuth 2.0 (client credentials, RFC 6749, section 4.4). The client id is the ' +
      'visible id of a key, or the name of an entry of API_KEYS; the client secret is the key. Send both as ' +
      'Authorization: Basic, or in the body. The body is a form or JSON; without a Content-Type it is read as what it ' +
      'looks like.',
    scope: 'open',
    credentials: 'Needs a key, as the client’s credentials.',
    errors: 'oauth',
    busy: 'refuse',
    body: {
      schema: TokenRequest,
      types: [FORM_TYPE, JSON_TYPE],
      optional: true,
      untyped: true,
      examples: {
        'client by Basic': { grant_type: 'client_credentials' },
        'client in the body': {
          grant_type: 'client_credentials',
          client_id: 'genesys',
          client_secret: 'the key',
          scope: 'statestore.read statestore.write',
        },
      },
    },
    replies: {
      200: jsonReply(
        AccessToken,
        'The token.',
        {
          access_token: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJ1cm46am91cm5leS1sZWRnZXIifQ.c2lnbmF0dXJl',
          token_type: 'Bearer',
          expires_in: 3_600,
          scope: 'statestore.read statestore.write',
        },
        { headers: NO_STORE },
      ),
      400: jsonReply(
        TokenError,
        'The request is wrong; error says how.',
        { error: 'unsupported_grant_type', error_description: 'grant_type must be client_credentials.' },
        { headers: NO_STORE },
      ),
      401: jsonReply(
        TokenError,
        'The client is not accepted.',
        { error: 'invalid_client', error_description: 'This ledger does not accept the API key.' },
        {
          headers: {
            ...NO_STORE,
            'WWW-Authenticate': { description: 'The schemes that are accepted.', required: true },
          },
        },
      ),
      429: jsonReply(
        TokenError,
        'Too many logins of this address failed (FAILED_LOGINS_PER_MINUTE).',
        {
          error: 'temporarily_unavailable',
          error_description: 'Too many logins from this address failed (FAILED_LOGINS_PER_MINUTE); retry in 1 s.',
        },
        { headers: NO_STORE },
      ),
    },
  }),
} as const;
