import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { CLOCK, type Clock } from '@ledger/runtime';
import { CachedValue } from '../monitoring/cached-value';

/** Another store may be put under a server that runs; it is asked no more often, however many consoles connect. */
const KEPT_MS = 5_000;
const LENGTH = 16;

/** Tells one ledger from another at the same address: by its first event, which no other ledger has. */
@Injectable()
export class LedgerId {
  private readonly log = new Logger(LedgerId.name);
  private readonly cached: CachedValue<string | null>;

  constructor(@Inject(EVENT_STORE) store: EventStore, @Inject(CLOCK) clock: Clock) {
    this.cached = new CachedValue(clock, KEPT_MS, () => idOf(store));
  }

  /** Null in an empty ledger, and while its store does not answer. */
  async get(): Promise<string | null> {
    try {
      return await this.cached.get();
    } catch (error) {
      this.log.warn(`The first event cannot be read (${String(error)}).`);
      return null;
    }
  }
}

async function idOf(store: EventStore): Promise<string | null> {
  for await (const { id, recordedAt } of store.readAll({ limit: 1 })) {
    return createHash('sha256').update(`${id} ${recordedAt}`).digest('hex').slice(0, LENGTH);
  }
  return null;
}
