import { TokenProblem } from './token-problem';

/** A login as it was sent. */
export interface TokenRequest {
  readonly client: ClientCredentials;
  /** What is asked for; undefined: all that the key allows. */
  readonly scope: string | undefined;
}

export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

const NO_CLIENT =
  'The request names no client: send client id and secret as Authorization: Basic, or as client_id and client_secret in the body.';

/** Reads a login of RFC 6749, section 4.4.2; a `TokenProblem` says what is wrong with it. */
export function tokenRequest(body: unknown, authorization: string | undefined): TokenRequest {
  const fields = fieldsOf(body);
  const grantType = textOf(fields, 'grant_type');
  if (grantType === undefined)
    throw new TokenProblem('invalid_request', 'grant_type is missing; it must be client_credentials.');
  if (grantType !== 'client_credentials') {
    throw new TokenProblem('unsupported_grant_type', 'grant_type must be client_credentials.');
  }
  return { client: clientOf(fields, authorization), scope: textOf(fields, 'scope') };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(body: unknown): Fields {
  if (body === undefined || body === null) return {};
  if (typeof body === 'object' && !Array.isArray(body)) return body as Fields;
  throw new TokenProblem('invalid_request', 'The body must be a form or a JSON object.');
}

/** An empty parameter counts as omitted (RFC 6749, section 3.2). */
function textOf(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new TokenProblem('invalid_request', `${name} must be a text.`);
}

function clientOf(fields: Fields, authorization: string | undefined): ClientCredentials {
  const id = textOf(fields, 'client_id');
  const secret = textOf(fields, 'client_secret');
  if (authorization === undefined) {
    if (id === undefined || secret === undefined) throw new TokenProblem('invalid_client', NO_CLIENT);
    return { id, secret };
  }
  if (secret !== undefined) {
    throw new TokenProblem('invalid_request', 'The client is named twice: send its secret in one place only.');
  }
  const client = basicClient(authorization);
  if (id !== undefined && id !== client.id) {
    throw new TokenProblem('invalid_request', 'client_id is not the user of Authorization: Basic; omit it.');
  }
  return client;
}

function basicClient(authorization: string): ClientCredentials {
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/_-]+=*)$/i.exec(authorization) ?? [];
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 1) throw new TokenProblem('invalid_client', NO_CLIENT);
  return { id: pair.slice(0, colon), secret: pair.slice(colon + 1) };
}

/** As form fields encode them: RFC 6749, section 2.3.1 asks for it, and few platforms do it. */
export function formDecoded({ id, secret }: ClientCredentials): ClientCredentials | undefined {
  try {
    const decoded = { id: formText(id), secret: formText(secret) };
    return decoded.id === id && decoded.secret === secret ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function formText(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
