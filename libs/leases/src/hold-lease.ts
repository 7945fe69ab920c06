import { sleep, type Sleep } from '@ledger/runtime';
import type { LeaseGrant, Leases } from './lease';

/** What happened to a lease that an operator should hear of. */
export type LeaseNotice =
  | { readonly kind: 'acquired'; readonly name: string; readonly token: bigint }
  /** Another process has taken over, or may have, since the lease could not be renewed in time. */
  | { readonly kind: 'lost'; readonly name: string; readonly token: bigint }
  | { readonly kind: 'released'; readonly name: string; readonly token: bigint }
  /** No answer from whatever keeps the leases; retried. */
  | { readonly kind: 'unavailable'; readonly name: string; readonly error: unknown }
  /** The work has thrown. The lease is released, and requested again after a while. */
  | { readonly kind: 'failed'; readonly name: string; readonly error: unknown };

export interface HoldLeaseOptions {
  readonly leases: Leases;
  readonly name: string;
  /** Ends soon after the signal aborts, on loss or release of the lease. If it ends before, the lease is released. */
  readonly work: (grant: LeaseGrant, signal: AbortSignal) => Promise<void>;
  /** Between two renewals, and between two attempts while standing by. */
  readonly everyMs?: number;
  /** Before the lease is requested again after the work has ended by itself. */
  readonly restartMs?: number;
  readonly onNotice?: (notice: LeaseNotice) => void;
  /** Monotonic, in milliseconds. */
  readonly now?: () => number;
  readonly sleep?: Sleep;
}

/** A lease that is requested and held, again and again, until it is stopped. */
export interface HeldLease {
  readonly isHeld: boolean;
  /** Ends the work and releases the lease, so that another process has it at once. */
  stop(): Promise<void>;
}

const DEFAULT_EVERY_MS = 1_000;
const DEFAULT_RESTART_MS = 5_000;

/** Stands by for a lease, does the work while it is held, and stands by again when it is lost. */
export function holdLease(options: HoldLeaseOptions): HeldLease {
  const holder = new LeaseHolder(options);
  const running = holder.run();
  return {
    get isHeld() {
      return holder.isHeld;
    },
    stop: async () => {
      holder.stop();
      await running;
    },
  };
}

class LeaseHolder {
  readonly #options: HoldLeaseOptions & Required<Pick<HoldLeaseOptions, 'everyMs' | 'restartMs' | 'now' | 'sleep'>>;
  readonly #stopping = new AbortController();
  isHeld = false;

  constructor(options: HoldLeaseOptions) {
    const { everyMs = DEFAULT_EVERY_MS, restartMs = DEFAULT_RESTART_MS, now = () => performance.now() } = options;
    this.#options = { ...options, everyMs, restartMs, now, sleep: options.sleep ?? sleep };
  }

  stop(): void {
    this.#stopping.abort();
  }

  async run(): Promise<void> {
    const { everyMs, restartMs, now } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const askedAt = now();
      const grant = await this.#acquire();
      if (grant === undefined) await this.#sleep(everyMs);
      else if ((await this.#hold(grant, askedAt)) === 'ended') await this.#sleep(restartMs);
    }
  }

  async #acquire(): Promise<LeaseGrant | undefined> {
    const { leases, name, onNotice } = this.#options;
    try {
      return await leases.acquire(name);
    } catch (error) {
      onNotice?.({ kind: 'unavailable', name, error });
      return undefined;
    }
  }

  /** Does the work until it ends, is stopped, or the lease is lost; releases a lease that is not lost. */
  async #hold(grant: LeaseGrant, askedAt: number): Promise<'ended' | 'lost' | 'stopped'> {
    const { onNotice } = this.#options;
    const { name, token } = grant;
    this.isHeld = true;
    onNotice?.({ kind: 'acquired', name, token });
    const ending = new AbortController();
    const finished = new AbortController();
    const working = this.#work(grant, ending.signal).finally(() => finished.abort());
    const isLost = await this.#renewUntil(AbortSignal.any([finished.signal, this.#stopping.signal]), grant, askedAt);
    const isEnded = finished.signal.aborted;
    ending.abort();
    this.isHeld = false;
    if (isLost) onNotice?.({ kind: 'lost', name, token });
    await working;
    if (isLost) return 'lost';
    await this.#release(grant);
    return isEnded ? 'ended' : 'stopped';
  }

  async #work(grant: LeaseGrant, signal: AbortSignal): Promise<void> {
    const { work, name, onNotice } = this.#options;
    try {
      await work(grant, signal);
    } catch (error) {
      onNotice?.({ kind: 'failed', name, error });
    }
  }

  /** By this process's clock it lasts from before it was requested: it ends here before it does in the database. */
  async #renewUntil(signal: AbortSignal, grant: LeaseGrant, askedAt: number): Promise<boolean> {
    const { leases, everyMs, now } = this.#options;
    let heldUntil = askedAt + leases.ttlMs;
    while (!signal.aborted) {
      await this.#sleep(Math.min(everyMs, heldUntil - now()), signal);
      if (signal.aborted) return false;
      const renewingAt = now();
      const answer = await this.#renew(grant, heldUntil - renewingAt);
      if (answer === 'renewed') heldUntil = renewingAt + leases.ttlMs;
      if (answer === 'lost' || now() >= heldUntil) return true;
    }
    return false;
  }

  /** `unknown` if no answer comes before the lease runs out. */
  async #renew(grant: LeaseGrant, leftMs: number): Promise<'renewed' | 'lost' | 'unknown'> {
    const { leases, name, onNotice } = this.#options;
    if (leftMs <= 0) return 'unknown';
    const answered = new AbortController();
    const renewal = leases.renew(grant).then(
      (isRenewed) => (isRenewed ? 'renewed' : 'lost'),
      (error: unknown) => {
        onNotice?.({ kind: 'unavailable', name, error });
        return 'unknown' as const;
      },
    );
    const runningOut =
      leftMs === Infinity ? renewal : this.#sleep(leftMs, answered.signal).then(() => 'unknown' as const);
    const answer = await Promise.race([renewal, runningOut]);
    answered.abort();
    return answer;
  }

  async #release(grant: LeaseGrant): Promise<void> {
    const { leases, name, onNotice } = this.#options;
    try {
      await leases.release(grant);
      onNotice?.({ kind: 'released', name, token: grant.token });
    } catch (error) {
      // Then it runs out by itself.
      onNotice?.({ kind: 'unavailable', name, error });
    }
  }

  async #sleep(ms: number, signal: AbortSignal = this.#stopping.signal): Promise<void> {
    if (ms > 0) await this.#options.sleep(ms, signal);
  }
}
