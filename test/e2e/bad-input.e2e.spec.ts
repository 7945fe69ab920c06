import { connect } from 'node:net';
import { RunningLedger, type Reply, type Sent } from '../support/running-ledger';

const JSON_TYPE = { 'content-type': 'application/json' };
const deep = (levels: number): string => `{"context":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
const start = (more: string): string => `{"sessionId":"bad","definitionId":"CustomerJourneyState"${more}}`;
const MOVE = '/v1/journeys/present/transitions';

/** method, path, what is sent, expected status, expected code, and what the sentence must say. */
type Case = readonly [
  name: string,
  method: string,
  path: string,
  sent: Sent,
  status: number,
  code: string,
  says: RegExp,
];

const raw = (body: string | Buffer, headers: Sent['headers'] = JSON_TYPE): Sent => ({ body, headers });

const BODIES: readonly Case[] = [
  ['JSON that breaks off', 'POST', '/v1/journeys', raw('{"sessionId":'), 400, 'VALIDATION_FAILED', /not JSON/],
  ['no JSON at all', 'POST', '/v1/journeys', raw('hello'), 400, 'VALIDATION_FAILED', /not JSON/],
  ['two JSON values', 'POST', '/v1/journeys', raw('{} {}'), 400, 'VALIDATION_FAILED', /not JSON/],
  ['an empty body', 'POST', '/v1/journeys', raw(''), 400, 'VALIDATION_FAILED', /empty/],
  [
    'bytes that are no UTF-8',
    'POST',
    '/v1/journeys',
    raw(Buffer.from([0x7b, 0xff, 0x7d])),
    400,
    'VALIDATION_FAILED',
    /UTF-8/,
  ],
  ['a body in UTF-16', 'POST', '/v1/journeys', raw(Buffer.from('{}', 'utf16le')), 400, 'VALIDATION_FAILED', /JSON/],
  ['an array', 'POST', '/v1/journeys', raw('[]'), 400, 'VALIDATION_FAILED', /JSON object/],
  ['null', 'POST', '/v1/journeys', raw('null'), 400, 'VALIDATION_FAILED', /definitionId/],
  ['a number', 'POST', '/v1/journeys', raw('7'), 400, 'VALIDATION_FAILED', /JSON object/],
  [
    'an unknown field',
    'POST',
    '/v1/journeys',
    raw(start(',"colour":1')),
    400,
    'VALIDATION_FAILED',
    /"colour".*known are.*definitionId/,
  ],
  [
    'a field of every object',
    'POST',
    '/v1/journeys',
    raw(start(',"toString":1')),
    400,
    'VALIDATION_FAILED',
    /"toString"/,
  ],
  ['a constructor', 'POST', '/v1/journeys', raw(start(',"constructor":1')), 400, 'VALIDATION_FAILED', /"constructor"/],
  ['a prototype', 'POST', '/v1/journeys', raw(start(',"__proto__":{"a":1}')), 400, 'VALIDATION_FAILED', /__proto__/],
  [
    'an escaped prototype',
    'POST',
    '/v1/journeys',
    raw(start(',"\\u005f_proto__":{"a":1}')),
    400,
    'VALIDATION_FAILED',
    /__proto__/,
  ],
  [
    'a prototype in the context',
    'POST',
    '/v1/journeys',
    raw(start(',"context":{"__proto__":{"a":1}}')),
    400,
    'VALIDATION_FAILED',
    /__proto__/,
  ],
  [
    'a constructor’s prototype in the context',
    'POST',
    '/v1/journeys',
    raw(start(',"context":{"x":[{"constructor":{"prototype":{"a":1}}}]}')),
    400,
    'VALIDATION_FAILED',
    /constructor/,
  ],
  [
    'nesting in the context',
    'POST',
    '/v1/journeys',
    raw(start(`,${deep(40).slice(1)}`).slice(0, -1)),
    400,
    'VALIDATION_FAILED',
    /32 levels/,
  ],
  ['nesting without end', 'POST', '/v1/journeys', raw('['.repeat(60_000)), 400, 'VALIDATION_FAILED', /JSON/],
  [
    'closed nesting without end',
    'POST',
    '/v1/journeys',
    raw('['.repeat(30_000) + ']'.repeat(30_000)),
    400,
    'VALIDATION_FAILED',
    /32 levels/,
  ],
  [
    'a number beyond all doubles',
    'POST',
    '/v1/journeys',
    raw(start(',"context":{"n":1e999}')),
    400,
    'VALIDATION_FAILED',
    /context\.n.*too large/,
  ],
  [
    'a session id that is a number',
    'POST',
    '/v1/journeys',
    raw('{"sessionId":7,"definitionId":"X"}'),
    400,
    'VALIDATION_FAILED',
    /sessionId should be/,
  ],
  [
    'a session id with a control character',
    'POST',
    '/v1/journeys',
    raw('{"sessionId":"a\\u0000b","definitionId":"X"}'),
    400,
    'VALIDATION_FAILED',
    /sessionId should be/,
  ],
  [
    'a session id with a slash',
    'POST',
    '/v1/journeys',
    raw('{"sessionId":"a/b","definitionId":"X"}'),
    400,
    'VALIDATION_FAILED',
    /sessionId should be/,
  ],
  [
    'an overlong session id',
    'POST',
    '/v1/journeys',
    raw(`{"sessionId":"${'a'.repeat(129)}","definitionId":"X"}`),
    400,
    'VALIDATION_FAILED',
    /1 to 128/,
  ],
  [
    'a definition id with a line break',
    'POST',
    '/v1/journeys',
    raw('{"definitionId":"a\\nb"}'),
    400,
    'VALIDATION_FAILED',
    /definitionId should be/,
  ],
  ['no definition id', 'POST', '/v1/journeys', raw('{}'), 400, 'VALIDATION_FAILED', /definitionId should be/],
  [
    'an unknown definition',
    'POST',
    '/v1/journeys',
    raw('{"sessionId":"bad","definitionId":"Nope"}'),
    404,
    'DEFINITION_NOT_FOUND',
    /Nope/,
  ],
  [
    'an unknown version',
    'POST',
    '/v1/journeys',
    raw(start(',"definitionVersion":9')),
    404,
    'DEFINITION_NOT_FOUND',
    /9/,
  ],
  [
    'a version that is no whole number',
    'POST',
    '/v1/journeys',
    raw(start(',"definitionVersion":1.5')),
    400,
    'VALIDATION_FAILED',
    /definitionVersion/,
  ],
  [
    'a context that is an array',
    'POST',
    '/v1/journeys',
    raw(start(',"context":[]')),
    400,
    'VALIDATION_FAILED',
    /context should be a JSON object/,
  ],
  [
    'a context that is a text',
    'POST',
    '/v1/journeys',
    raw(start(',"context":"x"')),
    400,
    'VALIDATION_FAILED',
    /context should be/,
  ],
  [
    'a context that breaks the schema',
    'POST',
    '/v1/journeys',
    raw(start(',"context":{"verified":"yes"}')),
    422,
    'CONTEXT_INVALID',
    /verified/,
  ],
  [
    'a time that is no time',
    'POST',
    '/v1/journeys',
    raw(start(',"occurredAt":"yesterday"')),
    400,
    'VALIDATION_FAILED',
    /occurredAt should be.*RFC 3339/,
  ],
  [
    'a day that is no day',
    'POST',
    '/v1/journeys',
    raw(start(',"occurredAt":"2026-02-30T00:00:00Z"')),
    400,
    'VALIDATION_FAILED',
    /occurredAt/,
  ],
  [
    'a time without a zone',
    'POST',
    '/v1/journeys',
    raw(start(',"occurredAt":"2026-02-03T00:00:00"')),
    400,
    'VALIDATION_FAILED',
    /occurredAt/,
  ],
  [
    'a command id of the saga',
    'POST',
    '/v1/journeys',
    raw(start(',"commandId":"timeout:0"')),
    400,
    'VALIDATION_FAILED',
    /commandId.*timeout:/,
  ],
  [
    'a command id with a lone surrogate',
    'POST',
    '/v1/journeys',
    raw(start(',"commandId":"a\\ud800"')),
    400,
    'VALIDATION_FAILED',
    /commandId/,
  ],
  ['neither target nor event', 'POST', MOVE, raw('{}'), 400, 'VALIDATION_FAILED', /targetStateId or event/],
  ['target and event', 'POST', MOVE, raw('{"targetStateId":"A","event":"B"}'), 400, 'VALIDATION_FAILED', /not both/],
  [
    'a target that is an object',
    'POST',
    MOVE,
    raw('{"targetStateId":{}}'),
    400,
    'VALIDATION_FAILED',
    /targetStateId should be/,
  ],
  ['an empty target', 'POST', MOVE, raw('{"targetStateId":""}'), 400, 'VALIDATION_FAILED', /targetStateId should be/],
  [
    'a negative revision',
    'POST',
    MOVE,
    raw('{"targetStateId":"A","expectedRevision":-1}'),
    400,
    'VALIDATION_FAILED',
    /expectedRevision/,
  ],
  [
    'a revision as a text',
    'POST',
    MOVE,
    raw('{"targetStateId":"A","expectedRevision":"0"}'),
    400,
    'VALIDATION_FAILED',
    /expectedRevision/,
  ],
  [
    'a revision beyond all integers',
    'POST',
    MOVE,
    raw('{"targetStateId":"A","expectedRevision":9007199254740993}'),
    400,
    'VALIDATION_FAILED',
    /expectedRevision/,
  ],
  [
    'a revision that never was',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY","expectedRevision":99}'),
    409,
    'REVISION_CONFLICT',
    /99/,
  ],
  ['an unknown target', 'POST', MOVE, raw('{"targetStateId":"NOWHERE"}'), 422, 'TRANSITION_NOT_ALLOWED', /NOWHERE/],
  ['an unknown event', 'POST', MOVE, raw('{"event":"NOTHING"}'), 422, 'TRANSITION_NOT_ALLOWED', /NOTHING/],
  [
    'a merge patch that is a list',
    'PATCH',
    '/v1/journeys/present/context',
    raw('[1]'),
    400,
    'VALIDATION_FAILED',
    /merge patch/,
  ],
  [
    'a merge patch that is null',
    'PATCH',
    '/v1/journeys/present/context',
    raw('null', { 'content-type': 'application/merge-patch+json' }),
    400,
    'VALIDATION_FAILED',
    /merge patch/,
  ],
  ['no channel', 'POST', '/v1/journeys/present/channel', raw('{}'), 400, 'VALIDATION_FAILED', /channel should be/],
  [
    'no deadline',
    'POST',
    '/v1/journeys/present/deadline',
    raw('{"reason":"x"}'),
    400,
    'VALIDATION_FAILED',
    /deadline should be.*or null/,
  ],
  [
    'a restart with a target',
    'POST',
    '/v1/journeys/present/restart',
    raw('{"target":"A"}'),
    400,
    'VALIDATION_FAILED',
    /"target"/,
  ],
  [
    'a record without a key',
    'POST',
    '/api/v2/datastores/CustomerJourneyState/records',
    raw('{"value":{"stateId":"INTRO_WELCOME"}}'),
    400,
    'VALIDATION_FAILED',
    /key should be/,
  ],
  [
    'a record whose key is another session',
    'POST',
    '/api/v2/datastores/CustomerJourneyState/records',
    raw('{"key":"a1","value":{"stateId":"INTRO_WELCOME","sessionId":"b1"}}'),
    400,
    'VALIDATION_FAILED',
    /value\.sessionId/,
  ],
  [
    'a record with an unknown member',
    'POST',
    '/api/v2/datastores/CustomerJourneyState/records',
    raw('{"key":"a1","value":{"stateId":"INTRO_WELCOME","state":"x"}}'),
    400,
    'VALIDATION_FAILED',
    /"state" in value/,
  ],
  [
    'a record whose value is a text',
    'PUT',
    '/api/v2/datastores/CustomerJourneyState/records/present',
    raw('{"value":"x"}'),
    400,
    'VALIDATION_FAILED',
    /value should be/,
  ],
  [
    'a duration that is none',
    'PUT',
    '/api/v2/datastores/CustomerJourneyState/records/present',
    raw('{"value":{"stateId":"IDENTIFY","metadata":{"maxDuration":"soon"}}}'),
    400,
    'VALIDATION_FAILED',
    /maxDuration should be/,
  ],
  [
    'a flow call with nested data',
    'POST',
    '/v1/flow/ensure',
    raw('{"definitionId":"CustomerJourneyState","ctx_a":{}}'),
    400,
    'VALIDATION_FAILED',
    /ctx_a should be/,
  ],
  [
    'a flow call that reaches for a prototype',
    'POST',
    '/v1/flow/context',
    raw('{"sessionId":"present","ctx___proto__":null}'),
    400,
    'VALIDATION_FAILED',
    /ctx_/,
  ],
  [
    'a flow call with an unknown field',
    'POST',
    '/v1/flow/status',
    raw('{"sessionId":"present","state":1}'),
    400,
    'VALIDATION_FAILED',
    /"state"/,
  ],
  ['a definition that is a text', 'POST', '/v1/definitions', raw('"x"'), 422, 'DEFINITION_INVALID', /./],
  [
    'a definition without states',
    'POST',
    '/v1/definitions',
    raw('{"id":"X","version":1,"initial":"A","states":{}}'),
    422,
    'DEFINITION_INVALID',
    /./,
  ],
  [
    'a definition in YAML full of aliases',
    'POST',
    '/v1/definitions',
    raw(
      `a: &a [x,x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`},*${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}`,
      { 'content-type': 'application/yaml' },
    ),
    422,
    'DEFINITION_INVALID',
    /./,
  ],
  [
    'a guard that does not compile',
    'POST',
    '/v1/definitions',
    raw(
      '{"id":"G","version":1,"initial":"A","states":{"A":{"transitions":[{"target":"B","guard":"1 +"}]},"B":{"final":true}}}',
    ),
    422,
    'DEFINITION_INVALID',
    /./,
  ],
];

