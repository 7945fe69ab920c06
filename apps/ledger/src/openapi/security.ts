/** How callers present an API key or an access token, as OpenAPI names it. */
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
      'An access token of the identity provider (AUTH_MODE=oauth), or the API key as a bearer token (RFC 6750).',
  },
} as const;
