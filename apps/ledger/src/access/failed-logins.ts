import { isRefusal, type Authentication, type Principal, type Refusal, type RefusalKind } from '@ledger/access';
import { boundedCache } from '@ledger/runtime';
import { Problem } from '../http/problem';
import { TokenBuckets } from '../http/token-buckets';
import { clientNetwork } from './client-network';

export interface FailedLoginsPorts {
  /** Of one address; 0: no limit. */
  readonly perMinute: number;
  readonly warn: (sentence: string) => void;
  /** Milliseconds that only grow. Default: the monotonic clock of the process. */
  readonly elapsed?: () => number;
}

/** Why a login did not succeed; `too-many`: it was refused because of those before it. */
export type LoginFailure = RefusalKind | 'too-many';

/** Those that were accepted from one address. */
interface Callers {
  readonly names: Set<string>;
  /** One of them: who was accepted last. */
  last: Principal;
}

const MINUTE_MS = 60_000;
const MOST_ADDRESSES = 10_000;
/** Callers of one address that are remembered: of a platform behind one proxy. */
const MOST_CALLERS = 1_000;

/**
 * Limits how often credentials may be guessed from one address. An address that failed too often is refused before its
 * credentials are looked at, but for callers that were accepted from it before: behind a proxy or a platform many callers
 * have one address, and one of them with a wrong key must not lock out the others. Each process counts for itself.
 */
export class FailedLogins {
  readonly #buckets: TokenBuckets | undefined;
  readonly #callers = boundedCache<string, Callers>(MOST_ADDRESSES);
  readonly #toldAt = boundedCache<string, number>(MOST_ADDRESSES);
  readonly #counts = new Map<LoginFailure, number>();
  readonly #elapsed: () => number;

  constructor(private readonly ports: FailedLoginsPorts) {
    const { perMinute } = ports;
    this.#elapsed = ports.elapsed ?? (() => performance.now());
    this.#buckets =
      perMinute === 0 ? undefined : new TokenBuckets(perMinute / 60, { capacity: perMinute, mostKeys: MOST_ADDRESSES });
  }

  /** How many logins failed since the start, by the reason. */
  get counts(): ReadonlyMap<LoginFailure, number> {
    return this.#counts;
  }

  /** Milliseconds that an address has to wait before its credentials are looked at; 0: look. */
  waitBefore(address: string): number {
    const { size } = this.#toldAt;
    // Most processes have seen no address fail too often.
    if (size === 0 || this.#callers.has(address)) return 0;
    return this.#refusing(address);
  }

  /** Milliseconds that an address has to wait although its credentials were looked at; 0: what was found counts. */
  waitAfter(address: string, authentication: Authentication): number {
    return isRefusal(authentication) ? this.#failed(address, authentication) : this.#accepted(address, authentication);
  }

  #accepted(address: string, principal: Principal): number {
    const known = this.#callers.get(address);
    // Nearly always: a caller sends many requests, and its credentials know it by one object. So no name is made.
    if (known?.last === principal) return 0;
    const caller = `${principal.tenant} ${principal.clientId}`;
    if (known?.names.has(caller) !== true) {
      const waitMs = this.#refusing(address);
      if (waitMs > 0) return waitMs;
    }
    if (known === undefined) this.#callers.set(address, { names: new Set([caller]), last: principal });
    else {
      if (known.names.size >= MOST_CALLERS && !known.names.has(caller)) known.names.clear();
      known.names.add(caller);
      known.last = principal;
    }
    return 0;
  }

  #failed(address: string, { refused, reason }: Refusal): number {
    if (refused === 'none' || refused === 'unavailable') return 0;
    // What was right until lately was not guessed.
    if (refused !== 'expired') {
      const waitMs = this.#refusing(address);
      if (waitMs > 0) return waitMs;
      this.#buckets?.take(clientNetwork(address), this.#elapsed());
      this.#tellLimit(address);
    }
    this.#count(refused);
    this.ports.warn(`A login from ${address} failed (${refused}). ${reason}`);
    return 0;
  }

  /** As `waitBefore`, of any address; counts what is refused. */
  #refusing(address: string): number {
    if (this.#toldAt.size === 0) return 0;
    const waitMs = this.#buckets?.waitMs(clientNetwork(address), this.#elapsed()) ?? 0;
    if (waitMs > 0) this.#count('too-many');
    return waitMs;
  }

  /** Once a minute: an address that fails for hours must not fill the log. */
  #tellLimit(address: string): void {
    const network = clientNetwork(address);
    const now = this.#elapsed();
    if ((this.#buckets?.waitMs(network, now) ?? 0) === 0) return;
    const toldAt = this.#toldAt.get(network);
    if (toldAt !== undefined && now - toldAt < MINUTE_MS) return;
    this.#toldAt.set(network, now);
    const limit = `${this.ports.perMinute.toLocaleString('en')} a minute (FAILED_LOGINS_PER_MINUTE)`;
    this.ports.warn(`Logins from ${network} fail more often than ${limit}; callers new to it have to wait.`);
  }

  #count(failure: LoginFailure): void {
    this.#counts.set(failure, (this.#counts.get(failure) ?? 0) + 1);
  }
}

/** Of an address that has to wait; says nothing of the credentials, which may be right. */
export function tooManyFailures(waitMs: number): Problem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new Problem(
    'TOO_MANY_REQUESTS',
    `Too many logins from this address failed (FAILED_LOGINS_PER_MINUTE); retry in ${seconds.toLocaleString('en')} s.`,
    { headers: { 'retry-after': String(seconds) } },
  );
}
