import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readApiDocument, type ApiDocument, type Operation, type Response } from './api-document';
import type { SeenReply } from './replies';

interface Route {
  readonly template: string;
  readonly pattern: RegExp;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** The document itself, its reader and the console's files and pages: not part of the API. */
const NOT_THE_API =
  /^\/(?:$|(?:docs|openapi\.json|assets|favicon\.svg|journeys|definitions|operations|analytics|try|settings)(?:\/|$))/;
const PROBLEM_TYPE = 'application/problem+json';
const PROBLEM = { content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } } };

/** Holds replies against the API document. */
export class ReplyChecker {
  readonly #ajv = new Ajv({ strict: false, allErrors: true });
  readonly #routes: readonly Route[];
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #validated = new Set<string>();

  constructor(document: Pick<ApiDocument, 'paths' | 'components'>) {
    addFormats(this.#ajv);
    this.#ajv.addSchema({ $id: 'api', components: document.components });
    this.#routes = Object.entries(document.paths)
      .map(([template, operations]) => ({ template, operations, pattern: patternOf(template) }))
      // What is spelt out wins over a parameter: /v1/operations/stuck over /v1/operations/{operationId}.
      .sort((one, other) => one.template.split('{').length - other.template.split('{').length);
  }

  /** Successes that were found right, such as `GET /v1/journeys/{sessionId} 200 application/json`. */
  get validated(): ReadonlySet<string> {
    return this.#validated;
  }

  /** What the document does not say of this reply; empty where it is as documented. */
  faults(reply: SeenReply): readonly string[] {
    const path = reply.path.split('?', 1)[0] ?? '';
    if (NOT_THE_API.test(path) || isNeverAnswered(reply)) return [];
    const route = this.#routes.find(({ pattern }) => pattern.test(path));
    const method = reply.method === 'HEAD' ? 'get' : reply.method.toLowerCase();
    const operation = route?.operations[method];
    const faults = operation ? this.#faultsOf(reply, operation) : this.#faultsOfNoCall(reply);
    if (faults.length === 0 && route !== undefined && reply.status < 400 && reply.method !== 'HEAD') {
      this.#validated.add(`${reply.method} ${route.template} ${reply.status} ${mediaType(reply)}`.trim());
    }
    return faults.map((fault) => `${reply.method} ${reply.path} ${reply.status}: ${fault}`);
  }

  #faultsOf(reply: SeenReply, operation: Operation): readonly string[] {
    const response = operation.responses[String(reply.status)];
    if (!response) return ['the document has no such status of this call'];
    const missing = Object.entries(response.headers ?? {})
      .filter(([name, { required }]) => required === true && reply.headers[name.toLowerCase()] === undefined)
      .map(([name]) => `the header ${name} is missing`);
    return [...missing, ...this.#faultsOfBody(reply, response)];
  }

  #faultsOfBody(reply: SeenReply, { content }: Pick<Response, 'content'>): readonly string[] {
    const type = mediaType(reply);
    if (content === undefined) {
      return reply.body.length === 0 ? [] : [`the document has no body of this status, and there is one (${type})`];
    }
    const media = content[type];
    if (!media) return [`the document has ${Object.keys(content).join(', ')} here, and not ${type}`];
    if (reply.method === 'HEAD') return [];
    const item = media.schema?.['x-itemSchema'];
    if (item) {
      const validate = this.#validator(item);
      return itemsOf(reply, type).flatMap((item) => faultsOfJson(item, validate));
    }
    if (!/[/+]json$/.test(type) || !reply.isWhole || !media.schema) return [];
    return faultsOfJson(reply.body.toString('utf8'), this.#validator(media.schema));
  }

  /** An address or a method that no call has. */
  #faultsOfNoCall(reply: SeenReply): readonly string[] {
    if (![400, 404, 405].includes(reply.status)) return ['the document has no such call'];
    return this.#faultsOfBody(reply, PROBLEM);
  }

  #validator(schema: object): ValidateFunction {
    const key = JSON.stringify(schema);
    let validator = this.#validators.get(key);
    if (!validator) {
      validator = this.#ajv.compile(JSON.parse(key.replaceAll('"#/components', '"api#/components')) as object);
      this.#validators.set(key, validator);
    }
    return validator;
  }
}

let ofTheDocument: ReplyChecker | undefined;

/** The one that holds replies against the document of the repository. */
export function checkerOfTheDocument(): ReplyChecker {
  return (ofTheDocument ??= new ReplyChecker(readApiDocument()));
}

function patternOf(template: string): RegExp {
  const parts = template.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : part.replaceAll('.', '\\.')));
  return new RegExp(`^${parts.join('/')}$`);
}

/** The caller left, or the connection was cut, before there was a status. */
function isNeverAnswered({ isWhole, headers }: SeenReply): boolean {
  return !isWhole && headers['x-request-id'] === undefined;
}

function mediaType({ headers }: SeenReply): string {
  return String(headers['content-type'] ?? '').split(';', 1)[0] ?? '';
}

/** The JSON texts of a stream; one that was cut off is left out. */
function itemsOf({ body, isWhole }: SeenReply, type: string): readonly string[] {
  const text = body.toString('utf8');
  return itemTexts(isWhole ? text : text.slice(0, text.lastIndexOf(separatorOf(type)) + 1), type);
}

/** The JSON texts of lines of JSON, or of the data of server-sent events. */
export function itemTexts(text: string, type: string): readonly string[] {
  const pieces = text.split(separatorOf(type)).filter((piece) => piece.trim() !== '');
  return type === SERVER_SENT_EVENTS ? pieces.flatMap((message) => /^data: (.*)$/m.exec(message)?.[1] ?? []) : pieces;
}

const SERVER_SENT_EVENTS = 'text/event-stream';

function separatorOf(type: string): string {
  return type === SERVER_SENT_EVENTS ? '\n\n' : '\n';
}

function faultsOfJson(text: string, validate: ValidateFunction): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [`this is not JSON: ${text.slice(0, 200)}`];
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`.slice(0, 500),
  );
}
