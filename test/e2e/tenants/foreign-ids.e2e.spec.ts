import { readApiDocument, type Operation } from '../../support/api-document';
import { serverSentText } from '../../support/server-sent-text';
import { storedEvents, type StoredEvent } from '../../support/stored-events';
import type { Reply } from '../../support/running-ledger';
import {
  bodyOf,
  isKnownParameter,
  nameOf,
  NAMES,
  namesOfBody,
  queryValue,
  type Name,
  type NamedIds,
} from './named-ids';
import { TwoTenants, type Tenant } from './two-tenants';

/** Calls that name nothing of a tenant, and why. */
const OF_NO_TENANT: Readonly<Record<string, string>> = {
  'POST /oauth/token': 'asks for a key and its secret: that of another tenant logs in to that tenant',
  'GET /health/live': 'of the process',
  'GET /health/ready': 'of the process',
  'GET /metrics': 'of the process: no label has a tenant, or what a tenant chose',
  'GET /problems/{problem}': 'explains a problem code',
  'GET /v1/console': 'how to log in',
  'GET /v1/access': 'of the caller alone',
  'GET /v1/definitions': 'lists the caller’s own: another spec looks for others in it',
  'GET /v1/timeouts': 'of the caller’s tenant',
  'POST /v1/timeouts/pause': 'of the caller’s tenant',
  'POST /v1/timeouts/resume': 'of the caller’s tenant',
  'GET /v1/deadlines': 'lists the caller’s own',
  'GET /v1/operations': 'lists the caller’s own',
};

interface Call {
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly operation: Operation;
  /** Query parameters and path parameters. */
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
}

interface Case {
  readonly call: Call;
  /** What is the other tenant's; everything else is the caller's own. */
  readonly foreign: Name;
}

const CALLS: readonly Call[] = Object.entries(readApiDocument().paths).flatMap(([template, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    ...{ name: `${method.toUpperCase()} ${template}`, method: method.toUpperCase(), template, operation },
    parameters: (operation.parameters ?? [])
      .filter((parameter) => parameter.in !== 'header')
      .map((parameter) => ({ name: parameter.name, in: parameter.in, required: parameter.required === true })),
  })),
);

const CASES: readonly Case[] = CALLS.filter(({ operation }) => operation['x-of-all-tenants'] !== true)
  .flatMap((call) => namesOf(call).map((foreign) => ({ call, foreign })))
  // Lists before what changes them, and what a call publishes is there for those after it.
  .sort((one, other) => turnOf(one) - turnOf(other));

function turnOf({ call: { method, name } }: Case): number {
  if (method === 'GET') return 0;
  return name === 'POST /v1/definitions' ? 2 : 1;
}

function namesOf({ name, template, operation, parameters }: Call): readonly Name[] {
  const named = parameters.flatMap((parameter) => nameOf(template, parameter.name) ?? []);
  return [...new Set([...named, ...namesOfBody(name, operation)])];
}

/** The address of a call: required parameters, and those that have the foreign name. */
function addressOf({ template, parameters }: Call, foreign: Name | undefined, idOf: (of: Name) => string): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    const name = nameOf(template, parameter);
    return encodeURIComponent(name === undefined ? 'WELCOME' : idOf(name));
  });
  const search = new URLSearchParams();
  for (const { name: parameter, in: place, required } of parameters) {
    const name = nameOf(template, parameter);
    if (place !== 'query' || !(required || name === foreign)) continue;
    if (name !== undefined) search.set(parameter, queryValue(parameter, idOf(name)));
    else if (parameter === 'from') search.set(parameter, '2026-11-02T00:00:00Z');
    else if (parameter === 'to') search.set(parameter, '2026-11-03T00:00:00Z');
  }
  if (template.startsWith('/v1/events')) {
    search.set('after', 'start');
    search.set('category', 'journey,attempt,definition,escalation,policy,operation,alias,access');
  }
  if (template.endsWith('/timeouts/{stateId}')) search.set('reason', 'x');
  if (search.has('version') || search.has('compareVersion')) search.set('definitionId', idOf('definition'));
  if (search.has('compareVersion') && !search.has('version')) search.set('version', idOf('version'));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** Parts of replies and events that are new each time. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>')
    .replaceAll(/^id: \d+$/gm, 'id: <position>')
    .replaceAll(/jlk_live_\w{36}/g, '<key>')
    .replaceAll(/"keyId":"\w{8}"/g, '"keyId":"<id>"')
    .replaceAll(/"(position|x-ledger-position|ledger-position)":"\d+"/g, '"$1":"<position>"')
    .replaceAll(/"(etag|expiresAt|token|nextCursor)":"[^"]*"/g, '"$1":"<any>"');
}

