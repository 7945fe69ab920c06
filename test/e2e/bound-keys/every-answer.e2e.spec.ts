import { parquetText } from '../../support/parquet-text';
import { addressOf, asksForDefinition, CALLS, isStream, wayOf, type Call } from './documented-calls';
import { OF_OTHER, OTHER, OWN, ROOT, TwoDefinitions, type Headers } from './two-definitions';

const READS = CALLS.filter((call) => call.method === 'GET' && !isStream(call));

/** Of a caller alone, so that what an administrator gets is another's. */
const OF_ITS_CALLER = new Set(['/v1/access', '/v1/sandboxes/{sandboxId}', '/v1/sandboxes/{sandboxId}/timeline']);

/** Asked so that what they list is there: whether a journey counts as slow is a matter of time. */
const ASKED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/v1/operations/stuck': { reason: 'orphaned' },
  '/v1/journeys': { total: 'true' },
  '/v1/escalations': { limit: '50' },
};

/** The answer without the rows that have something of the other definition. */
function withoutOther(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((row) => !OF_OTHER.test(JSON.stringify(row))).map(withoutOther);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutOther(member)]));
}

/** JSON, or the text of another format. */
function contentOf(text: string): unknown {
  return /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
}

describe('every answer to credentials for one definition', () => {
  let both: TwoDefinitions;
  beforeAll(async () => {
    both = await TwoDefinitions.start();
  });
  afterAll(() => both.ledger.remove());

  const asked = async (call: Call, headers: Headers, more: Readonly<Record<string, string>> = {}) => {
    const address = addressOf(call, both.ids[OWN], { ...ASKED[call.template], ...more });
    if (call.template.endsWith('.parquet')) {
      return { status: 200, text: await parquetText(both.ledger.url + address, headers) };
    }
    const { status, text } = await both.ledger.get(address, headers);
    return { status, text };
  };

  it.each(READS.filter((call) => wayOf(call) !== 'refused'))(
    'is of that definition, and whole: $name',
    async (call) => {
      const whole = await asked(call, ROOT, {});
      for (const headers of [both.key, both.token]) {
        const seen = await asked(call, headers);
        expect([seen.status, OF_OTHER.exec(seen.text)?.input]).toEqual([200, undefined]);
        if (OF_ITS_CALLER.has(call.template)) continue;
        if (asksForDefinition(call)) expect(seen).toEqual(await asked(call, ROOT, { definitionId: OWN }));
        else expect(contentOf(seen.text)).toEqual(withoutOther(contentOf(whole.text)));
        // What shows one definition shows something, and less than the whole.
        if (wayOf(call) === 'filtered') {
          expect([seen.text.length > 40, seen.text === whole.text]).toEqual([true, false]);
        }
      }
    },
  );

  it.each(READS.filter(asksForDefinition))(
    'knows no more of the other definition than of one that does not exist: $name',
    async (call) => {
      const missing = 'Nowhere';
      const told = (reply: { readonly status: number; readonly text: string }) => [
        reply.status,
        reply.text.replaceAll(missing, OTHER).replaceAll(/"instance":"[^"]*"|"requestId":"[^"]*"/g, ''),
      ];
      const nothing = await asked(call, both.key, { definitionId: missing });
      expect(told(await asked(call, both.key, { definitionId: OTHER }))).toEqual(told(nothing));
      expect(told(await asked(call, ROOT, { definitionId: missing })).slice(0, 1)).toEqual(told(nothing).slice(0, 1));
      expect((await asked(call, ROOT, { definitionId: OTHER })).text).not.toBe(nothing.text);
    },
  );

  it('has totals of what it lists', async () => {
    const { journeys, total } = (await both.ledger.get('/v1/journeys?total=true', both.key)).json() as {
      journeys: object[];
      total: number;
    };
    expect([journeys.length, total]).toEqual([5, 5]);
    const cases = (await both.ledger.get('/v1/analytics/cases', both.key)).json();
    expect(cases).toMatchObject({ journeys: 5 });
    const timeouts = (await both.ledger.get('/v1/analytics/timeouts', both.key)).json();
    expect(timeouts).toMatchObject({ count: 1, escalated: 1 });
  });

  it('is one of few, for what concerns the whole ledger', async () => {
    const refused = CALLS.filter((call) => wayOf(call) === 'refused');
    expect(refused.map(({ name }) => name).sort()).toEqual([
      'GET /v1/audit/accesses',
      'GET /v1/projections',
      'GET /v1/projections/{name}/dead-letters',
      'POST /v1/timeouts/pause',
      'POST /v1/timeouts/resume',
    ]);
    for (const call of refused) {
      const { method } = call;
      const body = method === 'POST' ? { reason: 'x' } : undefined;
      const reply = await both.ledger.send(method, addressOf(call, both.ids[OWN]), { body, headers: both.key });
      expect([call.name, reply.status, reply.json()['detail']]).toEqual([
        ...[call.name, 403, expect.stringContaining('are for the definition Heron alone')],
      ]);
    }
  });
});
