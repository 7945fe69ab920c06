import { isEvent, streamName, type EventStore, type Position, type UpcasterRegistry } from '@ledger/event-store';
import { journeyStream, parseStream, streamCategory } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { backoffMs, errorMessage, sleepOn, type BackoffPolicy, type Scheduler, type SystemLog } from '@ledger/runtime';
import type { BoundCommandIds } from './bound-command-ids';

const RETRIES: BackoffPolicy = { firstPauseMs: 50, longestPauseMs: 1_000 };

interface Ports {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly bound: BoundCommandIds;
  readonly scheduler: Scheduler;
  readonly log: SystemLog;
}

/** Follows the attempts that other processes record, so that an id stands for one answer in all of them. */
export class AttemptFeed {
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();

  constructor(private readonly ports: Ports) {}

  /** Follows a tenant's attempts from now on. Where no other process appends, there is nothing to follow. */
  follow(tenant: string): void {
    if (this.ports.store.exclusive || this.#running.has(tenant) || this.#stopping.signal.aborted) return;
    this.#running.set(tenant, this.#run(streamCategory('attempt', tenant)));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  async #run(category: string): Promise<void> {
    const { scheduler, log } = this.ports;
    const { signal } = this.#stopping;
    const sleep = sleepOn((ms, task) => scheduler.after(ms, task));
    let reached: { readonly position: Position | undefined } | undefined;
    let failures = 0;
    while (!signal.aborted) {
      try {
        reached ??= await this.#begin();
        for await (const position of this.#learn(category, reached.position)) {
          reached = { position };
          failures = 0;
        }
      } catch (error) {
        if (failures === 0 && !signal.aborted) {
          log.warn(`Answers of other processes are not followed, trying again: ${errorMessage(error)}`);
        }
      }
      failures += 1;
      await sleep(backoffMs(RETRIES, failures), signal);
    }
  }

  /** What was read before this position was known may lack what was recorded in between. */
  async #begin(): Promise<{ readonly position: Position | undefined }> {
    const position = await this.ports.store.lastPosition();
    this.ports.bound.forget();
    return { position };
  }

  async *#learn(category: string, after: Position | undefined): AsyncGenerator<Position | undefined> {
    const { store, upcasters, bound } = this.ports;
    const { signal } = this.#stopping;
    let reached = after;
    for await (const message of store.subscribe(defined({ after, categories: [category], signal }))) {
      const of = isEvent(message) ? parseStream(message.stream) : undefined;
      if (isEvent(message) && of !== undefined) {
        bound.learn(streamName(journeyStream(of.tenant, of.id)), upcasters.read(message));
      }
      reached = message.position ?? reached;
      yield reached;
    }
  }
}
