import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey, hashOfKey } from '@ledger/access';
import { runCli } from '../support/cli';
import { buildLedger, LedgerProcess } from '../support/ledger-process';
import { RunningLedger, StandingClock, type Reply } from '../support/running-ledger';

const DAY_MS = 86_400_000;
const FLOW = { name: 'payment-flow', owner: 'Desk', scopes: ['statestore.read', 'statestore.write'] };

interface Made {
  readonly outcome: string;
  readonly secret: string;
  readonly key: Record<string, unknown> & { readonly keyId: string };
}
const made = (reply: Reply): Made => reply.json() as unknown as Made;
const outcome = (reply: Reply): unknown => [reply.status, reply.json()['code'] ?? reply.json()['outcome']];

describe('a ledger without any key', () => {
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  let ledger: RunningLedger;
  let admin: Record<string, string>;
  beforeAll(async () => {
    const alone = 'It is about the first key of all tenants.';
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key' }, { clock, alone });
    admin = { 'x-api-key': readFileSync(join(ledger.dataDir, 'first-admin-key'), 'utf8').trim() };
  });
  afterAll(() => ledger.remove());

  const create = (more: object = {}, query = '') => ledger.post(`/v1/keys${query}`, { ...FLOW, ...more }, admin);
  const journeys = (key: string) => ledger.get('/v1/journeys?limit=1', { 'x-api-key': key });

  it('makes one for its administrator, in a file for its own account alone', async () => {
    expect(statSync(join(ledger.dataDir, 'first-admin-key')).mode & 0o777).toBe(0o600);
    const list = await ledger.get('/v1/keys', admin);
    expect(list.json()).toMatchObject({
      revision: 0,
      keys: [{ name: 'first-admin', scopes: ['admin'], status: 'active' }],
    });
    expect(list.text).not.toContain(hashOfKey(admin['x-api-key'] ?? ''));
    expect((await ledger.get('/v1/keys')).status).toBe(401);
  });

  it('creates a key, shows it once, and records whose it was', async () => {
    const request = { reason: 'go-live', commandId: 'key-1' };
    const reply = await create(request);
    const { secret, key } = made(reply);
    expect([reply.status, reply.headers['location'], reply.headers['cache-control']]).toEqual([
      ...[201, `/v1/keys/${key.keyId}`, 'no-store'],
    ]);
    expect(secret).toMatch(new RegExp(`^jlk_live_${key.keyId}[0-9A-Za-z]{28}$`));
    expect((await ledger.get('/v1/access', { 'x-api-key': secret })).json()).toEqual({
      ...{ clientId: key.keyId, name: FLOW.name, tenant: 'default', scopes: FLOW.scopes },
      ...{ definitions: null, expiresAt: '2027-11-02T09:30:00.000Z' },
    });
    const begun = await ledger.post(
      '/v1/journeys',
      { sessionId: 'keyed', definitionId: 'CustomerJourneyState' },
      { 'x-api-key': secret },
    );
    expect(begun.status).toBe(201);
    const [started] = await ledger.timelineWith('keyed', 1, { 'x-api-key': secret });
    expect(started).toMatchObject({ actor: { subject: 'payment-flow', clientId: key.keyId, kind: 'caller' } });
    expect(outcome(await ledger.post('/v1/keys', FLOW, { 'x-api-key': secret }))).toEqual([403, 'FORBIDDEN']);

    const again = await create(request);
    expect([again.status, again.headers['idempotency-replayed'], again.json()['secret']]).toEqual([200, 'true', null]);
    expect(outcome(await create({ commandId: 'key-1', owner: 'Other' }))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(outcome(await create())).toEqual([409, 'KEY_NAME_TAKEN']);
    expect((await ledger.get(`/v1/keys/${key.keyId}`, admin)).json()).toMatchObject({
      ...{ lastUsedAt: '2026-11-02T09:30:00.000Z', reason: 'go-live' },
      history: [
        {
          type: 'KeyCreated',
          reason: 'go-live',
          commandId: 'key-1',
          actor: { subject: 'first-admin', kind: 'operator' },
        },
      ],
    });
  });

  it.each<[string, object, RegExp]>([
    ['an unknown scope', { scopes: ['everything'] }, /scopes.*must be one of statestore.read/],
    ['no scope', { scopes: [] }, /scopes must be an array of one or more of/],
    ['a network of no addresses', { cidrs: ['10.0.0.0/40'] }, /cidrs.*"10.0.0.0\/40"/],
    ['an expiry that is past', { expiresAt: '2026-11-02T09:29:59Z' }, /expiresAt must be later than now/],
    [
      'an administrator bound to definitions',
      { scopes: ['admin'], definitions: ['Call'] },
      /cannot have the scope admin/,
    ],
  ])('refuses %s', async (_, more, sentence) => {
    const reply = await create({ name: 'wrong', ...more });
    expect([reply.status, reply.json()['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(reply.json()['detail']).toMatch(sentence);
  });

  it('refuses each key that does not hold, and says why', async () => {
    const detail = async (key: string) => (await journeys(key)).json()['detail'];
    const near = made(await create({ name: 'near', cidrs: ['10.0.0.0/8'] }));
    const brief = made(await create({ name: 'brief', expiresAt: '2026-11-03T09:30:00Z' }));
    const leaked = made(await create({ name: 'leaked' }));
    expect((await journeys(leaked.secret)).status).toBe(200);
    const revoked = await ledger.post(`/v1/keys/${leaked.key.keyId}/revoke`, { reason: 'in a log' }, admin);
    expect(revoked.json()).toMatchObject({
      outcome: 'REVOKED',
      key: { status: 'revoked' },
      change: { reason: 'in a log' },
    });
    expect(await detail(leaked.secret)).toMatch(/was revoked at 2026-11-02/);
    const twice = await ledger.post(`/v1/keys/${leaked.key.keyId}/revoke`, { reason: 'again' }, admin);
    expect(twice.json()).toMatchObject({ outcome: 'UNCHANGED', change: { reason: 'in a log' } });
    expect(await detail(near.secret)).toMatch(/may not be used from the address 127.0.0.1/);
    expect(await detail(brief.secret.slice(0, -1))).toMatch(/malformed/);
    expect(await detail(`${brief.secret.slice(0, -1)}${brief.secret.endsWith('0') ? 1 : 0}`)).toMatch(/checksum/);
    expect(await detail(generateKey('live'))).toBe('This ledger does not accept the API key.');
    expect((await journeys(brief.secret)).status).toBe(200);
    clock.forward(DAY_MS);
    expect(await detail(brief.secret)).toMatch(/expired at 2026-11-03/);
    expect(outcome(await ledger.post(`/v1/keys/${brief.key.keyId}/rotate`, {}, admin))).toEqual([409, 'KEY_ENDED']);
    expect(outcome(await ledger.post('/v1/keys/nobodys/revoke', { reason: 'x' }, admin))).toEqual([
      404,
      'KEY_NOT_FOUND',
    ]);
  });

  it('replaces a key under load, and refuses no request while both are accepted', async () => {
    const old = made(await create({ name: 'busy' }));
    let current = old.secret;
    let isLoaded = true;
    const statuses = new Map<number, number>();
    const caller = async () => {
      while (isLoaded) {
        const { status } = await journeys(current);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const callers = [1, 2, 3, 4].map(caller);
    const next = made(
      await ledger.post(`/v1/keys/${old.key.keyId}/rotate`, { overlapSeconds: 3_600, reason: 'yearly' }, admin),
    );
    expect(next.key).toMatchObject({ replaces: old.key.keyId, reason: 'yearly' });
    for (let count = 0; count < 20; count++) await journeys(old.secret);
    current = next.secret;
    for (let count = 0; count < 20; count++) await journeys(next.secret);
    isLoaded = false;
    await Promise.all(callers);
    expect([...statuses.keys()]).toEqual([200]);
    expect(next).toMatchObject({
      outcome: 'ROTATED',
      key: { name: 'busy', replaces: old.key.keyId, status: 'active' },
    });
    expect((await ledger.get(`/v1/keys/${old.key.keyId}`, admin)).json()).toMatchObject({
      status: 'rotating',
      replacedBy: next.key.keyId,
    });
    clock.forward(3_600_000);
    expect([(await journeys(old.secret)).status, (await journeys(next.secret)).status]).toEqual([401, 200]);
    expect((await journeys(old.secret)).json()['detail']).toMatch(new RegExp(`was replaced by ${next.key.keyId}`));
  });

  it('keeps the tenants of keys apart', async () => {
    const lead = made(await create({ name: 'lead', scopes: ['admin'] }, '?tenant=acme'));
    const own = { 'x-api-key': lead.secret };
    expect((await ledger.get('/v1/journeys/keyed', own)).status).toBe(404);
    expect((await ledger.get('/v1/keys', own)).json()).toMatchObject({ keys: [{ name: 'lead', tenant: 'acme' }] });
    expect((await ledger.get('/v1/keys?tenant=acme', admin)).json()).toMatchObject({ keys: [{ name: 'lead' }] });
    expect(outcome(await ledger.get('/v1/keys?tenant=default', own))).toEqual([403, 'FORBIDDEN']);
    expect(outcome(await ledger.post('/v1/keys?tenant=default', FLOW, own))).toEqual([403, 'FORBIDDEN']);
    const [first] = ((await ledger.get('/v1/keys', admin)).json() as { keys: { keyId: string }[] }).keys;
    expect(outcome(await ledger.get(`/v1/keys/${first?.keyId}`, own))).toEqual([404, 'KEY_NOT_FOUND']);
  });

  it('is managed by the command line, which prints a key once and asks before it revokes', async () => {
    const cli = (args: readonly string[], typed?: string) =>
      runCli(ledger, ['--api-key', admin['x-api-key'] ?? '', ...args], typed === undefined ? {} : { typed });
    const scopes = ['--scope', 'statestore.read', 'statestore.write'];
    const created = await cli([
      'keys',
      'create',
      'typed',
      '--owner',
      'Desk',
      ...scopes,
      '--expires',
      '90d',
      '--test',
      '--json',
    ]);
    const { secret, key } = JSON.parse(created.out) as Made;
    expect([created.exitCode, secret]).toEqual([0, expect.stringMatching(/^jlk_test_/)]);
    expect((await cli(['keys', 'list'])).out).toMatch(new RegExp(`${key.keyId} +typed +Desk +active`));
    const rotated = await cli(['keys', 'rotate', key.keyId, '--overlap', '30m']);
    expect(rotated.out).toMatch(/jlk_test_[0-9A-Za-z]{36}$/m);
    const revoke = ['keys', 'revoke', key.keyId, '--reason', 'test'];
    expect(await cli(revoke)).toMatchObject({ exitCode: 2, err: expect.stringContaining('Add --yes') as string });
    expect(await cli(revoke, 'n\n')).toMatchObject({ exitCode: 1 });
    expect((await journeys(secret)).status).toBe(200);
    expect((await cli(revoke, 'y\n')).out).toMatch(/^Revoked: typed/);
    expect((await journeys(secret)).status).toBe(401);
    expect((await cli([...revoke, '--yes'])).out).toMatch(/was revoked before/);
    expect((await cli(['keys', 'show', key.keyId])).out).toMatch(/KeyRevoked +first-admin +test/);
    for (const { out, err } of [await cli(['keys', 'list']), await cli(['keys', 'show', key.keyId])]) {
      expect(out + err).not.toContain(secret.slice(9));
    }
  });

  it('keeps no key in any file but that of its administrator', async () => {
    const { secret } = made(await create({ name: 'planted', reason: 'to be looked for' }));
    expect((await journeys(secret)).status).toBe(200);
    await ledger.get(`/v1/journeys/${secret}`, { 'x-api-key': secret });
    await ledger.post('/v1/journeys', { definitionId: 'CustomerJourneyState' }, { authorization: `Bearer ${secret}` });
    const files = readdirSync(ledger.dataDir).filter((name) => name !== 'first-admin-key');
    expect(files).toEqual(expect.arrayContaining(['ledger.db', 'read-models.db']));
    for (const name of files) {
      const bytes = readFileSync(join(ledger.dataDir, name));
      expect([name, bytes.includes(secret.slice(17)), bytes.includes(admin['x-api-key']?.slice(17) ?? '')]).toEqual([
        name,
        false,
        false,
      ]);
    }
    expect(
      readFileSync(join(ledger.dataDir, 'ledger.db'), 'latin1') +
        readFileSync(join(ledger.dataDir, 'ledger.db-wal'), 'latin1'),
    ).toContain(hashOfKey(secret));
  });
});

describe('a ledger that was given keys', () => {
  it.each<[string, Record<string, string>]>([
    ['with API_KEYS', { AUTH_MODE: 'api-key', API_KEYS: `lead:${hashOfKey('lead')}:admin` }],
    ['without authentication', { AUTH_MODE: 'none' }],
  ])('makes none of its own, and lists what it was given apart: %s', async (_, settings) => {
    const ledger = await RunningLedger.start({ ...settings, ROLES: 'api' });
    expect(readdirSync(ledger.dataDir)).not.toContain('first-admin-key');
    const lead = { 'x-api-key': 'lead' };
    const fromSettings = 'API_KEYS' in settings ? [{ clientId: 'lead', scopes: ['admin'] }] : [];
    expect((await ledger.get('/v1/keys', lead)).json()).toEqual({
      ...{ revision: -1, keys: [], lastAdminKey: null, fromSettings },
    });
    const listed = await runCli(ledger, ['--api-key', 'lead', 'keys', 'list']);
    expect(listed.out.includes('\nlead: admin (API_KEYS)')).toBe(fromSettings.length > 0);
    for (const query of ['status=revoked', 'tenant=acme']) {
      expect((await ledger.get(`/v1/keys?${query}`, lead)).json()).toMatchObject({ keys: [], fromSettings: [] });
    }
    await ledger.remove();
  });
});

describe('the process of a ledger without any key', () => {
  it('says where the first key is, and writes no key to its log, whatever becomes of a request', async () => {
    buildLedger();
    const dataDir = mkdtempSync(join(tmpdir(), 'ledger-keys-'));
    const settings = { AUTH_MODE: 'api-key', LOG_LEVEL: 'debug' };
    const ledger = await LedgerProcess.start(dataDir, settings, { alone: 'It is about the first key of all tenants.' });
    try {
      const file = join(dataDir, 'first-admin-key');
      const admin = readFileSync(file, 'utf8').trim();
      const ask = (key: string, path = '/v1/keys') => fetch(ledger.url + path, { headers: { 'x-api-key': key } });
      const keys = [admin, generateKey('live'), admin.slice(0, -1), `${admin}0`];
      const statuses: number[] = [];
      for (const key of keys) statuses.push((await ask(key)).status, (await ask(key, `/v1/nowhere/${key}`)).status);
      expect(statuses).toEqual([200, 404, 401, 404, 401, 404, 401, 404]);
      expect(await ledger.stop()).toBe(0);
      expect(ledger.lastWords).toContain(`The first administrator's key is in ${file}`);
      expect(ledger.lastWords).toContain('Answered');
      for (const key of keys) expect(ledger.lastWords).not.toContain(key.slice('jlk_live_'.length + 8));
    } finally {
      await ledger.kill();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
