import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { RunningLedger, StandingClock } from '../support/running-ledger';

interface Media {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

const examplesOf = (media: Media): unknown[] => [
  ...(media.example === undefined ? [] : [media.example]),
  ...Object.values(media.examples ?? {}).map(({ value }) => value),
];

describe('the API document', () => {
  let ledger: RunningLedger;
  let document: Document;
  let operations: {
    readonly name: string;
    readonly path: string;
    readonly method: string;
    readonly operation: Operation;
  }[];
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);

  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' }, { clock: new StandingClock('2026-11-02T09:30:00Z') });
    document = (await ledger.get('/openapi.json')).json() as unknown as Document;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        path,
        method,
        operation,
      })),
    );
    ajv.addSchema({ $id: 'api', ...document });
  });
  afterAll(() => ledger.remove());

  /** Every operation at once, so that a failure lists all that are wrong. */
  const all = (check: (operation: Operation, name: string) => readonly string[]): string[] =>
    operations.flatMap(({ name, operation }) => check(operation, name).map((fault) => `${name}: ${fault}`));

  const validate = (schema: object, value: unknown): readonly string[] => {
    const resolved = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as object;
    const check = ajv.compile(resolved);
    return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it('describes every route that the server has', () => {
    const served = ledger.calls
      .filter((call) => !/ \/(docs|openapi)/.test(call))
      .map((call) => call.replace(/:(\w+)/g, '{$1}'));
    expect(served).toContain('POST /v1/journeys/{sessionId}/transitions');
    expect(operations.map(({ name }) => name).sort()).toEqual(served.sort());
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
    const faults: string[] = [];
    const walk = (value: unknown, place: string): void => {
      if (Array.isArray(value)) value.forEach((item, n) => walk(item, `${place}/${n}`));
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
      for (const [name, member] of Object.entries(value)) {
        if (name === 'example' || name === 'examples' || name === 'value') continue;
        if (name === 'nullable') faults.push(`${place}: nullable`);
        if ((name === 'exclusiveMinimum' || name === 'exclusiveMaximum') && typeof member === 'boolean')
          faults.push(`${place}: ${name}`);
        if (name === '$ref' && typeof member === 'string') {
          const target = member.replace('#/components/schemas/', '');
          if (!(target in document.components.schemas)) faults.push(`${place}: ${member}`);
        } else walk(member, `${place}/${name}`);
      }
    };
    walk(document, '');
    expect(faults).toEqual([]);
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect([name, ajv.validateSchema(schema)]).toEqual([name, true]);
    }
  });

  it('gives every call a summary, a tag, an example of each body and of each reply', () => {
    const faults = all(({ summary, tags, requestBody, responses }) => [
      ...(summary && tags?.length ? [] : ['no summary or tag']),
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

  it('gives every call its problems: 400, and 413 and 415 where it takes a body', () => {
    const faults = all(({ requestBody, responses }, name) => {
      const bulk = name === 'POST /v1/commands';
      const wanted = ['400', ...(requestBody ? ['415', ...(bulk ? [] : ['413'])] : [])];
      return wanted.filter((status) => !responses[status]?.content?.['application/problem+json']);
    });
    expect(faults).toEqual([]);
  });

  it('has no example that its own schema refuses', () => {
    const faults = all(({ requestBody, responses }) => {
      const bodies = [
        ...Object.values(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content)),
      ];
      return bodies.flatMap((media) =>
        examplesOf(media).flatMap((example) => (media.schema ? validate(media.schema, example) : [])),
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
      expect(await send(`/v1/flow/${call}`, 'post')).toEqual([200]);
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
  });
});
