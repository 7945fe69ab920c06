import { join, resolve } from 'node:path';
import type { SeenReply } from './replies';
import type { ApiDocument } from './api-document';
import { ReplyChecker } from './reply-checker';

const CHECKS = resolve(__dirname, '..', '..', 'scripts', 'checks');
const { documentedSuccesses } = jest.requireActual<{ documentedSuccesses(document: ApiDocument): readonly string[] }>(
  join(CHECKS, 'replies.cjs'),
);

const JSON_OF_THING = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
const DOCUMENT = {
  paths: {
    '/things/{id}': {
      get: {
        responses: {
          200: { content: JSON_OF_THING, headers: { ETag: { required: true }, Link: {} } },
          304: {},
        },
      },
      delete: { responses: { 202: { content: JSON_OF_THING } } },
    },
    '/things/all': {
      get: {
        responses: {
          200: {
            content: { 'application/x-ndjson': { schema: { 'x-itemSchema': { $ref: '#/components/schemas/Thing' } } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: { id: { type: 'string' } },
        required: ['id'],
        additionalProperties: false,
      },
      Problem: { type: 'object', required: ['code'] },
    },
  },
} as unknown as ApiDocument;

const reply = (changed: Partial<SeenReply> & { readonly text?: string } = {}): SeenReply => ({
  method: 'GET',
  path: '/things/1?x=1',
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', etag: '"0"', 'x-request-id': 'r' },
  body: Buffer.from(changed.text ?? '{"id":"1"}'),
  credentials: '',
  isWhole: true,
  ...changed,
});

describe('ReplyChecker', () => {
  const checker = new ReplyChecker(DOCUMENT);
  const faults = (changed: Parameters<typeof reply>[0]): string =>
    checker
      .faults(reply(changed))
      .map((fault) => fault.replace(/^.*?: /, ''))
      .join('; ');
  const ndjson = { path: '/things/all', headers: { 'content-type': 'application/x-ndjson', 'x-request-id': 'r' } };

  it.each<[string, Parameters<typeof reply>[0], string]>([
    ['a reply as documented', {}, ''],
    ['a member too many', { text: '{"id":"1","more":2}' }, 'must NOT have additional properties'],
    ['a member of another type', { text: '{"id":1}' }, '/id must be string'],
    ['a member that is missing', { text: '{}' }, "must have required property 'id'"],
    ['a body that is not JSON', { text: '{"id":' }, 'this is not JSON'],
    ['a status that is not documented', { status: 201 }, 'no such status'],
    ['another media type', { headers: { 'content-type': 'text/plain', etag: '"0"' } }, 'and not text/plain'],
    ['a required header that is missing', { headers: { 'content-type': 'application/json' } }, 'ETag is missing'],
    ['a status without a body', { status: 304, text: '', headers: {} }, ''],
    ['a body where none is documented', { status: 304 }, 'no body of this status'],
    ['a call that is not documented', { path: '/others' }, 'no such call'],
    ['a method that is not documented', { method: 'PUT' }, 'no such call'],
    ['the answer to HEAD', { method: 'HEAD', text: '' }, ''],
    ['a line that is wrong', { ...ndjson, text: '{"id":"1"}\n{"id":2}\n' }, '/id must be string'],
    ['lines as documented', { ...ndjson, text: '{"id":"1"}\n{"id":"2"}\n' }, ''],
    ['a line that was cut off', { ...ndjson, text: '{"id":"1"}\n{"i', isWhole: false }, ''],
    ['the reader of the document', { path: '/docs/index.html', headers: {} }, ''],
    ['a connection that ended before its reply', { isWhole: false, headers: {}, text: '' }, ''],
  ])('judges %s', (_, changed, expected) => {
    expect(faults(changed)).toEqual(expected === '' ? '' : expect.stringContaining(expected));
  });

  it('takes a problem document where no call is addressed', () => {
    const headers = { 'content-type': 'application/problem+json' };
    expect(faults({ path: '/others', status: 404, headers, text: '{"code":"ROUTE_NOT_FOUND"}' })).toBe('');
    expect(faults({ path: '/others', status: 404, headers, text: '{}' })).toContain('code');
  });

  it('knows which of the documented successes it has seen', () => {
    expect(documentedSuccesses(DOCUMENT)).toEqual([
      'GET /things/{id} 200 application/json',
      'GET /things/{id} 304',
      'DELETE /things/{id} 202 application/json',
      'GET /things/all 200 application/x-ndjson',
    ]);
    expect([...checker.validated]).toEqual([
      'GET /things/{id} 200 application/json',
      'GET /things/{id} 304',
      'GET /things/all 200 application/x-ndjson',
    ]);
  });
});
