import { IsIn, IsInt, IsISO8601, Matches, Max, Min, ValidateIf } from 'class-validator';
import { AUDIT_READS, type AuditReads } from '@ledger/access';
import { DEFAULT_TIMEOUT_SAGA_OPTIONS } from '@ledger/timeouts';
import { AUTH_MODES, LOG_LEVELS } from './ledger.config';

/** A whole number within bounds, both inclusive. */
function WholeNumber(least: number, most: number): PropertyDecorator {
  const message = `$property must be a whole number from ${least} to ${most}`;
  const rules = [IsInt({ message }), Min(least, { message }), Max(most, { message })];
  return (target, property) => {
    for (const rule of rules) rule(target, property);
  };
}

const given = (setting: keyof Environment): PropertyDecorator =>
  ValidateIf((environment: Environment) => environment[setting] !== undefined);

export function asksForKeys({ AUTH_MODE }: Pick<Environment, 'AUTH_MODE'>): boolean {
  return AUTH_MODE.split(',').includes('api-key');
}

export function takesTokens({ AUTH_MODE }: Pick<Environment, 'AUTH_MODE'>): boolean {
  return AUTH_MODE.split(',').includes('oauth');
}

/** The environment variables that the ledger reads, each with its default. */
export class Environment {
  /** Address to listen on. */
  @Matches(/^[0-9A-Za-z.:_-]{1,253}$/, { message: '$property must be an IP address or a host name' })
  HOST = '127.0.0.1';

  /** Port to listen on; 0 takes a free one. */
  @WholeNumber(0, 65_535)
  PORT = 3000;

  /** Folder of the ledger's files; created if it is missing. */
  @Matches(/^[^\0]+$/, { message: '$property must be the path of a folder' })
  DATA_DIR = './data';

  /** What this process does, separated by commas. */
  @Matches(/^(api|projector|saga)(,(api|projector|saga))*$/, {
    message: '$property must be one or more of api, projector, saga, separated by commas',
  })
  ROLES = 'api,projector,saga';

  /** Default: the embedded ledger. */
  @given('EVENT_STORE_URL')
  @Matches(/^(esdb|kurrentdb)(\+discover)?:\/\/\S+$/, {
    message: '$property must be a connection string such as esdb://host:2113?tls=false',
  })
  EVENT_STORE_URL?: string = undefined;

  /** Default: embedded read models. */
  @given('DATABASE_URL')
  @Matches(/^postgres(ql)?:\/\/\S+$/, {
    message: '$property must be a connection string such as postgres://user:password@host:5432/ledger',
  })
  DATABASE_URL?: string = undefined;

  /** How callers prove who they are. */
  @IsIn(AUTH_MODES, { message: '$property must be none, api-key, oauth, or api-key,oauth' })
  AUTH_MODE = 'none';

  /** With AUTH_MODE=api-key, beside the keys of the ledger: `<client id>:<SHA-256 of the key>:<scope>+<scope>`, several separated by commas. */
  @given('API_KEYS')
  @Matches(/[^\s,]/, { message: '$property must list keys' })
  API_KEYS?: string = undefined;

  /** Private Ed25519 key of our own access tokens, in PEM. Default: made in DATA_DIR, if the ledger is there. */
  @given('TOKEN_KEY_FILE')
  @Matches(/^[^\0]+$/, { message: '$property must be the path of a file' })
  TOKEN_KEY_FILE?: string = undefined;

  /** With AUTH_MODE=oauth: exact `iss` of access tokens. */
  @ValidateIf(takesTokens)
  @Matches(/^[\x21-\x7e]{1,1024}$/, { message: '$property must be the iss of access tokens while AUTH_MODE has oauth' })
  OAUTH_ISSUER?: string = undefined;

  /** With AUTH_MODE=oauth: what `aud` of access tokens must have. */
  @ValidateIf(takesTokens)
  @Matches(/^[\x21-\x7e]{1,1024}$/, { message: '$property must be the aud of access tokens while AUTH_MODE has oauth' })
  OAUTH_AUDIENCE?: string = undefined;

  /** With AUTH_MODE=oauth: where the issuer publishes its keys. */
  @ValidateIf(takesTokens)
  @Matches(/^(https:\/\/|http:\/\/(127(\.\d{1,3}){3}|localhost|\[::1\])[:/])[^\s@]+$/, {
    message: '$property must be an https address (http for this machine alone) while AUTH_MODE has oauth',
  })
  OAUTH_JWKS_URL?: string = undefined;

  /** Claim of access tokens that names the tenant. */
  @Matches(/^[\x21-\x7e]{1,256}$/, { message: '$property must be the name of a claim, without spaces' })
  OAUTH_TENANT_CLAIM = 'tenant';

  /** `typ` of access tokens: `at+jwt`, or `jwt` for issuers that are older than RFC 9068. */
  @IsIn(['at+jwt', 'jwt'], { message: '$property must be at+jwt or jwt' })
  OAUTH_TOKEN_TYPE = 'at+jwt';

  /** Stripped from the start of scopes, such as `cloudplatform:`. */
  @Matches(/^[\x21-\x7e]{0,64}$/, { message: '$property must be a text without spaces' })
  SCOPE_PREFIX = '';

  /** Whether a read is answered that cannot be recorded. Default: best-effort, and off with AUTH_MODE=none. */
  @given('AUDIT_READS')
  @IsIn(AUDIT_READS, { message: '$property must be required, best-effort or off' })
  AUDIT_READS?: AuditReads = undefined;

  /** Days that the record of reads is kept; older ones are removed where the ledger is embedded. */
  @WholeNumber(1, 36_500)
  ACCESS_RETENTION_DAYS = 400;

