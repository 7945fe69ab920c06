import { Injectable } from '@nestjs/common';

/** Tells long-running work that the server stops: open event streams end, bulk posts read no more lines. */
@Injectable()
export class StopSignal {
  private readonly controller = new AbortController();

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
