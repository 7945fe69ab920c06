import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { isEvent, type EventStore, type Position } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { EventDefinitions, type PersonalOfDefinitions } from './event-definitions';
import { FollowerIndex, type LiveFollower } from './follower-index';
import { PassingEvent } from './passing-event';
import { RecentEvents } from './recent-events';
import { SharePacer } from './share-pacer';

const RECENT_BYTES = 8 * 1024 * 1024;
/** Commits of so many milliseconds are read at once: many times less work than to read after each of them. */
const GATHER_MS = 25;

/** A follower that the hub tells what to do. */
export interface Follower extends LiveFollower {
  /** Sends what was taken. */
  flush(): void;
  /** The hub cannot read the store any more: the follower ends, and its reader comes back with its last id. */
  leave(): void;
}

/**
 * Reads the ledger once for all who follow it. While anybody follows, it keeps the newest events, and hands each new one
 * to those who want it.
 */
export class LiveEvents {
  readonly definitions: EventDefinitions;
  private readonly index = new FollowerIndex();
  private readonly live = new Set<Follower>();
  /** Everybody who reads or waits, live or not yet. */
  private present = 0;
  private recent: RecentEvents | undefined;
  private reading: AbortController | undefined;
  private starting: Promise<void> | undefined;
  private readonly log = new Logger(LiveEvents.name);
  private readonly pacer = new SharePacer(() => {
    for (const follower of this.live) follower.flush();
  });

  constructor(
    private readonly store: EventStore,
    personal: PersonalOfDefinitions,
    private readonly recentBytes = RECENT_BYTES,
  ) {
    this.definitions = new EventDefinitions(store, personal);
  }

  /** Up to where the ledger was looked through for live followers. */
  get end(): Position | undefined {
    return this.recent?.end;
  }

  /** From here on the ledger is read, until everybody who came has gone. */
  async come(): Promise<void> {
    this.present += 1;
    await this.ready();
  }

  go(): void {
    this.present -= 1;
    if (this.present === 0) this.stop();
  }

  /** Resolves once the ledger is read; also after a reading that failed. */
  async ready(): Promise<void> {
    if (this.reading !== undefined) return;
    this.starting ??= this.start().finally(() => (this.starting = undefined));
    await this.starting;
  }

  /** The newest events after a position; undefined if they do not reach back so far, and the store has to be read. */
  after(position: Position | undefined, limit: number): readonly PassingEvent[] | undefined {
    return this.recent?.covers(position) === true ? this.recent.after(position, limit) : undefined;
  }

  /** From now on the follower is handed every event: it has what came before. */
  join(follower: Follower): void {
    this.live.add(follower);
    this.index.add(follower);
  }

  part(follower: Follower): void {
    if (this.live.delete(follower)) this.index.remove(follower);
  }

  private async start(): Promise<void> {
    const from = await this.store.lastPosition();
    const reading = new AbortController();
    this.reading = reading;
    this.definitions.forgetVersions();
    this.recent = new RecentEvents(from, this.recentBytes);
    void this.read(this.recent, from, reading.signal).catch((error: unknown) => {
      if (reading.signal.aborted) return;
      this.log.warn(`Followers of events are sent away: the ledger cannot be read (${String(error)}).`);
      this.stop();
    });
    if (this.present === 0) this.stop();
  }

  private async read(recent: RecentEvents, after: Position | undefined, signal: AbortSignal): Promise<void> {
    for await (const message of this.store.subscribe(defined({ after, signal }))) {
      if (signal.aborted) return;
      if (isEvent(message)) await this.pass(new PassingEvent(message), recent);
      else {
        recent.end = message.position ?? recent.end;
        await pause(GATHER_MS, undefined, { signal });
      }
    }
  }

  private async pass(event: PassingEvent, recent: RecentEvents): Promise<void> {
    // Awaited only where a follower asks for a definition: most do not.
    if (this.index.asksForDefinitions) await this.definitions.note(event);
    if (this.index.asksForMasks || event.stream?.kind === 'definition') await this.definitions.notePersonal(event);
    recent.add(event);
    this.index.hand(event);
    this.pacer.request();
  }

  private stop(): void {
    this.reading?.abort();
    this.reading = undefined;
    this.recent = undefined;
    this.pacer.cancel();
    for (const follower of [...this.live]) {
      this.part(follower);
      follower.leave();
    }
  }
}
