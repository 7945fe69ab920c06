import {
  ApiKeyCredentials,
  ApiKeys,
  KeyFeed,
  KeyRing,
  KeyStreams,
  KeyUses,
  type Credentials,
  type KeyUseStore,
  type Principal,
} from '@ledger/access';
import { UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { systemScheduler, type Clock, type SystemLog } from '@ledger/runtime';
import type { LedgerConfig } from '../config/ledger.config';
import { FailedLogins } from './failed-logins';
import type { TokenLogin } from '../oauth/token-login';
import { tokenAccess } from './token-access';

export interface LedgerAccessPorts {
  readonly events: EventStore;
  readonly uses: KeyUseStore;
  readonly clock: Clock;
  readonly log: SystemLog;
}

type AccessSettings = Pick<LedgerConfig, 'access' | 'eventStoreUrl' | 'dataDir' | 'failedLoginsPerMinute'>;

/** Who may call this process. Made before the server, whose adapter asks it for each request. */
export class LedgerAccess {
  readonly streams: KeyStreams;
  readonly ring: KeyRing;
  readonly uses: KeyUses;
  /** Those of API_KEYS. */
  readonly bootstrapKeys: ApiKeys;
  /** Absent if callers need none (`AUTH_MODE=none`). */
  readonly credentials: Credentials | undefined;
  /** Gives access tokens for keys. */
  readonly login: TokenLogin;
  readonly failedLogins: FailedLogins;
  /** Whether the settings give administrators beside the keys of the ledger. */
  readonly hasOtherAdmins: boolean;
  readonly #feed: KeyFeed;

  /** Throws a `ConfigurationError` if the key of access tokens cannot be used. */
  constructor(config: AccessSettings, { events, uses, clock, log }: LedgerAccessPorts) {
    this.streams = new KeyStreams({ store: events, upcasters: new UpcasterRegistry() });
    this.uses = new KeyUses({ store: uses, scheduler: systemScheduler, log });
    this.ring = new KeyRing({
      store: events,
      streams: this.streams,
      clock,
      onUse: (principal, at) => this.uses.note(principal, at),
    });
    const bootstrapKeys = config.access?.bootstrapKeys;
    this.bootstrapKeys = bootstrapKeys ?? ApiKeys.none;
    const keys = bootstrapKeys && new ApiKeyCredentials(bootstrapKeys, this.ring);
    const isAdmin = ({ scopes }: Principal): boolean => scopes.has('admin');
    this.hasOtherAdmins = config.access?.oauth !== undefined || this.bootstrapKeys.holders.some(isAdmin);
    const isTenant = (tenant: string): boolean => this.ring.knowsTenant(tenant);
    const warn = (line: string): void => log.warn(line);
    this.failedLogins = new FailedLogins({ perMinute: config.failedLoginsPerMinute, warn });
    const { failedLogins } = this;
    const { credentials, login } = tokenAccess(config, { keys, isTenant, clock, warn, failedLogins });
    this.credentials = credentials;
    this.login = login;
    this.#feed = new KeyFeed({ store: events, ring: this.ring, scheduler: systemScheduler, log });
  }

  /** Reads the keys of the ledger, and follows them from then on. Without authentication nothing asks for them. */
  async start(): Promise<void> {
    if (this.credentials !== undefined) await this.#feed.start();
  }

  async stop(): Promise<void> {
    await this.#feed.stop();
    await this.uses.write();
  }
}
