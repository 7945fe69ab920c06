import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfKey, SCOPES } from '@ledger/access';
import { runCli } from '../support/cli';
import { RunningLedger, StandingClock } from '../support/running-ledger';

const DAY_MS = 86_400_000;

const ALONE = 'It is about the first key of all tenants.';

describe('the key of a ledger’s only administrator', () => {
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  let ledger: RunningLedger;
  let secret: string;
  let keyId: string;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key' }, { clock, alone: ALONE });
    secret = readFileSync(join(ledger.dataDir, 'first-admin-key'), 'utf8').trim();
    keyId = secret.slice('jlk_live_'.length, 'jlk_live_'.length + 8);
  });
  afterAll(() => ledger.remove());

  const ask = (path: string, body: object) => ledger.post(`/v1/keys/${keyId}/${path}`, body, { 'x-api-key': secret });
  const cli = (...args: string[]) => runCli(ledger, ['keys', ...args], { env: { LEDGER_API_KEY: secret } });

  it.each([
    [
      'revoke',
      { reason: 'a mistake' },
      /without it no key could manage keys\. Create another one first, or send force\.$/,
    ],
    ['rotate', { overlapSeconds: 0 }, /Rotate it with an overlap, or send force\.$/],
    ['rotate', { expiresAt: '2026-11-02T10:00:00Z' }, /Choose a later expiry, or send force\.$/],
  ])('is refused to %s as %j', async (path, body, detail) => {
    const reply = await ask(path, body);
    expect([reply.status, reply.json()['code']]).toEqual([409, 'LAST_ADMIN_KEY']);
    expect(reply.json()['detail']).toMatch(detail);
    expect((await ledger.get('/v1/keys', { 'x-api-key': secret })).status).toBe(200);
  });

  it('is refused on the command line too, which knows a way', async () => {
    const revoked = await cli('revoke', keyId, '--reason', 'a mistake', '--yes');
    expect([revoked.exitCode, revoked.err]).toEqual([1, expect.stringContaining('(LAST_ADMIN_KEY)')]);
  });

  it('learns on the command line how a key is given there, if none is', async () => {
    const way = 'set LEDGER_API_KEY, or LEDGER_TOKEN for an access token.';
    const without = await runCli(ledger, ['keys', 'list']);
    expect([without.exitCode, without.err]).toEqual([1, expect.stringContaining(way)]);
    const wrong = await runCli(ledger, ['keys', 'list'], { env: { LEDGER_API_KEY: 'wrong' } });
    expect([wrong.exitCode, wrong.err]).toEqual([1, expect.not.stringContaining(way)]);
  });

  it('reads which scopes there are, and is told of a wrong one once', async () => {
    const help = (await cli('create', '--help')).out.replace(/\s+/g, ' ');
    expect(help).toContain(SCOPES.join(', '));
    const wrong = await cli('create', 'other', '--owner', 'o', '--scope', 'statestore.wirte');
    expect([wrong.exitCode, wrong.err.match(/statestore\.wirte/g)]).toEqual([2, ['statestore.wirte']]);
  });

  it('is warned of by journey keys list and at a start, in its last 30 days', async () => {
    expect((await cli('list')).err).toBe('');
    clock.forward(335 * DAY_MS);
    const warning = `first-admin (${keyId}), the last key with the scope admin, expires in 30 days, at 2027-11-02T09:30:00.000Z: journey keys rotate ${keyId}.`;
    expect(await cli('list', '--json')).toMatchObject({ exitCode: 0, err: `${warning}\n` });
    await ledger.stop();
    const lines: string[] = [];
    const settings = { AUTH_MODE: 'api-key', LOG_LEVEL: 'warn', DATA_DIR: ledger.dataDir };
    ledger = await RunningLedger.start(settings, { clock, logTo: { write: (line) => void lines.push(line) } });
    expect(lines.join('')).toContain(warning);
  });

  it('ends by force', async () => {
    expect((await ask('rotate', { overlapSeconds: 0, force: true })).status).toBe(200);
    expect((await ledger.get('/v1/keys', { 'x-api-key': secret })).status).toBe(401);
  });

  it('may end where the settings name another administrator', async () => {
    const settings = { AUTH_MODE: 'api-key', API_KEYS: `lead:${hashOfKey('lead')}:admin` };
    const other = await RunningLedger.start(settings);
    const lead = { 'x-api-key': 'lead' };
    const made = await other.post('/v1/keys', { name: 'second', owner: 'Desk', scopes: ['admin'] }, lead);
    const { key } = made.json() as { key: { keyId: string } };
    expect((await other.get('/v1/keys', lead)).json()['lastAdminKey']).toBeNull();
    expect((await other.post(`/v1/keys/${key.keyId}/revoke`, { reason: 'no need' }, lead)).status).toBe(200);
    await other.remove();
  });
});

