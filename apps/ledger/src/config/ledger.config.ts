import type { ApiKeys, AuditReads } from '@ledger/access';
import type { ForeignTokenOptions } from '@ledger/tokens';
import type { RetryPolicy, WebhookTarget } from '@ledger/escalations';

export type Role = 'api' | 'projector' | 'saga';

export const ROLES: readonly Role[] = ['api', 'projector', 'saga'];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const AUTH_MODES = ['none', 'api-key', 'oauth', 'api-key,oauth'] as const;

/** What access tokens of an identity provider must say. */
export type OAuthConfig = Pick<
  ForeignTokenOptions,
  'issuer' | 'audience' | 'jwksUrl' | 'type' | 'tenantClaim' | 'scopePrefix'
>;

export interface AccessConfig {
  /** The keys of `API_KEYS`, which need no ledger; absent: no keys are accepted. */
  readonly bootstrapKeys?: ApiKeys;
  /** Private key of the access tokens of our own; default: a file in `dataDir`, if the ledger is there too. */
  readonly tokenKeyFile?: string;
  /** Stripped from the start of scopes; default: nothing. */
  readonly scopePrefix?: string;
  /** Absent: no tokens of an identity provider are accepted. */
  readonly oauth?: OAuthConfig;
}

/** Everything that can be set, read once at start. `.env.example` explains each member to operators. */
export interface LedgerConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Absolute path of the folder that holds `ledger.db` and `read-models.db`. */
  readonly dataDir: string;
  readonly roles: ReadonlySet<Role>;
  /** How callers prove who they are; absent if `AUTH_MODE` is `none`. */
  readonly access?: AccessConfig;
  /** Whether a read is answered that cannot be recorded. */
  readonly auditReads: AuditReads;
  /** Days that the record of reads is kept. */
  readonly accessRetentionDays: number;
  /** Names besides the loopback ones under which callers without keys may ask, in lower case. */
  readonly allowedHosts: readonly string[];
  /** Proxies that are believed what they say of the caller's address. */
  readonly trustedProxies: readonly string[];
  /** Where the ledger is kept; absent: in `dataDir`. */
  readonly eventStoreUrl?: string;
  /** Where the read models are kept; absent: in `dataDir`. */
  readonly databaseUrl?: string;
  /** Events whose loss operators accept at this start; 0: none. */
  readonly acceptLoss: number;
  readonly logLevel: LogLevel;
  /** Longest time that a request may wait for the ledger, milliseconds; `X-Deadline-Ms` lowers it. */
  readonly requestBudgetMs: number;
  /** Requests that are under way at one time; the next is refused. */
  readonly mostRequests: number;
  /** Requests a second of one key; 0: no limit. */
  readonly rateLimitPerSecond: number;
  /** Failed logins a minute of one address; 0: no limit. */
  readonly failedLoginsPerMinute: number;
  /** How far the clock of a caller may be beside the ledger's, milliseconds. */
  readonly clockSkewMs: number;
  /** Largest head of a request, bytes. */
  readonly headerLimitBytes: number;
  /** Longest time until the head of a request has arrived, milliseconds. */
  readonly headerTimeoutMs: number;
  /** Largest body of an ordinary call, bytes. */
  readonly bodyLimitBytes: number;
  /** Largest context of a journey, bytes of its JSON. */
  readonly contextLimitBytes: number;
  /** Longest time until the body of an ordinary call has arrived, milliseconds. */
  readonly bodyTimeoutMs: number;
  /** Longest time in which nothing of an answer is read, milliseconds. */
  readonly answerTimeoutMs: number;
  /** Largest definition document, bytes. */
  readonly definitionLimitBytes: number;
  /** Largest line of `POST /v1/commands`, bytes. The body as a whole has no limit. */
  readonly lineLimitBytes: number;
  /** Longest time without a byte while its body is waited for, milliseconds. */
  readonly linesTimeoutMs: number;
  /** How many lines of one `POST /v1/commands` are processed at the same time. */
  readonly commandsInFlight: number;
  /** What a projection does with an event that it fails to apply: it stops there, or dead-letters it. */
  readonly projectionFailure: 'stop' | 'dead-letter';
  readonly timeouts: {
    readonly maxPerSecond: number;
    readonly concurrency: number;
  };
  /** Events recorded before this time request no escalation. RFC 3339. */
  readonly escalationsFrom?: string;
  readonly webhooks: {
    /** The only addresses that webhooks are sent to. */
    readonly targets: readonly WebhookTarget[];
    readonly retry: RetryPolicy;
  };
  /** Silence after which `/v1/events` sends a comment, milliseconds. */
  readonly heartbeatMs: number;
  /** Connections that may follow events. */
  readonly followers: {
    readonly most: number;
    readonly mostOfOneKey: number;
  };
  /** How long the answering thread may be blocked before the process ends, milliseconds; 0: for ever. */
  readonly stallLimitMs: number;
  /** Longest time that a graceful stop may take, milliseconds. */
  readonly shutdownMs: number;
  /** The definitions that are published at start: those in `DEFINITIONS_DIR`, or those that the ledger ships. */
  readonly definitions: {
    readonly folder: string;
    readonly areShipped: boolean;
  };
}

export const LEDGER_CONFIG = Symbol('LEDGER_CONFIG');