const LIMITS: readonly Case[] = [
  [
    '10 MB',
    'POST',
    '/v1/journeys',
    raw(start(`,"context":{"x":"${'a'.repeat(10_000_000)}"}`)),
    413,
    'PAYLOAD_TOO_LARGE',
    /./,
  ],
  ['10 MB of a definition', 'POST', '/v1/definitions', raw('a'.repeat(10_000_000)), 413, 'PAYLOAD_TOO_LARGE', /./],
  [
    'a body that is over the limit in chunks',
    'POST',
    '/v1/journeys',
    raw('a'.repeat(70_000), { ...JSON_TYPE, 'transfer-encoding': 'chunked' }),
    413,
    'PAYLOAD_TOO_LARGE',
    /./,
  ],
  [
    'plain text',
    'POST',
    '/v1/journeys',
    raw('x', { 'content-type': 'text/plain' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    /application\/json/,
  ],
  [
    'a form where JSON belongs',
    'POST',
    '/v1/journeys',
    raw('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    /application\/json/,
  ],
  [
    'NDJSON where JSON belongs',
    'POST',
    '/v1/journeys',
    raw('{}', { 'content-type': 'application/x-ndjson' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    /application\/json/,
  ],
  ['JSON where NDJSON belongs', 'POST', '/v1/commands', raw('{}'), 415, 'UNSUPPORTED_MEDIA_TYPE', /ndjson/],
  [
    'YAML where JSON belongs',
    'POST',
    '/v1/journeys',
    raw('a: b', { 'content-type': 'application/yaml' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    /application\/json/,
  ],
  [
    'a type that is none',
    'POST',
    '/v1/journeys',
    raw('{}', { 'content-type': ';;' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    /./,
  ],
  [
    'a compressed body',
    'POST',
    '/v1/journeys',
    raw('{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    /Content-Encoding/,
  ],
];

const ADDRESSES: readonly Case[] = [
  ['an unknown path', 'GET', '/v1/journey', {}, 404, 'ROUTE_NOT_FOUND', /docs/],
  ['a path that climbs', 'GET', '/v1/journeys/../../etc/passwd', {}, 404, 'ROUTE_NOT_FOUND', /./],
  ['a climbing id', 'GET', '/v1/journeys/%2e%2e', {}, 400, 'VALIDATION_FAILED', /session id/],
  ['an id with an escaped slash', 'GET', '/v1/journeys/a%2Fb', {}, 400, 'VALIDATION_FAILED', /session id/],
  ['an id with a null byte', 'GET', '/v1/journeys/a%00b', {}, 400, 'VALIDATION_FAILED', /session id/],
  ['an id with a line break', 'GET', '/v1/journeys/a%0d%0ab', {}, 400, 'VALIDATION_FAILED', /session id/],
  ['an id that is not UTF-8', 'GET', '/v1/journeys/%ff', {}, 400, 'VALIDATION_FAILED', /%/],
  ['an escape that is none', 'GET', '/v1/journeys/%zz', {}, 400, 'VALIDATION_FAILED', /%/],
  ['an overlong id', 'GET', `/v1/journeys/${'a'.repeat(129)}`, {}, 400, 'VALIDATION_FAILED', /session id/],
  [
    'a far overlong id',
    'POST',
    `/v1/journeys/${'a'.repeat(3000)}/transitions`,
    raw('{"targetStateId":"A"}'),
    400,
    'VALIDATION_FAILED',
    /session id/,
  ],
  ['an id beyond all measure', 'GET', `/v1/journeys/${'a'.repeat(8000)}`, {}, 400, 'VALIDATION_FAILED', /./],
  [
    'a record’s climbing id',
    'GET',
    '/api/v2/datastores/%2e%2e/records/x',
    {},
    400,
    'VALIDATION_FAILED',
    /definition id/,
  ],
  [
    'a definition’s version that is none',
    'GET',
    '/v1/definitions/CustomerJourneyState/versions/x',
    {},
    400,
    'VALIDATION_FAILED',
    /version/,
  ],
  [
    'a definition’s version that is not there',
    'GET',
    '/v1/definitions/CustomerJourneyState/versions/9',
    {},
    404,
    'DEFINITION_NOT_FOUND',
    /9/,
  ],
  ['a wrong method', 'DELETE', '/v1/journeys/present', {}, 405, 'METHOD_NOT_ALLOWED', /GET/],
  ['a wrong method with a body', 'PUT', '/v1/journeys', raw('{}'), 405, 'METHOD_NOT_ALLOWED', /POST/],
  ['a method that nobody has', 'PROPFIND', '/v1/journeys', {}, 405, 'METHOD_NOT_ALLOWED', /POST/],
  ['OPTIONS', 'OPTIONS', '/v1/journeys', {}, 405, 'METHOD_NOT_ALLOWED', /POST/],
  ['an unknown query parameter', 'GET', '/v1/journeys/present?asof=1', {}, 400, 'VALIDATION_FAILED', /asof/],
  [
    'a query where there is none',
    'POST',
    `${MOVE}?force=true`,
    raw('{"targetStateId":"IDENTIFY"}'),
    400,
    'VALIDATION_FAILED',
    /force/,
  ],
  ['a prototype in the query', 'GET', '/v1/journeys?__proto__=1', {}, 400, 'VALIDATION_FAILED', /./],
  ['a query parameter given twice', 'GET', '/v1/journeys?state=a&state=b', {}, 400, 'VALIDATION_FAILED', /state/],
  ['a page of no rows', 'GET', '/v1/journeys?limit=0', {}, 400, 'VALIDATION_FAILED', /limit/],
  ['a page of all rows', 'GET', '/v1/journeys?limit=1000000', {}, 400, 'VALIDATION_FAILED', /limit/],
  ['a cursor that is none', 'GET', '/v1/journeys?cursor=abc', {}, 400, 'VALIDATION_FAILED', /cursor/],
  ['a status that is none', 'GET', '/v1/journeys?status=DONE', {}, 400, 'VALIDATION_FAILED', /ACTIVE/],
  ['a position that is none', 'GET', '/v1/journeys?atLeast=later', {}, 400, 'VALIDATION_FAILED', /atLeast/],
  [
    'two pasts',
    'GET',
    '/v1/journeys/present?asOfRevision=0&asOf=2026-01-01T00:00:00Z',
    {},
    400,
    'VALIDATION_FAILED',
    /Only one/,
  ],
  ['a past that is none', 'GET', '/v1/journeys/present?asOf=yesterday', {}, 400, 'VALIDATION_FAILED', /asOf should be/],
  [
    'a revision that is none',
    'GET',
    '/v1/journeys/present?asOfRevision=1e3',
    {},
    400,
    'VALIDATION_FAILED',
    /asOfRevision/,
  ],
  [
    'a revision beyond the head',
    'GET',
    '/v1/journeys/present?asOfRevision=99',
    {},
    404,
    'JOURNEY_NOT_FOUND',
    /present/,
  ],
  [
    'a mode that is none',
    'POST',
    '/v1/commands?mode=fast',
    raw('{}', { 'content-type': 'application/x-ndjson' }),
    400,
    'VALIDATION_FAILED',
    /mode/,
  ],
  ['a kind of stream that is none', 'GET', '/v1/events?category=secrets', {}, 400, 'VALIDATION_FAILED', /category/],
  [
    'a mark that is none',
    'GET',
    '/v1/events',
    { headers: { 'last-event-id': 'x' } },
    400,
    'VALIDATION_FAILED',
    /Last-Event-ID/,
  ],
  ['an unknown journey', 'GET', '/v1/journeys/unknown', {}, 404, 'JOURNEY_NOT_FOUND', /unknown/],
  ['a timeline of an unknown journey', 'GET', '/v1/journeys/unknown/timeline', {}, 404, 'JOURNEY_NOT_FOUND', /unknown/],
  [
    'a command to an unknown journey',
    'POST',
    '/v1/journeys/unknown/transitions',
    raw('{"targetStateId":"A"}'),
    404,
    'JOURNEY_NOT_FOUND',
    /unknown/,
  ],
];

const HEADERS: readonly Case[] = [
  [
    'an If-Match without quotes',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY"}', { ...JSON_TYPE, 'if-match': '0' }),
    400,
    'VALIDATION_FAILED',
    /If-Match/,
  ],
  [
    'an If-Match of another server',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY"}', { ...JSON_TYPE, 'if-match': '"abc"' }),
    412,
    'REVISION_CONFLICT',
    /If-Match/,
  ],
  [
    'a stale If-Match',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY"}', { ...JSON_TYPE, 'if-match': '"7"' }),
    412,
    'REVISION_CONFLICT',
    /7/,
  ],
  [
    'an If-Match and a body that differ',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY","expectedRevision":3}', { ...JSON_TYPE, 'if-match': '"0"' }),
    412,
    'REVISION_CONFLICT',
    /./,
  ],
  [
    'an empty Idempotency-Key',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY"}', { ...JSON_TYPE, 'idempotency-key': '' }),
    400,
    'VALIDATION_FAILED',
    /Idempotency-Key/,
  ],
  [
    'an overlong Idempotency-Key',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY"}', { ...JSON_TYPE, 'idempotency-key': 'a'.repeat(201) }),
    400,
    'VALIDATION_FAILED',
    /Idempotency-Key/,
  ],
  [
    'two command ids',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY","commandId":"a"}', { ...JSON_TYPE, 'idempotency-key': 'b' }),
    400,
    'VALIDATION_FAILED',
    /commandId/,
  ],
  [
    'a deadline of the request that is none',
    'POST',
    MOVE,
    raw('{"targetStateId":"IDENTIFY"}', { ...JSON_TYPE, 'x-deadline-ms': '-5' }),
    400,
    'VALIDATION_FAILED',
    /X-Deadline-Ms/,
  ],
];

describe('input that is wrong', () => {
  let ledger: RunningLedger;
  let stored: string;

  /** Everything that the journeys' streams and definitions hold, by the counts that the server itself gives. */
  const everything = async (): Promise<string> => {
    const present = (await ledger.get('/v1/journeys/present')).text;
    const definitions = (await ledger.get('/v1/definitions')).text;
    const sessions = await Promise.all(['bad', 'a1', 'b1', 'unknown'].map((id) => ledger.get(`/v1/journeys/${id}`)));
    return JSON.stringify([present, definitions, ...sessions.map(({ status }) => status)]);
  };

  beforeAll(async () => {
    ledger = await RunningLedger.start();
    await ledger.begin('present');
    stored = await everything();
  });
  afterAll(() => ledger.remove());

  const refused = (reply: Reply, status: number, code: string, says: RegExp): void => {
    expect({ status: reply.status, text: reply.status === status ? '' : reply.text }).toEqual({ status, text: '' });
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(reply.headers['x-request-id']).toMatch(/^[A-Za-z0-9._:-]{1,128}$/);
    const problem = reply.json();
    expect(problem).toMatchObject({ status, code });
    expect(problem['type']).toBe(`/problems/${code.toLowerCase().replaceAll('_', '-')}`);
    expect(problem['title']).toEqual(expect.stringMatching(/^\S.*/));
    expect(problem['detail']).toMatch(says);
  };

  describe.each([
    ['in the body', BODIES],
    ['in size or type', LIMITS],
    ['in the address', ADDRESSES],
    ['in a header', HEADERS],
  ])('%s', (_, cases) => {
    it.each(cases)('%s is a problem document', async (_name, method, path, sent, status, code, says) => {
      refused(await ledger.send(method, path, sent), status, code, says);
    });

    afterAll(async () => expect(await everything()).toBe(stored));
  });

  it('names the methods that an address takes', async () => {
    const reply = await ledger.send('DELETE', '/v1/journeys/present');
    expect(reply.headers['allow']).toBe('GET, HEAD');
  });

  it('pollutes no prototype', async () => {
    await ledger.post(
      '/v1/journeys',
      '{"definitionId":"CustomerJourneyState","context":{"a":{"__proto__":{"polluted":1}}}}',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('answers what is no HTTP with a problem document too', async () => {
    const { hostname, port } = new URL(ledger.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('error', reject).on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"VALIDATION_FAILED"');
  });

  it('answers headers without end with a problem document', async () => {
    const reply = await ledger.get('/health/live', { 'x-long': 'a'.repeat(20_000) });
    expect(reply.status).toBe(431);
    expect(reply.json()).toMatchObject({ status: 431, code: 'VALIDATION_FAILED' });
  });

  it('keeps no insane request id', async () => {
    const reply = await ledger.get('/health/live', { 'x-request-id': 'a b{c}' });
    expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    const kept = await ledger.get('/health/live', { 'x-request-id': 'call-1.a:b' });
    expect(kept.headers['x-request-id']).toBe('call-1.a:b');
  });
});