describe('the owner of a ledger who has no key that is accepted', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key' }, { alone: ALONE });
  });
  afterAll(() => ledger.remove());
  const offline = (...args: string[]) =>
    runCli(ledger, ['keys', ...args, '--data-dir', ledger.dataDir], { env: { USER: 'olga' } });
  const rescue = ['create', 'rescue', '--owner', 'Operations', '--scope', 'admin', '--reason', 'all keys were lost'];

  it('can read keys while the server runs, and change none', async () => {
    const list = await offline('list', '--json');
    expect(JSON.parse(list.out)).toMatchObject({ keys: [{ name: 'first-admin', status: 'active' }] });
    const refused = await offline(...rescue);
    expect([refused.exitCode, refused.out]).toEqual([1, '']);
    expect(refused.err).toMatch(/is in use by another process|STORE_LOCKED/);
  });

  it('makes one on the file while the server is stopped, which the server accepts from then on', async () => {
    await ledger.stop();
    const made = await offline(...rescue, '--json');
    expect([made.exitCode, made.ledgers]).toEqual([0, [join(ledger.dataDir, 'ledger.db')]]);
    const { secret, key } = JSON.parse(made.out) as { secret: string; key: { keyId: string } };
    expect(made.out).toContain('"subject": "olga (on the ledger file)"');
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key', DATA_DIR: ledger.dataDir });
    const shown = await ledger.get(`/v1/keys/${key.keyId}`, { 'x-api-key': secret });
    expect(shown.json()).toMatchObject({
      name: 'rescue',
      createdBy: { subject: 'olga (on the ledger file)', kind: 'operator' },
      history: [{ type: 'KeyCreated', reason: 'all keys were lost' }],
    });
  });

  it('rotates and revokes there too, and a wrong request is refused as by the server', async () => {
    await ledger.stop();
    const list = JSON.parse((await offline('list', '--json')).out) as { keys: { keyId: string; name: string }[] };
    const idOf = (name: string): string => list.keys.find((key) => key.name === name)?.keyId ?? '';
    expect((await offline('rotate', idOf('rescue'), '--overlap', '1h')).exitCode).toBe(0);
    expect(await offline('revoke', idOf('first-admin'), '--reason', 'it is lost', '--yes')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Revoked') as string,
    });
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [['create', 'rescue', '--owner', 'o', '--scope', 'admin'], 'KEY_NAME_TAKEN'],
      [['create', 'no good name', '--owner', 'o', '--scope', 'admin'], 'The name of a key must be'],
      [['create', 'other', '--owner', 'o', '--scope', 'everything'], '--scope must be one or more of'],
      [['create', 'other', '--owner', 'o', '--scope', 'admin', '--tenant', '-'], '--tenant must be'],
      [['create', 'other', '--owner', 'o', '--scope', 'admin', '--cidr', '10.0.0.0/99'], 'is not a network'],
      [['show', 'nothing0'], 'KEY_NOT_FOUND'],
    ];
    for (const [args, told] of wrong) {
      const { exitCode, err } = await offline(...args);
      expect([args, exitCode > 0, err]).toEqual([args, true, expect.stringContaining(told)]);
    }
  });

  it('makes no ledger where there is none', async () => {
    const nowhere = join(ledger.dataDir, 'nowhere');
    const made = await runCli(ledger, ['keys', ...rescue, '--data-dir', nowhere]);
    expect([made.exitCode, made.err]).toEqual([3, `journey: There is no ledger at ${join(nowhere, 'ledger.db')}.\n`]);
  });
});
