import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { AttemptRecorder } from '../journeys/attempt-recorder';

/**
 * Waits on a graceful stop until the refused commands are on disk: before the server closes, and again for those that
 * were refused while it closed. The store has to be open until then: its module closes it on
 * `onApplicationShutdown`, which Nest calls for an imported module after the one that imports it.
 */
@Injectable()
export class AttemptDrain implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(private readonly attempts: AttemptRecorder) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.attempts.drain();
  }

  onApplicationShutdown(): Promise<void> {
    return this.attempts.drain();
  }
}