  /** With AUTH_MODE=none: names besides the loopback ones that requests may ask for, separated by commas. */
  @Matches(/^([0-9A-Za-z._-]{1,253}(,[0-9A-Za-z._-]{1,253})*)?$/, {
    message: '$property must be host names without ports, separated by commas',
  })
  ALLOWED_HOSTS = '';

  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks, separated by commas. */
  @Matches(/^[0-9A-Za-z.:/,]{0,2000}$/, { message: '$property must be addresses or networks, separated by commas' })
  TRUSTED_PROXIES = '';

  @IsIn(LOG_LEVELS, { message: `$property must be one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL = 'info';

  @WholeNumber(10, 60_000)
  REQUEST_BUDGET_MS = 2000;

  /** Requests that are under way at one time; the next is refused. */
  @WholeNumber(1, 100_000)
  REQUESTS_AT_ONCE = 256;

  /** Requests a second that one key may send, or one address without keys; 0: no limit. */
  @WholeNumber(0, 1_000_000)
  RATE_LIMIT_PER_SECOND = 0;

  /** Failed logins a minute of one address; 0: no limit. */
  @WholeNumber(0, 1_000_000)
  FAILED_LOGINS_PER_MINUTE = 60;

  /** How long the answering thread may be blocked before the process ends; 0: for ever. */
  @WholeNumber(0, 3_600_000)
  STALL_LIMIT_MS = 30_000;

  /** How far the clock of a caller may be beside the ledger's. */
  @WholeNumber(0, 86_400)
  CLOCK_SKEW_SECONDS = 300;

  /** Largest head of a request: its line and its headers, bytes. */
  @WholeNumber(4096, 1_048_576)
  HEADER_LIMIT_BYTES = 16_384;

  /** Longest time until the head of a request has arrived, milliseconds; also of a new connection without any. */
  @WholeNumber(100, 600_000)
  HEADER_TIMEOUT_MS = 30_000;

  @WholeNumber(1024, 16_777_216)
  BODY_LIMIT_BYTES = 65_536;

  /** Largest context of a journey as a whole, bytes of its JSON. */
  @WholeNumber(1024, 1_048_576)
  CONTEXT_LIMIT_BYTES = 65_536;

  /** Longest time until the body of an ordinary call has arrived, milliseconds. */
  @WholeNumber(100, 600_000)
  BODY_TIMEOUT_MS = 30_000;

  /** Longest time in which nothing of an answer is read, milliseconds. */
  @WholeNumber(100, 3_600_000)
  ANSWER_TIMEOUT_MS = 60_000;

  @WholeNumber(1024, 16_777_216)
  DEFINITION_LIMIT_BYTES = 1_048_576;

  @WholeNumber(1024, 1_048_576)
  LINE_LIMIT_BYTES = 65_536;

  /** Longest time without a byte of the lines of `POST /v1/commands`, milliseconds. */
  @WholeNumber(100, 3_600_000)
  LINES_TIMEOUT_MS = 60_000;

  @WholeNumber(1, 4096)
  COMMANDS_IN_FLIGHT = 256;

  @IsIn(['stop', 'dead-letter'], { message: '$property must be stop or dead-letter' })
  PROJECTION_FAILURE = 'stop';

  /** Most timeouts a second that the saga sends. */
  @WholeNumber(1, 1_000_000)
  TIMEOUT_MAX_PER_SECOND = DEFAULT_TIMEOUT_SAGA_OPTIONS.maxPerSecond;

  /** Most timeouts that it sends at once. */
  @WholeNumber(1, 1024)
  TIMEOUT_CONCURRENCY = DEFAULT_TIMEOUT_SAGA_OPTIONS.concurrency;

  /** Events recorded before this time request no escalation. Default: all do. */
  @given('ESCALATIONS_FROM')
  @IsISO8601({ strict: true }, { message: '$property must be a time such as 2026-11-02T09:30:00Z' })
  @Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/, {
    message: '$property must be a time such as 2026-11-02T09:30:00Z',
  })
  ESCALATIONS_FROM?: string = undefined;

  /** Where webhooks may be sent: JSON. */
  WEBHOOK_TARGETS?: string = undefined;

  /** A file that holds them. */
  @given('WEBHOOK_TARGETS_FILE')
  @Matches(/^[^\0]+$/, { message: '$property must be the path of a file' })
  WEBHOOK_TARGETS_FILE?: string = undefined;

  /** Age at which a webhook that cannot be delivered becomes a dead letter, seconds. */
  @WholeNumber(1, 2_592_000)
  WEBHOOK_DEAD_LETTER_SECONDS = 86_400;

  /** Pause after a delivery's first failure, milliseconds; each further one doubles it. */
  @WholeNumber(10, 3_600_000)
  WEBHOOK_FIRST_PAUSE_MS = 5_000;

  @WholeNumber(100, 600_000)
  HEARTBEAT_MS = 5_000;

  /** Most connections that may follow events. */
  @WholeNumber(0, 100_000)
  EVENTS_MAX_FOLLOWERS = 1_000;

  /** Most of them that one key may have. */
  @WholeNumber(0, 100_000)
  EVENTS_MAX_FOLLOWERS_PER_KEY = 600;

  @WholeNumber(100, 60_000)
  SHUTDOWN_MS = 10_000;

  /** Events that the ledger has lost, and that operators continue without. */
  @WholeNumber(0, 1_000_000_000_000)
  ACCEPT_LOSS = 0;

  /** Default: the definitions that the ledger ships. */
  @given('DEFINITIONS_DIR')
  @Matches(/^[^\0]+$/, { message: '$property must be the path of a folder' })
  DEFINITIONS_DIR?: string = undefined;
}
