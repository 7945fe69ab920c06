import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { RunningLedger } from '../support/running-ledger';

const HTML = { accept: 'text/html,application/xhtml+xml' };
const SCRIPT = 'console.log("journeys")';

function builtFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Journey ledger</title>');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'index-1a2b3c4d.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'index-1a2b3c4d.js.br'), brotliCompressSync(SCRIPT));
  return folder;
}

describe('The console', () => {
  const folder = builtFolder();
  const key = 'a-secret';
  let ledger: RunningLedger;
  beforeAll(async () => {
    const API_KEYS = `desk:${createHash('sha256').update(key).digest('hex')}:statestore.read`;
    ledger = await RunningLedger.start({ ROLES: 'api', AUTH_MODE: 'api-key', API_KEYS }, { consoleFolder: folder });
  });
  afterAll(async () => {
    await ledger.remove();
    rmSync(folder, { recursive: true });
  });

  it.each(['/', '/journeys?state=IDENTIFY', '/journeys/call-1?rev=3', '/definitions/Refund/2', '/try'])(
    'is one page at %s, for browsers and without a key',
    async (path) => {
      const reply = await ledger.get(path, HTML);
      expect([reply.status, reply.text]).toEqual([200, '<!doctype html><title>Journey ledger</title>']);
      expect(reply.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/^default-src 'self'; img-src 'self' data:;/) as string,
        etag: expect.stringMatching(/^(W\/)?"/) as string,
      });
      expect(reply.headers['content-security-policy']).not.toContain('unsafe');
      expect((await ledger.get(path, { ...HTML, 'if-none-match': String(reply.headers.etag) })).status).toBe(304);
    },
  );

  it('has files that are stored for ever, compressed where the browser takes it', async () => {
    const plain = await ledger.get('/assets/index-1a2b3c4d.js');
    expect([plain.status, plain.text]).toEqual([200, SCRIPT]);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const compressed = await ledger.get('/assets/index-1a2b3c4d.js', { 'accept-encoding': 'gzip, br' });
    expect(compressed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/javascript; charset=utf-8',
      vary: 'accept, accept-encoding',
    });
    expect((await ledger.get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['GET', '/journeys/call-1', 'application/json', 404],
    ['GET', '/v1/unknown', HTML.accept, 404],
    ['GET', '/v1/journeys', HTML.accept, 401],
    ['GET', '/unknown', HTML.accept, 404],
    ['GET', '/assets/unknown.js', HTML.accept, 404],
    ['GET', '/assets/..%2f..%2fpackage.json', HTML.accept, 404],
    ['GET', '/assets/index-1a2b3c4d.js.br', HTML.accept, 404],
    ['POST', '/journeys', HTML.accept, 404],
    ['DELETE', '/', HTML.accept, 404],
  ])('hides no address of the API: %s %s for %s is %i', async (method, path, accept, status) => {
    const reply = await ledger.send(method, path, { headers: { accept } });
    expect([reply.status, reply.headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
  });

  it('is told the settings without a key, and who it is with one', async () => {
    expect((await ledger.get('/v1/console')).json()).toMatchObject({
      authentication: 'api-key',
      ledger: 'embedded',
      readModels: 'embedded',
      roles: ['api'],
    });
    expect((await ledger.get('/v1/access')).status).toBe(401);
    const access = await ledger.get('/v1/access', { 'x-api-key': key });
    expect(access.json()).toEqual({
      ...{ clientId: 'desk', name: 'desk', tenant: 'default', scopes: ['statestore.read'] },
      ...{ definitions: null, expiresAt: null },
    });
  });
});

describe('Which ledger answers', () => {
  const idOf = async (ledger: RunningLedger): Promise<unknown> => (await ledger.get('/v1/console')).json()['ledgerId'];

  it('is the same after a restart, and another one for another folder', async () => {
    const first = await RunningLedger.start();
    const id = await idOf(first);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    await first.stop();
    const again = await RunningLedger.start({ DATA_DIR: first.dataDir });
    expect(await idOf(again)).toBe(id);
    await again.remove();
    const alone = 'The first event of a ledger is its name, and the neighbour is the same in all.';
    const other = await RunningLedger.start({}, { alone });
    expect(await idOf(other)).not.toBe(id);
    await other.remove();
  });
});

describe('A ledger without a built console', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' }, { consoleFolder: join(tmpdir(), 'no-such-folder') });
  });
  afterAll(() => ledger.remove());

  it('says how it is built', async () => {
    const reply = await ledger.get('/', HTML);
    expect(reply.status).toBe(404);
    expect(reply.json()).toMatchObject({ detail: expect.stringContaining('npm run build') as string });
  });

  it('tells a caller without keys that it may do everything', async () => {
    const access = (await ledger.get('/v1/access')).json();
    expect(access).toMatchObject({ clientId: null, name: null, tenant: 'default', expiresAt: null });
    expect(access['scopes']).toContain('admin');
  });
});
