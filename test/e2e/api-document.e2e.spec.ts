import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { withoutReferences, type ApiDocument, type Media, type Operation } from '../support/api-document';
import { itemTexts } from '../support/reply-checker';
import { RunningLedger, StandingClock } from '../support/running-ledger';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** Flow builders first, then operations, then analysts and auditors, then monitoring. */
const TAGS = [
  'Flow',
  'Records',
  'Journeys',
  'Commands',
  'Definitions',
  'Timeouts',
  'Escalations',
  'Policies',
  'Batch operations',
  'Projections',
  'Analytics',
  'Exports',
  'Sandboxes',
  'Events',
  'Access',
  'Keys',
  'Monitoring',
];

const SCHEMES = ['ApiKey', 'Basic', 'Bearer', 'OAuth2'];

const examplesOf = (media: Media): unknown[] => [
  ...(media.example === undefined ? [] : [media.example]),
  ...Object.values(media.examples ?? {}).map(({ value }) => value),
];

type Node = Readonly<Record<string, unknown>>;

/** Every object within a value that is not an example, with its place. */
function nodesOf(value: unknown, place: string): [string, Node][] {
  if (Array.isArray(value)) return value.flatMap((item, n) => nodesOf(item, `${place}/${n}`));
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  const within = Object.entries(node).filter(([name]) => !['example', 'examples', 'value', 'default'].includes(name));
  return [[place, node], ...within.flatMap(([name, member]) => nodesOf(member, `${place}/${name}`))];
}

