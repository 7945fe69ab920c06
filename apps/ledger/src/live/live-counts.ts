import { Injectable, Logger } from '@nestjs/common';
import { sightKey, type Sight } from '@ledger/projections';
import { CountsChannel, type CountsFollower } from './counts-channel';
import { CountsReader } from './counts-reader';
import { snapshotOf, type CountsReading } from './counts-reading';

/** Two updates a second: a commit is in the figures within one, and more of them would cost those who follow, not tell more. */
const SHORTEST_PAUSE_MS = 500;
/** Readings may take a twentieth of the time: the more they cost, the less often they are done. */
const SHARE = 20;
/** A reading costs what the fastest of so many took: the others waited for a thread or for the disk. */
const READINGS = 8;
/** However much a reading costs, figures are no older. */
const LONGEST_PAUSE_MS = 5_000;

/** Reads the figures once for all followers, while there are some, and tells each of what is in its sight. */
@Injectable()
export class LiveCounts {
  /** By what their followers have in sight. */
  private readonly channels = new Map<string, CountsChannel>();
  /** Followers, and callers whose first figures are being read. */
  private joined = 0;
  private readonly log = new Logger(LiveCounts.name);
  private present: CountsReading | undefined;
  private reading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** How long the last readings took, milliseconds. */
  private readonly took: number[] = [];

  constructor(private readonly reader: CountsReader) {}

  /** Sends a snapshot, unless the follower has the present figures, and then each update until the follower leaves. */
  async join(follower: CountsFollower, sight: Sight, lastEventId: string | undefined): Promise<void> {
    // What was read for earlier followers is old.
    if (this.joined === 0) this.present = undefined;
    this.joined += 1;
    if (this.present === undefined) await (this.reading ??= this.read());
    this.channelOf(sight).add(follower, lastEventId);
  }

  /** Once for each that joined. */
  leave(follower: CountsFollower, sight: Sight): void {
    const key = keyOf(sight);
    const channel = this.channels.get(key);
    channel?.delete(follower);
    if (channel?.isEmpty === true) this.channels.delete(key);
    this.joined -= 1;
    if (this.joined > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** The present figures, for one who has missed updates. */
  resend(follower: CountsFollower, sight: Sight): void {
    this.channels.get(keyOf(sight))?.resend(follower);
  }

  private channelOf(sight: Sight): CountsChannel {
    const key = keyOf(sight);
    const known = this.channels.get(key);
    if (known !== undefined) return known;
    const made = new CountsChannel(sight.definitions);
    if (this.present !== undefined) made.take(snapshotOf(this.present, sight.definitions));
    this.channels.set(key, made);
    return made;
  }

  private async read(): Promise<void> {
    const begun = performance.now();
    try {
      this.present = await this.reader.read();
      for (const channel of this.channels.values()) channel.take(snapshotOf(this.present, channel.definitions));
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
}

function keyOf(sight: Sight): string {
  return JSON.stringify(sightKey(sight));
}