describe.each<[asking: Tenant, far: Tenant]>([
  ['acme', 'default'],
  ['default', 'acme'],
])('to %s what only %s has', (asking, far) => {
  let both: TwoTenants;
  let before: readonly StoredEvent[];
  beforeAll(async () => {
    both = await TwoTenants.start(far, CASES.length);
    before = await storedEvents(both.ledger.dataDir);
  });
  afterAll(() => both.ledger.remove());

  const idIn = (ids: NamedIds, foreign: Name, whose: 'far' | 'none') => (of: Name) =>
    of === foreign ? ids[of][whose] : ids[of].own;

  const sent = ({ call, foreign }: Case, number: number, twin: 'F' | 'N'): Promise<Reply> => {
    const idOf = idIn(both.namedIds(asking, far, number)(twin), foreign, twin === 'F' ? 'far' : 'none');
    return send(call, foreign, idOf, `case-${number}-${twin}`);
  };

  const sentOwn = (call: Call): Promise<Reply> => {
    const ids = both.namedIds(asking, far, 0)('F');
    return send(call, undefined, (of) => ids[of].own, 'own');
  };

  const send = (
    call: Call,
    foreign: Name | undefined,
    idOf: (of: Name) => string,
    requestId: string,
  ): Promise<Reply> => {
    const path = addressOf(call, foreign, idOf);
    const [type = ''] = Object.keys(call.operation.requestBody?.content ?? {});
    const body = bodyOf(call.name, call.operation, idOf);
    const headers = {
      ...both.headers(asking),
      'x-request-id': requestId,
      ...(type !== '' && { 'content-type': type }),
    };
    if (JSON.stringify(call.operation.responses).includes('text/event-stream')) {
      return serverSentText(both.ledger.url + path, headers, (text) => text.includes(': caught up'));
    }
    return both.ledger.send(call.method, path, { headers, ...(body !== undefined && { body }) });
  };

  /** The text with the names that do not exist replaced by those of the other tenant. */
  const asOfTheOther = (number: number, foreign: Name, text: string): string => {
    const ids = both.namedIds(asking, far, number)('N');
    const names = NAMES.filter((name) => name !== 'version' && name !== 'tenant');
    const replaced = names.reduce((told, name) => told.replaceAll(ids[name].none, ids[name].far), text);
    const told = withoutChance(replaced)
      .replaceAll(new RegExp(`(own_${asking}_\\d+)N`, 'g'), '$1F')
      .replaceAll(`case-${number}-N`, `case-${number}-F`);
    return foreign === 'version' ? told.replaceAll(/\b3\b/g, '2') : told;
  };

  // First: calls of the next one have the caller use names that were the other’s alone.
  it('stands in no reply to who asks for the own things, or for all', async () => {
    const marks = new RegExp(`[_-]${far}(?![a-z])`, 'i');
    const reads = CALLS.filter(({ method, operation }) => method === 'GET' && operation['x-of-all-tenants'] !== true);
    for (const call of reads) {
      const { status, text } = await sentOwn(call);
      expect([call.name, status < 500, marks.exec(text)?.input.slice(0, 1_000)]).toEqual([call.name, true, undefined]);
    }
    expect(reads.length).toBeGreaterThan(45);
    const own = await both.ledger.get(`/v1/journeys?customerId=customer_${asking}_F`, both.headers(asking));
    expect(own.text).toMatch(new RegExp(`[_-]${asking}(?![a-z])`));
  });

  // The administrators of the tenant default manage the keys of all tenants: to them it is known which tenants there are.
  const isOpen = ({ foreign }: Case): boolean => foreign === 'tenant' && asking === 'default';

  it('is answered as what does not exist: by every call, for every name that it takes', async () => {
    for (const [number, each] of CASES.entries()) {
      if (isOpen(each)) continue;
      const [theirs, missing] = [await sent(each, number, 'F'), await sent(each, number, 'N')];
      const told = ({ status, headers, text }: Reply) => {
        const { date: _, 'content-length': __, ...kept } = headers;
        const written = asOfTheOther(number, each.foreign, `${JSON.stringify(kept)} ${text}`);
        return [each.call.name, each.foreign, status, written];
      };
      expect(told(theirs)).toEqual(told(missing));
      expect([each.call.name, each.foreign, theirs.status < 500]).toEqual([each.call.name, each.foreign, true]);
    }
  });

  it('stays as it was, and the caller records the same of both', async () => {
    await both.ledger.stop();
    // Reads are recorded, a second’s together, for those who read.
    const isRead = ({ stream }: StoredEvent): boolean => /^access\.\w+-reads\./.test(stream);
    const all = (await storedEvents(both.ledger.dataDir)).slice(before.length);
    const after = all.filter((event) => !isRead(event));
    expect(all.filter((event) => isRead(event) && event.tenant === far)).toEqual([]);
    expect(after.filter(({ tenant }) => tenant === far)).toEqual([]);
    for (const [number, { call, foreign }] of CASES.entries()) {
      const by = (twin: 'F' | 'N') =>
        after
          .filter(({ metadata }) => metadata.$correlationId === `case-${number}-${twin}`)
          .map(({ stream, type, data }) => asOfTheOther(number, foreign, `${stream} ${type} ${data}`));
      expect([call.name, foreign, by('F')]).toEqual([call.name, foreign, by('N')]);
    }
    const ofCases = after.filter(({ metadata }) => metadata.$correlationId?.startsWith('case-'));
    expect(ofCases.length).toBeGreaterThan(20);
    expect(after.filter((event) => !ofCases.includes(event))).toEqual([]);
  });
});

describe('the calls of the API document', () => {
  it('are all asked: each names something of a tenant, is of all tenants, or says why it is neither', () => {
    const silent = CALLS.filter((call) => call.operation['x-of-all-tenants'] !== true && namesOf(call).length === 0);
    expect(silent.map(({ name }) => name).sort()).toEqual(Object.keys(OF_NO_TENANT).sort());
    expect(CASES.length).toBeGreaterThan(200);
  });

  it('have no parameter of which it is not said what it names', () => {
    const unknown = CALLS.flatMap(({ name, template, parameters }) =>
      parameters.filter((each) => !isKnownParameter(template, each.name)).map((each) => `${name}: ${each.name}`),
    );
    expect(unknown).toEqual([]);
  });
});
