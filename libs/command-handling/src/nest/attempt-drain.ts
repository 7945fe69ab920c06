import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { AttemptFeed } from '../journeys/attempt-feed';
import { AttemptRecorder } from '../journeys/attempt-recorder';

/**
 * Before the server closes, and again for what was refused while it closed. The store's module closes it on
 * `onApplicationShutdown`, which Nest calls for an imported module after the one that imports it.
 */
@Injectable()
export class AttemptDrain implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly attempts: AttemptRecorder,
    private readonly feed: AttemptFeed,
  ) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.attempts.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.feed.stop();
    await this.attempts.drain();
  }
}
