import { Type } from '@sinclair/typebox';
import { choice, component, count, text, type Reply } from '../openapi/schema-parts';

/** RFC 6749, section 5.2; `temporarily_unavailable` is of section 4.1.2.1, for clients that failed too often. */
export const TOKEN_ERRORS = [
  'invalid_request',
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'temporarily_unavailable',
] as const;
export type TokenErrorCode = (typeof TOKEN_ERRORS)[number];

/** Other parameters are ignored, as RFC 6749 says (section 3.2). */
export const TokenRequest = Type.Object(
  {
    grant_type: Type.String({ description: 'client_credentials.' }),
    client_id: Type.Optional(
      Type.String({
        description: 'Visible id of the key, or the name of an entry of API_KEYS; or as the user of Basic.',
      }),
    ),
    client_secret: Type.Optional(Type.String({ description: 'The key; or as the password of Basic.' })),
    scope: Type.Optional(
      Type.String({ description: 'Scopes that the token should have, separated by spaces. Default: all of the key.' }),
    ),
  },
  {
    $id: 'TokenRequest',
    description: 'A login with client credentials (RFC 6749, section 4.4).',
    additionalProperties: true,
  },
);

export const AccessToken = component('AccessToken', 'An access token (RFC 6749, section 5.1).', {
  access_token: text('A JWT; opaque to clients.'),
  token_type: choice(['Bearer'], 'Send it as Authorization: Bearer.'),
  expires_in: count('Seconds until it expires. It ends sooner if its key does.'),
  scope: text('What it allows: scopes, separated by spaces.'),
});
export type AccessToken = Reply<typeof AccessToken>;

export const TokenError = component('TokenError', 'Why there is no token (RFC 6749, section 5.2).', {
  error: choice(TOKEN_ERRORS, 'What clients branch on.'),
  error_description: text('One sentence for the developer of the client.'),
});
export type TokenError = Reply<typeof TokenError>;
