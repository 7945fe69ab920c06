import type { EventStore } from '@ledger/event-store';
import { SingleFlight, within, type Clock } from '@ledger/runtime';
import { defined } from '@ledger/plain-data';
import { refusal, type Authentication } from '../authentication';
import { DEFAULT_TENANT, type Principal } from '../principal';
import type { Key } from './key';
import type { KeysStream, KeyStreams } from './key-streams';
import { isCidr, Networks } from './networks';

/** Longest time that keys are accepted by what was read before: beyond it a revocation could have been missed. */
export const TRUSTED_MS = 5_000;
/** Longest time that a request waits for them to be read. */
const READ_WITHIN_MS = 1_000;

const UNKNOWN_KEY = refusal('unknown', 'This ledger does not accept the API key.');
const UNCHECKED = refusal('unavailable', 'The keys of the ledger cannot be read, so no key can be checked. Retry.');

export interface KeyRingPorts {
  readonly store: Pick<EventStore, 'exclusive'>;
  readonly streams: KeyStreams;
  readonly clock: Clock;
  /** Milliseconds that only grow. Default: the monotonic clock of the process. */
  readonly elapsed?: () => number;
  /** Told of each key that was accepted; it must not wait. */
  readonly onUse?: (principal: Principal, at: number) => void;
}

/** A key with what is computed of it once. */
interface KnownKey {
  readonly key: Key;
  readonly tenant: string;
  readonly principal: Principal;
  readonly networks: Networks | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * The keys of all tenants in memory, by their hashes. It accepts a key only while the stream of its tenant was read to its
 * end at most `TRUSTED_MS` ago: where other processes append, `refresh` has to be called again and again (`KeyFeed`).
 */
export class KeyRing {
  readonly #byHash = new Map<string, KnownKey>();
  readonly #byId = new Map<string, KnownKey>();
  readonly #streams = new Map<string, KeysStream>();
  readonly #readAt = new Map<string, number>();
  readonly #refreshing = new SingleFlight();
  readonly #elapsed: () => number;
  #tenants: readonly string[] = [DEFAULT_TENANT];

  constructor(private readonly ports: KeyRingPorts) {
    this.#elapsed = ports.elapsed ?? (() => performance.now());
    ports.streams.onRead = (tenant, stream) => this.#learn(tenant, stream);
  }

  /** Every tenant that may have keys. */
  get tenants(): readonly string[] {
    return this.#tenants;
  }

  /** Whether any tenant has, or ever had, a key. */
  get hasKeys(): boolean {
    return this.#byHash.size > 0;
  }

  /** Whether the keys of all tenants are known as they are now. */
  get isCurrent(): boolean {
    return this.#areCurrent(this.#tenants);
  }

  /** Whether a tenant is open: of one that this process opened, at once. */
  knowsTenant(tenant: string): boolean {
    return this.#tenants.includes(tenant) || this.#streams.has(tenant);
  }

  has(hashed: string): boolean {
    return this.#byHash.has(hashed);
  }

  /**
   * Who has a key. Waits only where the keys were not read lately.
   * @param hashed `hashOfKey` of what the caller sent.
   * @param address IP address of the client.
   */
  holderOf(hashed: string, address: string): Authentication | Promise<Authentication> {
    const known = this.#byHash.get(hashed);
    // On the way of each request: a known key of a tenant that was read lately is judged without lists and closures.
    if (known !== undefined && this.#isCurrent(known.tenant)) return this.#judged(known, address);
    return this.#whenCurrent(known?.tenant, () => this.#judged(this.#byHash.get(hashed), address));
  }

  /** As `holderOf`, for credentials that name the key, such as an access token that was given for it. */
  holderById(tenant: string, keyId: string, address: string): Authentication | Promise<Authentication> {
    return this.#whenCurrent(tenant, () => this.#judged(this.#byId.get(idOf(tenant, keyId)), address));
  }

  /** Reads on in all streams. Rejects if any of them cannot be read; the others are known then. */
  refresh(): Promise<void> {
    return this.#refreshing.after('keys', () => this.#readAll());
  }

  #whenCurrent(tenant: string | undefined, judge: () => Authentication): Authentication | Promise<Authentication> {
    const tenants = tenant === undefined ? this.#tenants : [tenant];
    if (this.#areCurrent(tenants)) return judge();
    const judgeIfCurrent = (): Authentication => (this.#areCurrent(tenants) ? judge() : UNCHECKED);
    return within(READ_WITHIN_MS, this.refresh()).then(judgeIfCurrent, judgeIfCurrent);
  }

  #areCurrent(tenants: readonly string[]): boolean {
    return tenants.every((tenant) => this.#isCurrent(tenant));
  }

  #isCurrent(tenant: string): boolean {
    const readAt = this.#readAt.get(tenant);
    return readAt !== undefined && (this.ports.store.exclusive || readAt >= this.#elapsed() - TRUSTED_MS);
  }

  #judged(known: KnownKey | undefined, address: string): Authentication {
    if (known === undefined) return UNKNOWN_KEY;
    const { key, principal, networks, expiresAt } = known;
    if (key.revokedAt !== undefined) {
      return refusal('revoked', `The key ${key.keyId} was revoked at ${key.revokedAt}; use another one.`);
    }
    const now = this.ports.clock.now().getTime();
    if (expiresAt <= now) return refusal('expired', expirySentence(key));
    if (networks !== undefined && !networks.has(address)) {
      return refusal('wrong-address', `The key ${key.keyId} may not be used from the address ${address}.`);
    }
    this.ports.onUse?.(principal, now);
    return principal;
  }

  async #readAll(): Promise<void> {
    const { streams } = this.ports;
    const startedAt = this.#elapsed();
    this.#tenants = await streams.tenants();
    const readings = this.#tenants.map(async (tenant) => {
      await streams.keysOf(tenant);
      this.#readAt.set(tenant, startedAt);
    });
    await Promise.allSettled(readings);
    await Promise.all(readings);
  }

  #learn(tenant: string, stream: KeysStream | undefined): void {
    if (stream === undefined || this.#streams.get(tenant) === stream) return;
    this.#streams.set(tenant, stream);
    for (const key of stream.keys.values()) {
      if (this.#byHash.get(key.hash)?.key === key) continue;
      const known = knownKey(tenant, key);
      this.#byHash.set(key.hash, known);
      this.#byId.set(idOf(tenant, key.keyId), known);
    }
  }
}

function knownKey(tenant: string, key: Key): KnownKey {
  const { keyId: clientId, name, environment, expiresAt, scopes, definitions, cidrs } = key;
  const principal: Principal = defined({
    ...{ clientId, name, tenant, environment, expiresAt, scopes: new Set(scopes) },
    definitions: definitions && new Set(definitions),
  });
  return {
    key,
    tenant,
    principal,
    networks: cidrs && new Networks(cidrs.filter(isCidr)),
    expiresAt: Date.parse(expiresAt),
  };
}

function expirySentence({ keyId, expiresAt, replacedBy }: Key): string {
  return replacedBy === undefined
    ? `The key ${keyId} expired at ${expiresAt}; ask for another one.`
    : `The key ${keyId} was replaced by ${replacedBy} and ended at ${expiresAt}; use that one.`;
}

function idOf(tenant: string, keyId: string): string {
  return `${tenant}/${keyId}`;
}
