/** The work may take one part of the time in so many. */
const SHARE = 10;
const LONGEST_PAUSE_MS = 200;

/**
 * Runs work soon after it is requested, and so seldom that it takes a tenth of the thread at most: the more it costs, the
 * more is done at once. Commands are answered on the same thread.
 */
export class SharePacer {
  private timer: NodeJS.Timeout | undefined;
  private notBefore = 0;

  constructor(private readonly work: () => void) {}

  request(): void {
    this.timer ??= setTimeout(() => this.run(), Math.max(0, this.notBefore - performance.now()));
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private run(): void {
    this.timer = undefined;
    const begun = performance.now();
    this.work();
    const ended = performance.now();
    this.notBefore = ended + Math.min((ended - begun) * (SHARE - 1), LONGEST_PAUSE_MS);
  }
}
