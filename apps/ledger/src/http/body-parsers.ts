import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson, refuseHarmfulJson } from './json-body';
import { FORM_TYPE, JSON_TYPE, MERGE_PATCH_TYPE, NDJSON_TYPES, YAML_TYPES } from './media-types';
import { Problem, validationProblem } from './problem';
import { routeConfigOf } from './route-config';

type Parser = (body: Buffer, request: FastifyRequest) => unknown;

const ORDINARY: readonly string[] = [JSON_TYPE];

/** JSON that came without a Content-Type, where that counts as a form. */
const OPENING_BRACE = 0x7b;

/** Each kind of body only on routes that accept it. YAML stays text, lines of JSON a stream: they may be long. */
export function addBodyParsers(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  addParser(instance, [JSON_TYPE, MERGE_PATCH_TYPE], (body) => parseJson(body));
  addParser(instance, [FORM_TYPE], (body, request) =>
    body[0] === OPENING_BRACE && routeConfigOf(request).untypedBody === true ? parseJson(body) : formFields(body),
  );
  addParser(instance, YAML_TYPES, (body) => body.toString('utf8'));
  for (const type of NDJSON_TYPES) {
    instance.addContentTypeParser(type, (request, payload, done) => {
      const refused = refusalOf(request, type);
      done(refused ?? null, refused ? undefined : payload);
    });
  }
  instance.addContentTypeParser('*', (request, _payload, done) => done(unsupported(request)));
}

function addParser(instance: FastifyInstance, types: readonly string[], parse: Parser): void {
  for (const type of types) {
    instance.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body, done) => {
      const refused = refusalOf(request, type);
      if (refused) {
        done(refused);
        return;
      }
      if (body.length === 0 && takesNoBody(request)) {
        done(null, undefined);
        return;
      }
      try {
        done(null, parse(body as Buffer, request));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }
}

/** Many clients send Content-Type with every request, also with one that has no body. */
function takesNoBody(request: FastifyRequest): boolean {
  const { consumes, bodyOptional } = routeConfigOf(request);
  return consumes === undefined || bodyOptional === true;
}

function refusalOf(request: FastifyRequest, type: string): Problem | undefined {
  const taken = routeConfigOf(request).consumes ?? ORDINARY;
  if (!taken.includes(type)) return unsupported(request);
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return undefined;
  const detail = `Send the body without a Content-Encoding; you sent ${encoding.slice(0, 100)}.`;
  return new Problem('UNSUPPORTED_MEDIA_TYPE', detail);
}

function unsupported(request: FastifyRequest): Problem {
  const taken = (routeConfigOf(request).consumes ?? ORDINARY).join(' or ');
  const sent = request.headers['content-type'];
  const detail =
    sent === undefined
      ? `The header Content-Type is missing; it must be ${taken}.`
      : `The header Content-Type must be ${taken}; you sent ${sent.slice(0, 100)}.`;
  return new Problem('UNSUPPORTED_MEDIA_TYPE', detail);
}

/** Whether all escapes are UTF-8: URLSearchParams would replace the others. */
function hasUtf8Escapes(text: string): boolean {
  const runs = text.match(/(?:%[0-9A-Fa-f]{2})+/g) ?? [];
  return runs.every((run) => isUtf8(Buffer.from(run.replaceAll('%', ''), 'hex')));
}

function formFields(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (!isUtf8(body) || !hasUtf8Escapes(text)) throw validationProblem('The form is not UTF-8 text.');
  const pairs = [...new URLSearchParams(text)];
  const fields = Object.fromEntries(pairs);
  if (Object.keys(fields).length < pairs.length) {
    const twice = pairs.find(([name], index) => pairs.findIndex((other) => other[0] === name) < index)?.[0] ?? '';
    throw validationProblem(`The form has the field ${JSON.stringify(twice.slice(0, 100))} twice; send it once.`);
  }
  refuseHarmfulJson(fields, 'The body');
  return fields;
}