describe('the API document', () => {
  let ledger: RunningLedger;
  let served: ApiDocument;
  let document: ApiDocument;
  let operations: { readonly name: string; readonly method: string; readonly operation: Operation }[];
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);

  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' }, { clock: new StandingClock('2026-11-02T09:30:00Z') });
    served = (await ledger.get('/openapi.json')).json() as unknown as ApiDocument;
    document = withoutReferences(served);
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method,
        operation,
      })),
    );
    ajv.addSchema({ $id: 'api', components: document.components });
  });
  afterAll(() => ledger.remove());

  /** Every operation at once, so that a failure lists all that are wrong. */
  const all = (check: (operation: Operation, name: string) => readonly string[]): string[] =>
    operations.flatMap(({ name, operation }) => check(operation, name).map((fault) => `${name}: ${fault}`));

  const checks = new Map<string, ValidateFunction>();
  const validate = (schema: object, value: unknown): readonly string[] => {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
    // Compiled once: most calls have the schema of problems for several of their replies.
    const check = checks.get(text) ?? ajv.compile(JSON.parse(text) as object);
    checks.set(text, check);
    return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it('describes every route that the server has', () => {
    const routes = ledger.calls
      .filter((call) => !/ \/(docs|openapi)/.test(call))
      .map((call) => call.replace(/:(\w+)/g, '{$1}'));
    expect(routes).toContain('POST /v1/journeys/{sessionId}/transitions');
    expect(operations.map(({ name }) => name).sort()).toEqual(routes.sort());
  });

  it('is OpenAPI 3.1 in the members that it must have', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Journey ledger', version: expect.stringMatching(/^\d/) as string });
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/'))).toEqual([]);
    expect(operations.filter(({ method }) => !METHODS.has(method))).toEqual([]);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const inPath = all(({ parameters = [] }, name) => {
      const named = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = parameters.filter((one) => one.in === 'path' && one.required === true).map((one) => one.name);
      return named.sort().join() === declared.sort().join() ? [] : [`path parameters ${declared.join()}`];
    });
    expect(inPath).toEqual([]);
    expect(
      all(({ parameters = [] }) => parameters.filter((one) => !one.schema).map((one) => `${one.name} has no schema`)),
    ).toEqual([]);
  });

  it('uses no word that OpenAPI 3.1 dropped, and no reference that leads nowhere', () => {
    const faults = nodesOf(served, '').flatMap(([place, node]) => {
      const reference = node['$ref'];
      const target =
        typeof reference === 'string' &&
        reference
          .split('/')
          .slice(1)
          .reduce<unknown>((within, name) => (within as Node | undefined)?.[name], served);
      return [
        ...('nullable' in node ? [`${place}: nullable`] : []),
        ...(typeof node['exclusiveMinimum'] === 'boolean' ? [`${place}: exclusiveMinimum`] : []),
        ...(target === undefined ? [`${place}: ${String(reference)}`] : []),
      ];
    });
    expect(faults).toEqual([]);
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect([name, ajv.validateSchema(schema)]).toEqual([name, true]);
    }
  });

  it('has one tag for each call, ordered by who needs it', () => {
    expect(document.tags.map(({ name }) => name)).toEqual(TAGS);
    expect(document.tags.filter(({ description }) => !description)).toEqual([]);
    expect(all(({ tags = [] }) => (tags.length === 1 ? [] : [`has the tags ${tags.join()}`]))).toEqual([]);
    const order = operations.map(({ operation }) => TAGS.indexOf(operation.tags?.[0] ?? ''));
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('gives every call a summary, an example of each body and of each reply', () => {
    const faults = all(({ summary, requestBody, responses }) => [
      ...(summary ? [] : ['no summary']),
      ...Object.entries(requestBody?.content ?? {})
        .filter(([, media]) => examplesOf(media).length === 0)
        .map(([type]) => `no example of ${type}`),
      ...Object.entries(responses).flatMap(([status, { content, description }]) => [
        ...(description ? [] : [`${status} is not described`]),
        ...(status === '304'
          ? []
          : Object.values(content ?? { none: {} })
              .filter((media) => examplesOf(media).length === 0)
              .map(() => `no example of ${status}`)),
      ]),
      ...(Object.keys(responses).some((status) => status.startsWith('2')) ? [] : ['no success']),
    ]);
    expect(faults).toEqual([]);
  });

  it('says of each call that names no definition what credentials for some get', () => {
    const faults = all(({ description = '', 'x-bound-credentials': way, 'x-required-scopes': scopes = [] }) => {
      const isRefused = way === 'refused' && scopes.join() !== 'admin';
      return [
        ...((way === undefined) === (scopes.length === 0) ? [] : [`x-bound-credentials ${String(way)}`]),
        ...(description.includes('definitions are shown what is of these alone.') === (way === 'filtered')
          ? []
          : [String(way)]),
        ...(description.includes('for some definitions are refused.') === isRefused ? [] : [String(way)]),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('names the scopes of each call and how a caller presents its key', () => {
    expect(Object.keys(document.components.securitySchemes)).toEqual(SCHEMES);
    const faults = all(({ security = [], description = '', 'x-required-scopes': scopes }, name) => {
      if (scopes === undefined) return ['no x-required-scopes'];
      // Each entry of `security` opens the call by itself (OpenAPI 3.1, section 4.8.30).
      const expected = scopes.flatMap((scope) => SCHEMES.map((scheme) => ({ [scheme]: [scope] })));
      const open = name === 'POST /oauth/token' ? 'Needs a key, as the client’s credentials.' : 'Needs no credentials.';
      const sentence = scopes.length === 0 ? open : `Needs the scope ${scopes.join(' or ')}.`;
      return [
        ...(JSON.stringify(security) === JSON.stringify(expected) ? [] : [`security ${JSON.stringify(security)}`]),
        ...(description.endsWith(sentence) ? [] : [`the description does not say: ${sentence}`]),
      ];
    });
    expect(faults).toEqual([]);
  });

  it.each([
    ['GET /health/live', undefined],
    ['GET /metrics', undefined],
    ['GET /problems/{problem}', undefined],
    ['POST /v1/journeys', 'statestore.write'],
    ['GET /v1/journeys/{sessionId}', 'statestore.read'],
    ['GET /v1/journeys/{sessionId}/timeline', 'statestore.read or audit.read'],
    ['PATCH /v1/journeys/{sessionId}/context', 'statestore.write'],
    ['POST /v1/journeys/{sessionId}/deadline', 'operations.write'],
    ['POST /v1/journeys/{sessionId}/move', 'operations.write'],
    ['POST /v1/journeys/{sessionId}/migrate', 'operations.write'],
    ['POST /v1/journeys/{sessionId}/restart', 'statestore.write'],
    ['GET /v1/operations/{operationId}', 'statestore.read'],
    ['POST /v1/operations', 'operations.write'],
    ['POST /v1/operations/{operationId}/cancel', 'operations.write'],
    ['POST /v1/commands', 'statestore.write or operations.write'],
    ['PUT /api/v2/datastores/{datastoreId}/records/{sessionId}', 'statestore.write'],
    ['POST /v1/flow/status', 'statestore.read'],
    ['POST /v1/flow/ensure', 'statestore.write'],
    ['POST /v1/definitions', 'definitions.write'],
    ['POST /v1/definitions/check', 'statestore.read'],
    ['GET /v1/definitions/{definitionId}/versions/{version}', 'statestore.read'],
    ['PUT /v1/definitions/{definitionId}/timeouts/{stateId}', 'operations.write'],
    ['GET /v1/timeouts', 'statestore.read'],
    ['POST /v1/timeouts/pause', 'operations.write'],
    ['POST /v1/escalations/{escalationId}/claim', 'operations.write'],
    ['GET /v1/analytics/transitions', 'analytics.read'],
    ['GET /v1/exports/log.xes', 'analytics.read or audit.read'],
    ['GET /v1/projections', 'analytics.read'],
    ['POST /v1/projections/{name}/rebuild', 'admin'],
    ['GET /v1/events', 'audit.read'],
  ])('%s needs the scope %s', (call, scope) => {
    const operation = operations.find(({ name }) => name === call)?.operation;
    expect(operation?.['x-required-scopes']?.join(' or ')).toBe(scope ?? '');
  });

  it('has the problems that each call may answer', () => {
    const faults = all(({ requestBody, responses, 'x-required-scopes': scopes = [] }, name) => {
      const bulk = name === 'POST /v1/commands';
      const wanted = [
        ...['400', '500', '503'],
        ...(scopes.length > 0 ? ['401', '403'] : []),
        ...(requestBody ? ['415', ...(bulk ? [] : ['413'])] : []),
      ];
      return wanted.filter((status) => !responses[status]?.content?.['application/problem+json']);
    });
    expect(faults).toEqual([]);
  });

  it('describes every property, parameter and header', () => {
    const schemas = document.components.schemas as Readonly<Record<string, Node>>;
    const isDescribed = (node: Node): boolean =>
      typeof (node['description'] ?? schemas[String(node['$ref']).split('/').at(-1) ?? '']?.['description']) ===
      'string';
    const faults = nodesOf({ paths: document.paths, schemas }, '').flatMap(([place, node]) =>
      ['properties', 'patternProperties', 'headers'].flatMap((kind) =>
        Object.entries((node[kind] ?? {}) as Readonly<Record<string, Node>>)
          // A schema may have a property of this name.
          .filter(([, member]) => typeof member === 'object' && !isDescribed(member))
          .map(([name]) => `${place}/${kind}/${name}`),
      ),
    );
    expect(faults).toEqual([]);
    expect(all(({ parameters = [] }) => parameters.filter((one) => !one.description).map(({ name }) => name))).toEqual(
      [],
    );
  });

  it('says of every object whether it may have other members', () => {
    const open = nodesOf(document.components.schemas, '').filter(
      ([, node]) => typeof node['properties'] === 'object' && 'type' in node && !('additionalProperties' in node),
    );
    expect(open.map(([place]) => place)).toEqual([]);
  });

  it('has no example that its own schema refuses', () => {
    const faults = all(({ requestBody, responses }) => {
      const bodies = [
        ...Object.entries(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap(({ content = {} }) => Object.entries(content)),
      ];
      return bodies.flatMap(([type, media]) =>
        examplesOf(media).flatMap((example) => {
          const item = media.schema?.['x-itemSchema'];
          const items = item && typeof example === 'string' ? itemTexts(example, type) : [];
          return [
            ...(media.schema ? validate(media.schema, example) : []),
            ...items.flatMap((text) => validate(item ?? {}, JSON.parse(text))),
          ];
        }),
      );
    });
    expect(faults).toEqual([]);
  });

  it('has request examples that the server itself accepts', async () => {
    const key = 'call-4711';
    const send = async (path: string, method: string) => {
      const operation = document.paths[path]?.[method];
      const [type, media] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? ['', {}];
      const address = path.replace('{sessionId}', key).replace('{datastoreId}', 'CustomerJourneyState');
      const statuses: number[] = [];
      for (const body of examplesOf(media)) {
        statuses.push(
          (await ledger.send(method.toUpperCase(), address, { body, headers: { 'content-type': type } })).status,
        );
      }
      return statuses;
    };
    expect(await send('/v1/journeys', 'post')).toEqual([201]);
    expect(await send('/v1/journeys/{sessionId}/transitions', 'post')).toEqual([200, 422]);
    expect(await send('/v1/journeys/{sessionId}/context', 'patch')).toEqual([200]);
    expect(await send('/v1/journeys/{sessionId}/channel', 'post')).toEqual([200]);
    expect(await send('/v1/journeys/{sessionId}/restart', 'post')).toEqual([200]);
    expect(await send('/api/v2/datastores/{datastoreId}/records', 'post')).toEqual([200]);
    expect(await send('/api/v2/datastores/{datastoreId}/records/{sessionId}', 'put')).toEqual([200]);
    expect(await send('/v1/journeys/{sessionId}/deadline', 'post')).toEqual([200, 200]);
    expect(await send('/v1/commands', 'post')).toEqual([200]);
    expect(await send('/v1/definitions/check', 'post')).toEqual([200]);
    expect(await send('/v1/definitions', 'post')).toEqual([201]);
    for (const call of ['ensure', 'transition', 'context', 'status'])
      expect(new Set(await send(`/v1/flow/${call}`, 'post'))).toEqual(new Set([200]));
  });

  it('can be read at /docs with nothing from elsewhere', async () => {
    const page = await ledger.get('/docs');
    expect(page.status).toBe(200);
    const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => String(match[1]));
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      expect(part).not.toMatch(/^(https?:)?\/\//);
      expect([part, (await ledger.get(new URL(part, `${ledger.url}/docs`).pathname)).status]).toEqual([part, 200]);
    }
    const script = await ledger.get('/docs/swagger-ui-init.js');
    expect(script.text).toContain('"validatorUrl": null');
    expect(script.text).not.toContain('tagsSorter');
  });
});
