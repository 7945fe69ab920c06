import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { changedCounts, type CountsSnapshot } from './counts-change';
import { CountsReader } from './counts-reader';
import type { LiveCountsMessage } from './live-counts.schemas';

/** Two updates a second: a commit is in the figures within one, and more of them would cost those who follow, not tell more. */
const SHORTEST_PAUSE_MS = 500;
/** Readings may take a twentieth of the time: the more they cost, the less often they are done. */
const SHARE = 20;
/** A reading costs what the fastest of so many took: the others waited for a thread or for the disk. */
const READINGS = 8;
/** However much a reading costs, figures are no older. */
const LONGEST_PAUSE_MS = 5_000;
/** After so long, figures that have not changed are sent again: their age shows that they are still read. */
const LONGEST_SILENCE_MS = 5_000;

/** One connection that is sent the figures. */
export interface CountsFollower {
  /** Sends a message. False: the connection takes no more for now, and asks for a snapshot once it does. */
  send(message: Buffer): boolean;
}

/** Reads the figures once for all followers, while there are some. */
@Injectable()
export class LiveCounts {
  private readonly followers = new Set<CountsFollower>();
  /** Followers, and callers whose first figures are being read. */
  private joined = 0;
  /** Of this process: an id of another one says nothing here. */
  private readonly epoch = randomUUID().slice(0, 8);
  private readonly log = new Logger(LiveCounts.name);
  private sequence = 0;
  private present: CountsSnapshot | undefined;
  private sentAt = 0;
  private reading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** How long the last readings took, milliseconds. */
  private readonly took: number[] = [];

  constructor(private readonly reader: CountsReader) {}

  /** Sends a snapshot, unless the follower has the present figures, and then each update until the follower leaves. */
  async join(follower: CountsFollower, lastEventId: string | undefined): Promise<void> {
    // What was read for earlier followers is old.
    if (this.joined === 0) this.present = undefined;
    this.joined += 1;
    if (this.present === undefined) await (this.reading ??= this.read());
    this.followers.add(follower);
    if (lastEventId !== this.id) this.resend(follower);
  }

  /** Once for each that joined. */
  leave(follower: CountsFollower): void {
    this.followers.delete(follower);
    this.joined -= 1;
    if (this.joined > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** The present figures, for one who has missed updates. */
  resend(follower: CountsFollower): void {
    if (this.present !== undefined) follower.send(this.message({ ...this.present, kind: 'snapshot' }));
  }

  private get id(): string {
    return `${this.epoch}-${this.sequence}`;
  }

  private async read(): Promise<void> {
    const begun = performance.now();
    try {
      this.take(await this.reader.read());
    } catch (error) {
      // Their clients see by the time of the last message how old the figures are.
      this.log.warn(`Live counts cannot be read (${String(error)}).`);
    }
    this.reading = undefined;
    this.took.push(performance.now() - begun);
    this.took.splice(0, this.took.length - READINGS);
    if (this.joined === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void (this.reading ??= this.read()), this.pause);
  }

  private get pause(): number {
    // Fewer say nothing yet: the first ones are slow, whatever they cost later.
    const cost = this.took.length < READINGS ? 0 : Math.min(...this.took);
    return Math.min(Math.max(SHORTEST_PAUSE_MS, cost * (SHARE - 1)), LONGEST_PAUSE_MS);
  }

  private take(after: CountsSnapshot): void {
    const before = this.present;
    this.present = after;
    if (before === undefined) {
      this.sequence += 1;
      return this.hand({ ...after, kind: 'snapshot' });
    }
    const changed = changedCounts(before, after);
    if (changed === undefined && performance.now() - this.sentAt < LONGEST_SILENCE_MS) return;
    this.sequence += 1;
    this.hand(changed ?? { ...after, kind: 'update', states: [] });
  }

  /** The text is made once, however many take it. */
  private hand(update: LiveCountsMessage): void {
    this.sentAt = performance.now();
    const message = this.message(update);
    for (const follower of this.followers) follower.send(message);
  }

  private message(data: LiveCountsMessage): Buffer {
    return Buffer.from(`id: ${this.id}\nevent: ${data.kind}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
