import { SingleBar } from 'cli-progress';
import type { Screen } from '../terminal';

export interface Progress {
  /** Says that `done` of the total is done; `note` stands beside it. */
  update(done: number, note: string): void;
  /** Ends it; what is written afterwards stands on a line of its own. */
  stop(): void;
}

/** For `--quiet`. */
export const silentProgress: Progress = { update: () => undefined, stop: () => undefined };

const PLAIN_STEPS = 10;
/** Where the total is not known, a plain line comes each time this much more is done. */
const PLAIN_STRIDE = 10_000;

/** A bar on a terminal; elsewhere, for readable logs, a line for each tenth. Without a total, `note` says all. */
export function progressOn(screen: Screen, title: string, total: number | undefined): Progress {
  return screen.isTTY === true && total !== undefined && total > 0
    ? bar(screen, title, total)
    : plainLines(screen, title, total);
}

function bar(screen: Screen, title: string, total: number): Progress {
  const single = new SingleBar({
    stream: screen,
    format: `${title} {bar} {percentage}% | {note} | {duration_formatted}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: false,
  });
  single.start(total, 0, { note: '' });
  return {
    update: (done, note) => single.update(Math.min(done, total), { note }),
    stop: () => single.stop(),
  };
}

function plainLines(screen: Screen, title: string, total: number | undefined): Progress {
  const stride = total === undefined ? PLAIN_STRIDE : Math.max(1, total / PLAIN_STEPS);
  let step = 0;
  return {
    update: (done, note) => {
      const reached = Math.floor(done / stride);
      if (reached <= step) return;
      step = reached;
      const share = total === undefined ? '' : `${Math.min(100, Math.floor((done / total) * 100))}%, `;
      screen.write(`${title}: ${share}${note}\n`);
    },
    stop: () => undefined,
  };
}
