import { setMaxListeners } from 'node:events';
import { Injectable } from '@nestjs/common';

/** Tells long-running work that the server stops: open event streams end, bulk posts read no more lines. */
@Injectable()
export class StopSignal {
  private readonly controller = new AbortController();

  constructor() {
    // Each open event stream listens.
    setMaxListeners(0, this.controller.signal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isStopping(): boolean {
    return this.controller.signal.aborted;
  }

  stop(): void {
    this.controller.abort();
  }
}
