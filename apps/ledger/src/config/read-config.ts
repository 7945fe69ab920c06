import { join, resolve } from 'node:path';
import { validateSync } from 'class-validator';
import { ApiKeys, ApiKeysError } from '@ledger/access';
import { DEFAULT_RETRY_POLICY } from '@ledger/escalations';
import { isLoopbackHost } from '../access/trusted-pages';
import { defined } from '@ledger/plain-data';
import { ConfigurationError } from './configuration.error';
import { asksForKeys, Environment } from './environment';
import { refuseKnownLogin } from './event-store-login';
import type { AccessConfig, LedgerConfig, LogLevel, Role } from './ledger.config';
import { oauthSettings } from './oauth-settings';
import { packageFolder } from './package-folder';
import { trustedProxies } from './trusted-proxies';
import { webhookTargets } from './webhook-settings';

/** A `ConfigurationError` names the first wrong setting and what is right. Shells write absent variables empty. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): LedgerConfig {
  const environment = new Environment();
  const values = environment as unknown as Record<string, unknown>;
  for (const name of Object.keys(environment)) {
    const text = env[name];
    if (text === undefined || text === '') continue;
    values[name] = typeof values[name] === 'number' ? wholeNumberOf(text) : text;
  }
  refuseWrong(environment, env);
  refuseOpenHost(environment);
  refuseUnusedKeys(environment);
  refuseKnownLogin(environment);
  return {
    host: environment.HOST,
    port: environment.PORT,
    dataDir: resolve(environment.DATA_DIR),
    roles: new Set(environment.ROLES.split(',') as Role[]),
    access: access(environment),
    // Without authentication no caller is known who could be named.
    auditReads: environment.AUDIT_READS ?? (environment.AUTH_MODE === 'none' ? 'off' : 'best-effort'),
    accessRetentionDays: environment.ACCESS_RETENTION_DAYS,
    allowedHosts: environment.ALLOWED_HOSTS.toLowerCase()
      .split(',')
      .filter((name) => name !== ''),
    trustedProxies: trustedProxies(environment.TRUSTED_PROXIES),
    eventStoreUrl: environment.EVENT_STORE_URL,
    databaseUrl: environment.DATABASE_URL,
    acceptLoss: environment.ACCEPT_LOSS,
    logLevel: environment.LOG_LEVEL as LogLevel,
    requestBudgetMs: environment.REQUEST_BUDGET_MS,
    mostRequests: environment.REQUESTS_AT_ONCE,
    rateLimitPerSecond: environment.RATE_LIMIT_PER_SECOND,
    failedLoginsPerMinute: environment.FAILED_LOGINS_PER_MINUTE,
    stallLimitMs: environment.STALL_LIMIT_MS,
    clockSkewMs: environment.CLOCK_SKEW_SECONDS * 1_000,
    headerLimitBytes: environment.HEADER_LIMIT_BYTES,
    headerTimeoutMs: environment.HEADER_TIMEOUT_MS,
    bodyLimitBytes: environment.BODY_LIMIT_BYTES,
    contextLimitBytes: environment.CONTEXT_LIMIT_BYTES,
    bodyTimeoutMs: environment.BODY_TIMEOUT_MS,
    answerTimeoutMs: environment.ANSWER_TIMEOUT_MS,
    definitionLimitBytes: environment.DEFINITION_LIMIT_BYTES,
    lineLimitBytes: environment.LINE_LIMIT_BYTES,
    linesTimeoutMs: environment.LINES_TIMEOUT_MS,
    commandsInFlight: environment.COMMANDS_IN_FLIGHT,
    projectionFailure: environment.PROJECTION_FAILURE as LedgerConfig['projectionFailure'],
    timeouts: {
      maxPerSecond: environment.TIMEOUT_MAX_PER_SECOND,
      concurrency: environment.TIMEOUT_CONCURRENCY,
    },
    escalationsFrom: environment.ESCALATIONS_FROM,
    webhooks: {
      targets: webhookTargets(environment),
      retry: {
        ...DEFAULT_RETRY_POLICY,
        firstPauseMs: environment.WEBHOOK_FIRST_PAUSE_MS,
        deadLetterAfterMs: environment.WEBHOOK_DEAD_LETTER_SECONDS * 1_000,
      },
    },
    heartbeatMs: environment.HEARTBEAT_MS,
    followers: { most: environment.EVENTS_MAX_FOLLOWERS, mostOfOneKey: environment.EVENTS_MAX_FOLLOWERS_PER_KEY },
    shutdownMs: environment.SHUTDOWN_MS,
    definitions: environment.DEFINITIONS_DIR
      ? { folder: resolve(environment.DEFINITIONS_DIR), areShipped: false }
      : { folder: join(packageFolder(), 'definitions'), areShipped: true },
  };
}

function access(environment: Environment): AccessConfig | undefined {
  const oauth = oauthSettings(environment);
  const bootstrapKeys = asksForKeys(environment) ? apiKeys(environment) : undefined;
  if (oauth === undefined && bootstrapKeys === undefined) return undefined;
  const { SCOPE_PREFIX: scopePrefix, TOKEN_KEY_FILE } = environment;
  return defined({ oauth, bootstrapKeys, scopePrefix, tokenKeyFile: TOKEN_KEY_FILE && resolve(TOKEN_KEY_FILE) });
}

function apiKeys({ API_KEYS, SCOPE_PREFIX }: Environment): ApiKeys {
  try {
    return API_KEYS === undefined ? ApiKeys.none : ApiKeys.parse(API_KEYS, SCOPE_PREFIX);
  } catch (error) {
    if (error instanceof ApiKeysError) throw new ConfigurationError(error.message, { cause: error });
    throw error;
  }
}

function wholeNumberOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function refuseWrong(environment: Environment, env: Readonly<Record<string, string | undefined>>): void {
  const wrong = validateSync(environment, { stopAtFirstError: true })[0];
  if (!wrong) return;
  const sentence = Object.values(wrong.constraints ?? {})[0] ?? `${wrong.property} is wrong`;
  const value = env[wrong.property];
  const found = value === undefined ? 'not set' : JSON.stringify(shown(value));
  throw new ConfigurationError(`${sentence}; it is ${found}.`);
}

/** Connection strings may contain a password: only the scheme is repeated. */
function shown(text: string): string {
  return text.replace(/:\/\/.*/s, '://…').slice(0, 100);
}

function refuseOpenHost(environment: Environment): void {
  if (environment.AUTH_MODE !== 'none' || isLoopbackHost(environment.HOST)) return;
  throw new ConfigurationError(
    `HOST must be a loopback address such as 127.0.0.1 while AUTH_MODE is none; it is ${JSON.stringify(environment.HOST)}, where any client on the network could write to the ledger.`,
  );
}

/** An operator who gives keys means callers to be asked for them. */
function refuseUnusedKeys(environment: Environment): void {
  if (asksForKeys(environment) || environment.API_KEYS === undefined) return;
  throw new ConfigurationError(
    'AUTH_MODE must be api-key where API_KEYS is set: as it is, no caller would be asked for a key. ' +
      'Set AUTH_MODE=api-key (or api-key,oauth), or remove API_KEYS.',
  );
}
