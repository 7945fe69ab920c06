import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey } from '@ledger/access';
import { PLANTED_CARD, PLANTED_CLIENT_SECRET, PLANTED_PERSONAL, PLANTED_STORE_PASSWORD } from './planted-secrets';
import { refuseSecrets, secretsIn, secretsInFolder, SweptOutput } from './secret-sweep';
import { secretsInReply } from './swept-replies';

const KEY = generateKey('live');
const TOKEN = 'eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ1cm46bGVkZ2VyIn0.c2lnbmF0dXJlLW9m';
const LEAKS: readonly (readonly [string, string])[] = [
  ['an API key', KEY],
  ['an access token', TOKEN],
  ['a secret that was planted', PLANTED_CLIENT_SECRET],
  ['a secret that was planted', PLANTED_STORE_PASSWORD],
  ['a card number', PLANTED_CARD],
  ['a card number', PLANTED_CARD.replaceAll(' ', '')],
];

describe('the sweep for secrets', () => {
  it.each(LEAKS)('finds %s that leaks, and does not repeat it: %s', (kind, leaked) => {
    const line = `{"level":40,"msg":"Refused ${leaked} of a caller"}`;
    const found = secretsIn('A log', line);
    expect(found).toEqual([`A log has ${kind}, after ${JSON.stringify('{"level":40,"msg":"Refused ')}`]);
    expect(found.join()).not.toContain(leaked);
    expect(() => refuseSecrets(found)).toThrow(/^Secrets got where they must not be/);
    expect(secretsIn('Bytes', Buffer.from(line))).toHaveLength(1);
  });

  it('lets pass what only looks like a secret', () => {
    const texts = ['jlk_live_', `${KEY.slice(0, 17)}…`, 'eyJ', '4111', 'jlk_(live|test)_[0-9A-Za-z]{36}'];
    expect(texts.flatMap((text) => secretsIn('A log', text))).toEqual([]);
    expect(() => refuseSecrets([])).not.toThrow();
  });

  it.each(LEAKS)('finds %s in a file, wherever it is', (kind, leaked) => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-sweep-'));
    try {
      mkdirSync(join(folder, 'deep'));
      writeFileSync(join(folder, 'deep', 'read-models.db'), Buffer.from([0, 255, ...Buffer.from(leaked), 0]));
      expect(secretsInFolder(folder)).toEqual([expect.stringContaining(`read-models.db has ${kind}`)]);
      // Their content is the key, and their mode is tested.
      rmSync(join(folder, 'deep', 'read-models.db'));
      writeFileSync(join(folder, 'first-admin-key'), KEY);
      expect(secretsInFolder(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keeps what an output shows until it is asked, once', () => {
    const output = new SweptOutput('The output of a process');
    output.write('all is well\n');
    output.refuse();
    output.write(`Cannot connect to esdb://ledger:${PLANTED_STORE_PASSWORD}@host\n`);
    expect(() => output.refuse()).toThrow(/The output of a process has a secret that was planted/);
    output.refuse();
  });

  const reply = (call: string, status: number, text: string) => {
    const [method = '', path = ''] = call.split(' ');
    const seen = { method, path, status, headers: {}, body: Buffer.from(text), isWhole: true, credentials: '' };
    return secretsInReply(seen);
  };

  it('finds them in replies, but for those that give one', () => {
    expect(reply('GET /v1/keys', 200, KEY)).toHaveLength(1);
    expect(reply('GET /metrics', 200, TOKEN)).toHaveLength(1);
    expect(reply('POST /v1/keys', 403, KEY)).toHaveLength(1);
    expect(reply('POST /v1/keys/a/revoke', 200, KEY)).toHaveLength(1);
    expect(reply('POST /oauth/token', 401, PLANTED_CLIENT_SECRET)).toHaveLength(1);
    expect(reply('POST /v1/keys', 201, KEY)).toEqual([]);
    expect(reply('POST /v1/keys?tenant=acme', 201, KEY)).toEqual([]);
    expect(reply('POST /v1/keys/a/rotate', 200, KEY)).toEqual([]);
    expect(reply('POST /oauth/token', 200, TOKEN)).toEqual([]);
    expect(reply('GET /openapi.json', 200, KEY)).toEqual([]);
    expect(reply(`GET /v1/journeys/${KEY}`, 404, `There is no journey ${KEY}.`)).toEqual([]);
  });

  it('takes personal data for a leak in errors, logs and outputs alone', () => {
    expect(reply('GET /v1/journeys/a', 200, PLANTED_PERSONAL)).toEqual([]);
    expect(reply('GET /v1/journeys/a', 422, PLANTED_PERSONAL)).toHaveLength(1);
    expect(secretsIn('A log', PLANTED_PERSONAL)).toHaveLength(1);
    expect(secretsIn('A file', PLANTED_PERSONAL, true)).toEqual([]);
  });
});
