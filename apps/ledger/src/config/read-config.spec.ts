import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from './configuration.error';
import { Environment } from './environment';
import { readConfig } from './read-config';

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('./data'),
      roles: new Set(['api', 'projector', 'saga']),
      auditReads: 'off',
      accessRetentionDays: 400,
      allowedHosts: [],
      trustedProxies: [],
      rateLimitPerSecond: 0,
      failedLoginsPerMinute: 60,
      acceptLoss: 0,
      logLevel: 'info',
      requestBudgetMs: 2000,
      mostRequests: 256,
      stallLimitMs: 30_000,
      clockSkewMs: 300_000,
      headerLimitBytes: 16_384,
      headerTimeoutMs: 30_000,
      bodyLimitBytes: 65_536,
      contextLimitBytes: 65_536,
      bodyTimeoutMs: 30_000,
      answerTimeoutMs: 60_000,
      definitionLimitBytes: 1_048_576,
      lineLimitBytes: 65_536,
      linesTimeoutMs: 60_000,
      commandsInFlight: 256,
      projectionFailure: 'stop',
      timeouts: { maxPerSecond: 10_000, concurrency: 128 },
      webhooks: {
        targets: [],
        retry: { firstPauseMs: 5_000, longestPauseMs: 3_600_000, deadLetterAfterMs: 86_400_000 },
      },
      heartbeatMs: 5_000,
      followers: { most: 1_000, mostOfOneKey: 600 },
      shutdownMs: 10_000,
      definitions: { folder: resolve(__dirname, '../../../../definitions'), areShipped: true },
    });
  });

  it('takes what is given, and an empty variable for an absent one', () => {
    const config = readConfig({ PORT: '8080', HOST: '::1', ROLES: 'saga,api', LOG_LEVEL: '', DATA_DIR: '/srv/ledger' });
    expect(config).toMatchObject({ port: 8080, host: '::1', logLevel: 'info', dataDir: '/srv/ledger' });
    expect([...config.roles]).toEqual(['saga', 'api']);
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '-1'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['HOST', 'a b'],
    ['ROLES', 'api,writer'],
    ['ROLES', 'api, saga'],
    ['AUTH_MODE', 'basic'],
    ['AUTH_MODE', 'oauth,api-key,oauth'],
    ['OAUTH_TENANT_CLAIM', 'a b'],
    ['OAUTH_TOKEN_TYPE', 'id'],
    ['ALLOWED_HOSTS', 'a b'],
    ['ALLOWED_HOSTS', 'http://ledger.local'],
    ['LOG_LEVEL', 'loud'],
    ['REQUEST_BUDGET_MS', '2s'],
    ['CLOCK_SKEW_SECONDS', '5m'],
    ['HEADER_LIMIT_BYTES', '100'],
    ['HEADER_TIMEOUT_MS', '10'],
    ['BODY_LIMIT_BYTES', '10'],
    ['STALL_LIMIT_MS', '-1'],
    ['REQUESTS_AT_ONCE', '0'],
    ['RATE_LIMIT_PER_SECOND', '-1'],
    ['FAILED_LOGINS_PER_MINUTE', '-1'],
    ['TRUSTED_PROXIES', 'proxy.local'],
    ['TRUSTED_PROXIES', '10.0.0.0/0'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['TRUSTED_PROXIES', 'a b'],
    ['CONTEXT_LIMIT_BYTES', '10'],
    ['BODY_TIMEOUT_MS', '10'],
    ['ANSWER_TIMEOUT_MS', '10'],
    ['DEFINITION_LIMIT_BYTES', '1e9'],
    ['LINE_LIMIT_BYTES', '0'],
    ['LINES_TIMEOUT_MS', '10'],
    ['COMMANDS_IN_FLIGHT', '0'],
    ['PROJECTION_FAILURE', 'skip'],
    ['TIMEOUT_MAX_PER_SECOND', '0'],
    ['TIMEOUT_CONCURRENCY', '2000'],
    ['ESCALATIONS_FROM', 'yesterday'],
    ['ESCALATIONS_FROM', '2026-13-02T09:30:00Z'],
    ['WEBHOOK_DEAD_LETTER_SECONDS', '0'],
    ['WEBHOOK_FIRST_PAUSE_MS', '1'],
    ['HEARTBEAT_MS', '1'],
    ['SHUTDOWN_MS', 'soon'],
    ['DATABASE_URL', 'mysql://u:secret@h/db'],
    ['EVENT_STORE_URL', 'http://x'],
  ])('refuses %s=%s in one sentence that names it', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(new RegExp(`^${name} must .+; it is ".*"\\.$`));
    expect(read).not.toThrow(/secret/);
  });

  it.each(['0.0.0.0', '::', '192.168.0.7', 'ledger.example.com'])('refuses %s while anybody is let in', (host) => {
    expect(() => readConfig({ HOST: host })).toThrow(/^HOST must be a loopback address .* while AUTH_MODE is none/);
  });

  it('refuses keys that no caller would be asked for', () => {
    expect(() => readConfig({ API_KEYS: 'a:b:admin' })).toThrow(/^AUTH_MODE must be api-key where API_KEYS is set/);
    expect(readConfig({ API_KEYS: '', ALLOWED_HOSTS: 'Ledger.local,desk' }).allowedHosts).toEqual([
      'ledger.local',
      'desk',
    ]);
  });

  const oauth = {
    AUTH_MODE: 'oauth',
    OAUTH_ISSUER: 'https://login.example.com/',
    OAUTH_AUDIENCE: 'https://ledger.example.com',
    OAUTH_JWKS_URL: 'https://login.example.com/keys',
  };

  it('takes what access tokens must say, beside keys too', () => {
    const access = readConfig({ ...oauth, HOST: '0.0.0.0', SCOPE_PREFIX: 'cp:' }).access;
    expect(access).toEqual({
      scopePrefix: 'cp:',
      oauth: {
        ...{ issuer: 'https://login.example.com/', audience: 'https://ledger.example.com' },
        ...{ jwksUrl: 'https://login.example.com/keys', type: 'at+jwt', tenantClaim: 'tenant', scopePrefix: 'cp:' },
      },
    });
    const key = `desk:${'a'.repeat(64)}:admin`;
    const both = readConfig({ ...oauth, AUTH_MODE: 'api-key,oauth', API_KEYS: key }).access;
    expect([both?.oauth, both?.bootstrapKeys]).toEqual([expect.anything(), expect.anything()]);
  });

  it.each(['OAUTH_ISSUER', 'OAUTH_AUDIENCE', 'OAUTH_JWKS_URL'])('refuses access tokens without %s', (name) => {
    expect(() => readConfig({ ...oauth, [name]: undefined })).toThrow(
      new RegExp(`^${name} must be .*; it is not set\\.$`),
    );
    expect(() => readConfig({ [name]: oauth[name as keyof typeof oauth] })).toThrow(/^AUTH_MODE must have oauth where/);
  });

  it.each([
    'http://login.example.com/keys',
    'http://127.0.0.1.example.com/keys',
    'http://localhost.example.com/keys',
    'https://user:secret@login.example.com/keys',
    'file:///etc/keys',
    'login.example.com',
  ])('refuses %s as the address of keys', (url) => {
    const read = () => readConfig({ ...oauth, OAUTH_JWKS_URL: url });
    expect(read).toThrow(/^OAUTH_JWKS_URL must be an https address/);
    expect(read).not.toThrow(/secret/);
  });

  it.each(['http://127.0.0.1:8080/keys', 'http://[::1]:8080/keys', 'http://localhost/keys'])('takes %s', (url) => {
    expect(readConfig({ ...oauth, OAUTH_JWKS_URL: url }).access?.oauth?.jwksUrl).toBe(url);
  });

  it('records reads where callers are known, and where it is told to', () => {
    const { auditReads: ofKeys } = readConfig({ AUTH_MODE: 'api-key' });
    const { auditReads: withoutKeys } = readConfig({ AUDIT_READS: 'required' });
    expect([ofKeys, withoutKeys]).toEqual(['best-effort', 'required']);
    expect(() => readConfig({ AUDIT_READS: 'yes' })).toThrow(
      'AUDIT_READS must be required, best-effort or off; it is "yes".',
    );
    expect(() => readConfig({ ACCESS_RETENTION_DAYS: '0' })).toThrow(
      /^ACCESS_RETENTION_DAYS must be a whole number from 1/,
    );
  });

  it('takes proxies by address, network and name', () => {
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.7,fd00::/8,loopback' });
    expect(trustedProxies).toEqual(['10.0.0.7', 'fd00::/8', 'loopback']);
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost'])('takes %s', (host) => {
    expect(readConfig({ HOST: host }).host).toBe(host);
  });

  it('is explained whole in .env.example, with the defaults that hold', () => {
    const example = readFileSync(join(__dirname, '../../../../.env.example'), 'utf8');
    const lines = [...example.matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]);
    const defaults = Object.entries(new Environment()).map(([name, value]) => [name, String(value ?? '')]);
    expect(lines.sort()).toEqual(defaults.sort());
  });
});
