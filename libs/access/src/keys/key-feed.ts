import { isEvent, type EventStore } from '@ledger/event-store';
import { streamCategory } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import {
  backoffMs,
  errorMessage,
  Poller,
  sleepOn,
  type BackoffPolicy,
  type Scheduler,
  type SystemLog,
} from '@ledger/runtime';
import { TRUSTED_MS, type KeyRing } from './key-ring';
import { tellsOfKeys } from './key-streams';

/** Changes of keys take effect in less than a second even where a subscription says nothing of them. */
const POLL_MS = 500;
const RETRIES: BackoffPolicy = { firstPauseMs: 100, longestPauseMs: 2_000 };

export interface KeyFeedPorts {
  readonly store: EventStore;
  readonly ring: KeyRing;
  readonly scheduler: Scheduler;
  readonly log: SystemLog;
}

/**
 * Follows the keys that other processes change: a subscription says at once that there is something to read, and a poll
 * makes sure of it. What cannot be read for `TRUSTED_MS` is not trusted any more: the ring refuses then.
 */
export class KeyFeed {
  readonly #stopping = new AbortController();
  readonly #poller: Poller;
  #following: Promise<void> | undefined;
  #isFailing = false;

  constructor(private readonly ports: KeyFeedPorts) {
    const { scheduler } = ports;
    this.#poller = new Poller({ scheduler, poll: () => this.#poll(), pauseMs: () => POLL_MS });
  }

  /** Reads the keys, and follows them. Where no other process appends, there is nothing to follow. */
  async start(): Promise<void> {
    await this.#poll();
    if (this.ports.store.exclusive && !this.#isFailing) return;
    this.#poller.start();
    this.#following ??= this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#poller.stop(), this.#following]);
  }

  async #poll(): Promise<void> {
    try {
      await this.ports.ring.refresh();
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing && !this.#stopping.signal.aborted) {
        const then = `keys of the ledger are refused with 503 after ${TRUSTED_MS / 1_000} s, until they can be read`;
        this.ports.log.warn(`The keys of the ledger cannot be read (${errorMessage(error)}); ${then}.`);
      }
      this.#isFailing = true;
    }
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    const sleep = sleepOn((ms, task) => this.ports.scheduler.after(ms, task));
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.#subscribe();
        failures = 0;
      } catch {
        // The poll says what is wrong with the store.
        failures += 1;
        await sleep(backoffMs(RETRIES, failures), signal);
      }
    }
  }

  /** Ends when there are tenants that it does not follow. */
  async #subscribe(): Promise<void> {
    const { store, ring } = this.ports;
    const { signal } = this.#stopping;
    const tenants = ring.tenants;
    const categories = tenants.map((tenant) => streamCategory('access', tenant));
    const after = await store.lastPosition();
    await ring.refresh();
    if (ring.tenants.length > tenants.length) return;
    for await (const message of store.subscribe(defined({ after, categories, signal }))) {
      // The reads of journeys are recorded in the same category, once a second.
      if (isEvent(message) && tellsOfKeys(message.stream)) await ring.refresh();
      if (ring.tenants.length > tenants.length) return;
    }
  }
}
