import { copyLedger, proveCopy, type CopyProof, type CopyResult } from '@ledger/audit';
import { EventStoreError, type Position } from '@ledger/event-store';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import type { OpenedStore } from '../input/store-url';
import { PositionBar } from '../output/position-bar';
import { TimeLeft } from './time-left';
import type { Terminal } from '../terminal';

/** The two ledgers of one run, and whether it shows how far it is. */
export interface CopyRun {
  readonly source: OpenedStore;
  readonly target: OpenedStore;
  readonly terminal: Terminal;
  readonly quiet: boolean;
}

export interface TimedCopy extends CopyResult {
  readonly seconds: number;
}

export async function copyWithProgress({ source, target, terminal, quiet }: CopyRun): Promise<TimedCopy> {
  const interruption = new AbortController();
  const release = terminal.onInterrupt?.(() =>
    interruption.abort(new CliFailure(EXIT.refused, 'Interrupted. Run the same command again to resume.')),
  );
  const bar = new PositionBar('copy', terminal, quiet);
  const startedAt = terminal.now().getTime();
  const left = new TimeLeft(() => terminal.now().getTime());
  try {
    const result = await copyLedger(source.store, target.store, {
      signal: interruption.signal,
      onProgress: ({ found, appended, position, end }) =>
        bar.update(position, end, `${appended} events copied, ${found} were there${left.text(position, end)}`),
    });
    return { ...result, seconds: (terminal.now().getTime() - startedAt) / 1_000 };
  } catch (error) {
    throw resumable(error);
  } finally {
    bar.stop();
    release?.();
  }
}

/** Proves the copy, with a bar for each ledger. `end` is the source's last event that was copied; absent: its last one. */
export async function proveWithProgress(run: CopyRun, end: Position | undefined): Promise<CopyProof> {
  const { source, target, terminal, quiet } = run;
  const ends = { source: end ?? (await source.store.lastPosition()), target: await target.store.lastPosition() };
  const bars = {
    source: new PositionBar('verify source', terminal, quiet),
    target: new PositionBar('verify target', terminal, quiet),
  };
  try {
    return await proveCopy(source.store, target.store, {
      end: ends.source,
      sourceGaplessFrom: source.gaplessFrom,
      targetGaplessFrom: target.gaplessFrom,
      breakLimit: 20,
      onProgress: (side, { events, streams, breaks, position }) => {
        if (side === 'target') bars.source.stop();
        bars[side].update(position, ends[side], `${events} events, ${streams} streams, ${breaks} breaks`);
      },
    });
  } finally {
    bars.source.stop();
    bars.target.stop();
  }
}

/** A store that went away in the middle loses nothing: the same run resumes where this one ended. */
function resumable(error: unknown): unknown {
  if (!(error instanceof EventStoreError) || !error.retryable) return error;
  const message = `${error.message} Run the same command again to resume.`;
  return new CliFailure(EXIT.unreachable, message, { cause: error });
}
