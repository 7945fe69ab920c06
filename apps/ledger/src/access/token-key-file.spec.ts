import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TokenKey } from '@ledger/tokens';
import { ConfigurationError } from '../config/configuration.error';
import { readTokenKey } from './token-key-file';

describe('the file of the token key', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'ledger-token-key-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const given = (text: string, mode = 0o600): string => {
    const file = join(dataDir, 'given.pem');
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  };
  const onServer = (tokenKeyFile?: string) =>
    readTokenKey({
      dataDir,
      eventStoreUrl: 'esdb://store:2113',
      access: tokenKeyFile === undefined ? {} : { tokenKeyFile },
    });

  it('is made at the first start of the embedded ledger, for its account alone, and read from then on', () => {
    const made = readTokenKey({ dataDir, access: {} });
    expect(readdirSync(dataDir)).toEqual(['token-key.pem']);
    expect(statSync(join(dataDir, 'token-key.pem')).mode & 0o777).toBe(0o600);
    expect(readTokenKey({ dataDir, access: {} })?.kid).toBe(made?.kid);
  });

  it('is made where the embedded ledger is told to', () => {
    const tokenKeyFile = join(dataDir, 'elsewhere.pem');
    readTokenKey({ dataDir, access: { tokenKeyFile } });
    expect(readdirSync(dataDir)).toEqual(['elsewhere.pem']);
    expect(() => readTokenKey({ dataDir, access: { tokenKeyFile: join(dataDir, 'no', 'such.pem') } })).toThrow(
      /^TOKEN_KEY_FILE must be a file that can be made/,
    );
  });

  it('is given to processes on a server store, which would each make another one', () => {
    expect(onServer()).toBeUndefined();
    expect(readdirSync(dataDir)).toEqual([]);
    const pem = TokenKey.generate();
    expect(onServer(given(pem))?.kid).toBe(TokenKey.parse(pem).kid);
    const missing = join(dataDir, 'missing.pem');
    expect(() => onServer(missing)).toThrow(/^TOKEN_KEY_FILE must be a readable file/);
    expect(existsSync(missing)).toBe(false);
  });

  it.each([0o644, 0o604, 0o660, 0o620, 0o777])('is refused if others may read or write it: %o', (mode) => {
    const file = given(TokenKey.generate(), mode);
    expect(() => onServer(file)).toThrow(ConfigurationError);
    expect(() => onServer(file)).toThrow(/^TOKEN_KEY_FILE must be readable by its owner alone: run chmod 600 /);
  });

  it.each([0o600, 0o400, 0o440, 0o640])('is taken if only its owner, or its group, may read it: %o', (mode) => {
    expect(onServer(given(TokenKey.generate(), mode))).toBeDefined();
  });

  it('is refused if it holds something else, which is not repeated', () => {
    const file = given('a secret');
    expect(() => onServer(file)).toThrow(
      /^TOKEN_KEY_FILE must hold a private Ed25519 key .* has no private key in PEM\.$/,
    );
    expect(() => onServer(file)).not.toThrow(/a secret/);
    expect(readFileSync(file, 'utf8')).toBe('a secret');
  });
});
