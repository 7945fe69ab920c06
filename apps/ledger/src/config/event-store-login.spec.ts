import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './read-config';

const KEY = `desk:${'a'.repeat(64)}:admin`;
const read = (EVENT_STORE_URL: string, AUTH_MODE = 'api-key') =>
  readConfig({ EVENT_STORE_URL, AUTH_MODE, ...(AUTH_MODE !== 'none' && { API_KEYS: KEY }) });

describe('the login to the event store', () => {
  it.each([
    'esdb://admin:changeit@store:2113',
    'esdb+discover://ops:changeit@store:2113?tls=true',
    'kurrentdb://admin:change%69t@one:2113,two:2113',
  ])('is refused with the default password while callers are asked for keys: %s', (url) => {
    expect(() => read(url)).toThrow(
      /^EVENT_STORE_URL must not have the default password .* while AUTH_MODE is api-key/,
    );
    expect(() => read(url)).not.toThrow(/changeit/);
    expect(read(url, 'none').eventStoreUrl).toBe(url);
  });

  it.each(['esdb://store:2113?tls=false', 'esdb://ledger:changeit@store:2113', 'esdb://admin:other@store:2113'])(
    'is taken otherwise: %s',
    (url) => {
      expect(read(url).eventStoreUrl).toBe(url);
    },
  );

  it('is refused by a key file that others can read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-login-'));
    try {
      const file = join(folder, 'user.key');
      const url = `esdb://store:2113?userCertFile=/x.crt&userKeyFile=${encodeURIComponent(file)}`;
      expect(read(url).eventStoreUrl).toBe(url);
      writeFileSync(file, 'key');
      chmodSync(file, 0o644);
      expect(() => read(url)).toThrow(/^userKeyFile of EVENT_STORE_URL must be readable by its owner alone/);
      chmodSync(file, 0o600);
      expect(read(url).eventStoreUrl).toBe(url);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
