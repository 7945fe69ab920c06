/** Headers that can carry a key, as a server hands them over. */
export interface CredentialHeaders {
  readonly authorization?: string | undefined;
  readonly 'x-api-key'?: string | readonly string[] | undefined;
}

/** `X-Api-Key`, `Authorization: Bearer` (RFC 6750), or `Basic`'s password (RFC 7617), all that some can send. */
export function keyOf(headers: CredentialHeaders): string | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string' && key !== '') return key;
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(/ +/, 2);
  if (value === '') return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 || colon === pair.length - 1 ? undefined : pair.slice(colon + 1);
}
