import { generateKey, hashOfKey } from '@ledger/access';
import { postgresForTests } from '@ledger/projections/testing';
import { runCli } from '../support/cli';
import { RunningLedger, type Reply } from '../support/running-ledger';
import {
  PLANTED_CARD,
  PLANTED_CLIENT_SECRET,
  PLANTED_PERSONAL,
  PLANTED_STORE_PASSWORD,
} from '../support/secrets/planted-secrets';
import { secretsIn, secretsInFolder } from '../support/secrets/secret-sweep';

const ROOT_KEY = generateKey('test');
const UNKNOWN_KEY = generateKey('live');
const ROOT = { 'x-api-key': ROOT_KEY };
const DEFINITION = {
  id: 'Secretive',
  version: 1,
  initial: 'OPEN',
  states: { OPEN: { transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
  context: { type: 'object', properties: { phone: { type: 'string', 'x-personal': true }, note: { type: 'string' } } },
};

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

describe('a ledger with which all kinds of secrets are used, rightly and wrongly', () => {
  const postgres = postgresForTests();
  const lines: string[] = [];
  let ledger: RunningLedger;
  let url: string;

  beforeAll(async () => {
    url = await postgres.server.createDatabase();
    const keys = [
      `flows:${hashOfKey(PLANTED_CLIENT_SECRET)}:statestore.write+statestore.read`,
      `root:${hashOfKey(ROOT_KEY)}:admin`,
    ];
    ledger = await RunningLedger.start(
      { AUTH_MODE: 'api-key', API_KEYS: keys.join(','), DATABASE_URL: url, LOG_LEVEL: 'trace' },
      { logTo: { write: (line) => void lines.push(line) } },
    );
    await useEverything();
  });
  // The database stays, and is swept with the files of its server at the end of the run.
  afterAll(() => ledger.remove());

  async function useEverything(): Promise<void> {
    const ok = async (work: Promise<Reply>): Promise<Reply> => {
      const reply = await work;
      expect([reply.status < 300, reply.text]).toEqual([true, reply.text]);
      return reply;
    };
    const refused = async (work: Promise<Reply>): Promise<void> => {
      expect((await work).status).toBeGreaterThanOrEqual(400);
    };
    await ok(ledger.post('/v1/definitions', DEFINITION, ROOT));
    const begin = (context: object, more: object = {}) =>
      ledger.post('/v1/journeys', { definitionId: 'Secretive', context, ...more }, ROOT);
    await ok(begin({ phone: PLANTED_PERSONAL }, { sessionId: 'personal' }));
    await refused(begin({ phone: [PLANTED_PERSONAL] }));
    await refused(begin({ phone: PLANTED_PERSONAL, note: 1 }));
    await refused(begin({ note: PLANTED_CARD }, { sessionId: 'card' }));
    await refused(ledger.post(`/v1/journeys?key=${UNKNOWN_KEY.slice(0, 12)}`, {}, ROOT));
    const grant = { grant_type: 'client_credentials' };
    await ok(ledger.post('/oauth/token', grant, basic('flows', PLANTED_CLIENT_SECRET)));
    await refused(ledger.post('/oauth/token', grant, basic('root', PLANTED_CLIENT_SECRET)));
    await refused(ledger.post('/oauth/token', { ...grant, client_secret: PLANTED_CLIENT_SECRET }));
    for (const headers of [
      { 'x-api-key': UNKNOWN_KEY },
      { authorization: `Bearer ${UNKNOWN_KEY}` },
      basic('root', UNKNOWN_KEY),
      { authorization: `Bearer ${PLANTED_STORE_PASSWORD}` },
    ]) {
      await refused(ledger.get('/v1/journeys', headers));
    }
    const { secret, key } = (
      await ok(ledger.post('/v1/keys', { name: 'made', owner: 'Desk', scopes: ['admin'] }, ROOT))
    ).json() as unknown as { secret: string; key: { keyId: string } };
    await ok(ledger.get('/v1/keys', { 'x-api-key': secret }));
    await ok(ledger.post(`/v1/keys/${key.keyId}/revoke`, { reason: 'it leaked' }, { 'x-api-key': secret }));
    await refused(ledger.get('/v1/keys', { 'x-api-key': secret }));
  }

  it('shows none in its metrics', async () => {
    const { text } = await ledger.get('/metrics');
    expect(text).toContain('failed_logins_total{reason="unknown"}');
    expect(secretsIn('The metrics', text)).toEqual([]);
  });

  it('writes none into its log, which names what happened', () => {
    const log = lines.join('');
    expect(log).toContain('A login from 127.0.0.1 failed (revoked).');
    expect(log).toContain('"msg":"Answered"');
    expect(secretsIn('The log', log)).toEqual([]);
  });

  it('stores none: not in events, nor in read models; personal data where it belongs', async () => {
    const last = await ledger.get('/v1/journeys/personal', ROOT);
    const { position } = last.json() as { position?: string };
    await ledger.get(`/v1/journeys?definitionId=Secretive${position ? `&atLeast=${position}` : ''}`, ROOT);
    expect(secretsInFolder(ledger.dataDir)).toEqual([]);
    const tables = await postgres.server.query(
      "select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
      url,
    );
    expect(tables.length).toBeGreaterThan(10);
    let rows = '';
    for (const { name } of tables) {
      const found = await postgres.server.query(`select t::text as row from ${String(name)} t`, url);
      rows += found.map(({ row }) => String(row)).join('\n');
    }
    expect(rows).toContain('personal');
    expect(secretsIn('The read models', rows, true)).toEqual([]);
  });

  it.each(['timeline.csv', 'log.xes', 'events.cloudevents.ndjson'])('exports none as %s', async (format) => {
    const { text } = await ledger.get(`/v1/exports/${format}`, ROOT);
    expect(text).toContain('personal');
    expect(secretsIn('The export', text, true)).toEqual([]);
  });

  it('lets the command line print none', async () => {
    const wrong = await runCli(ledger, ['show', 'personal', '--verbose'], { env: { LEDGER_API_KEY: UNKNOWN_KEY } });
    expect([wrong.exitCode, secretsIn('It', wrong.out + wrong.err)]).toEqual([1, []]);
    const token = await runCli(ledger, ['show', 'personal'], { env: { LEDGER_TOKEN: PLANTED_CLIENT_SECRET } });
    expect([token.exitCode, secretsIn('It', token.out + token.err)]).toEqual([2, []]);
  });

  it('is silent about the password of an event store that is away', async () => {
    const EVENT_STORE_URL = `esdb://ledger:${PLANTED_STORE_PASSWORD}@127.0.0.1:9?tls=false&defaultDeadline=200`;
    const told: string[] = [];
    const away = await RunningLedger.start(
      { EVENT_STORE_URL, ROLES: 'api', LOG_LEVEL: 'trace' },
      { logTo: { write: (line) => void told.push(line) } },
    );
    const replies = [await away.get('/health/ready'), await away.begin('nothing')];
    expect(replies.map(({ status }) => status)).toEqual([503, 503]);
    const all = [...told, ...replies.map(({ text }) => text)].join('\n');
    expect(all).toContain('127.0.0.1:9');
    expect(secretsIn('It', all)).toEqual([]);
    await away.remove();
  });
});
