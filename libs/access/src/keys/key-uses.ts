import type { PortToken } from '@ledger/plain-data';
import { errorMessage, type Scheduler, type SystemLog } from '@ledger/runtime';
import type { Principal } from '../principal';

/** When a key was used last. */
export interface KeyUse {
  readonly tenant: string;
  readonly keyId: string;
  /** RFC 3339. */
  readonly usedAt: string;
}

/** Where last uses are kept. They are not events: a request must not append one. */
export interface KeyUseStore {
  /** Keeps the later one, of what it has and what it is given. */
  record(uses: readonly KeyUse[]): Promise<void>;
  /** Last uses of a tenant's keys: RFC 3339 by key id. */
  usesOf(tenant: string): Promise<ReadonlyMap<string, string>>;
}

export const KEY_USE_STORE: PortToken<KeyUseStore> = Symbol('KEY_USE_STORE');

/** A key's use is written a minute later, with all others of that minute. */
const WRITE_AFTER_MS = 60_000;

export interface KeyUsesPorts {
  readonly store: KeyUseStore;
  readonly scheduler: Scheduler;
  readonly log: SystemLog;
}

/** Remembers when keys were used, and writes it at most once a minute, off the way of any reply. */
export class KeyUses {
  /** Milliseconds since 1970. */
  #unwritten = new Map<Principal, number>();
  #cancel: (() => void) | undefined;
  #isFailing = false;

  constructor(private readonly ports: KeyUsesPorts) {}

  note(principal: Principal, at: number): void {
    this.#unwritten.set(principal, at);
    this.#cancel ??= this.ports.scheduler.after(WRITE_AFTER_MS, () => this.write());
  }

  /** Writes what is not written yet. Never rejects: what cannot be written is tried again in a minute. */
  async write(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    const written = this.#unwritten;
    if (written.size === 0) return;
    this.#unwritten = new Map();
    try {
      await this.ports.store.record(usesOf(written));
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.ports.log.warn(`The last uses of keys are not written: ${errorMessage(error)}`);
      this.#isFailing = true;
      for (const [principal, at] of written) if (!this.#unwritten.has(principal)) this.note(principal, at);
    }
  }

  /** RFC 3339 by key id; those that are not written yet included. What cannot be read now is not known. */
  async lastUses(tenant: string): Promise<ReadonlyMap<string, string>> {
    const written = await this.ports.store.usesOf(tenant).catch(() => new Map<string, string>());
    const uses = new Map(written);
    for (const use of usesOf(this.#unwritten)) if (use.tenant === tenant) uses.set(use.keyId, use.usedAt);
    return uses;
  }
}

function usesOf(noted: ReadonlyMap<Principal, number>): KeyUse[] {
  return [...noted].map(([{ tenant, clientId }, at]) => ({
    tenant,
    keyId: clientId,
    usedAt: new Date(at).toISOString(),
  }));
}
