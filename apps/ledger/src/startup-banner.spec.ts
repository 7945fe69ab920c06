import { readConfig } from './config/read-config';
import { startupBanner } from './startup-banner';

const OAUTH = {
  ...{ OAUTH_ISSUER: 'https://login.example.com/', OAUTH_AUDIENCE: 'https://ledger.example.com' },
  OAUTH_JWKS_URL: 'https://login.example.com/jwks.json',
};
const USUAL = 'http://127.0.0.1:3000';
const OTHER = 'http://127.0.0.1:3100';

describe('the lines of a start', () => {
  it.each([
    ['the usual port and keys', USUAL, { AUTH_MODE: 'api-key' }, '  LEDGER_API_KEY=… npx journey'],
    ['another port', OTHER, { AUTH_MODE: 'api-key' }, `  LEDGER_URL=${OTHER} LEDGER_API_KEY=… npx journey`],
    ['tokens alone', USUAL, { AUTH_MODE: 'oauth', ...OAUTH }, '  LEDGER_TOKEN=… npx journey'],
    ['keys and tokens', USUAL, { AUTH_MODE: 'api-key,oauth', ...OAUTH }, '  LEDGER_API_KEY=… npx journey'],
  ])('show a command that reaches this ledger with %s', (_, url, settings, command) => {
    expect(startupBanner(readConfig(settings), { url, firstAdminKeyFile: undefined })).toContain(`\n${command} start `);
  });

  it.each([
    [USUAL, '  export LEDGER_API_KEY=$(cat /data/key)'],
    [OTHER, `  export LEDGER_URL=${OTHER} LEDGER_API_KEY=$(cat /data/key)`],
  ])('name the address with the first key, if it is not the usual one: %s', (url, line) => {
    const config = readConfig({ AUTH_MODE: 'api-key' });
    expect(startupBanner(config, { url, firstAdminKeyFile: '/data/key' })).toContain(`\n${line}\n`);
  });
});
