import { setTimeout as pause } from 'node:timers/promises';

/** What goes wrong, on demand. */
export class Faults {
  /** Milliseconds that each answer waits after its work is done. */
  delay = 0;
  /** Appends still to be committed and never answered, their connection cut. */
  dropsAfterCommit = 0;
  /** Appends still to be lost on their way, their connection cut. */
  dropsBeforeCommit = 0;
  /** Calls still to be answered "not ready", as a server does while it starts. */
  notReadyAnswers = 0;
  /** Where a node that does not lead sends calls that need the leader. */
  leaderElsewhere: { readonly host: string; readonly port: number } | undefined;

  async beforeAnswer(): Promise<void> {
    if (this.delay > 0) await pause(this.delay);
  }

  takeDropAfterCommit(): boolean {
    return this.dropsAfterCommit > 0 && this.dropsAfterCommit-- > 0;
  }

  takeDropBeforeCommit(): boolean {
    return this.dropsBeforeCommit > 0 && this.dropsBeforeCommit-- > 0;
  }

  takeNotReady(): boolean {
    return this.notReadyAnswers > 0 && this.notReadyAnswers-- > 0;
  }
}
