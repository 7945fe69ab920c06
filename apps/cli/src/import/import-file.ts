import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { isAccepted, type LedgerClient, type LineOutcome } from '@ledger/client';
import { usageFailure } from '../failures';
import type { LineSource, SourceLine } from '../input/line-source';
import type { Progress } from '../output/progress';
import { withCommandIds } from './command-ids';
import { ImportTally, type ImportSummary } from './import-summary';

export interface ImportPlan {
  readonly client: LedgerClient;
  readonly source: LineSource;
  readonly linesPerRequest: number;
  readonly mode: 'live' | 'import';
  readonly progress: Progress;
  /** Refused lines are written here; undefined: they are only counted. */
  readonly report: RefusalReport | undefined;
  readonly now: () => Date;
}

/** A refused line as the report has it. */
export interface RefusedLine extends LineOutcome {
  /** The line as it was sent. */
  readonly command: string;
}

export interface RefusalReport {
  add(line: RefusedLine): Promise<void>;
  close(): Promise<void>;
}

/** Posts all lines of a source, one request after the other, which keeps each session's order. */
export async function importFile(plan: ImportPlan): Promise<ImportSummary> {
  const { source, progress, report } = plan;
  const tally = new ImportTally();
  const startedAt = plan.now().getTime();
  // Lines that were sent and are not answered yet: at most a few requests' worth.
  const open: SourceLine[] = [];
  async function* sent(): AsyncGenerator<string> {
    for await (const line of withCommandIds(source.lines())) {
      open.push(line);
      yield line.text;
    }
  }
  const options = { mode: plan.mode, linesPerRequest: plan.linesPerRequest };
  for await (const outcome of plan.client.commands(sent(), options)) {
    const line = open.shift();
    if (line === undefined) throw new RangeError('The ledger answered more lines than it was sent.');
    tally.add(outcome);
    if (!isAccepted(outcome)) await report?.add({ ...outcome, line: line.number, command: line.text });
    const done = source.totalBytes === undefined ? tally.lines : source.bytesRead();
    progress.update(done, `${tally.lines} commands, ${tally.refused} refused`);
  }
  return tally.summary((plan.now().getTime() - startedAt) / 1_000);
}

/** Writes refused lines as NDJSON to a file that is created anew. */
export async function refusalReport(path: string): Promise<RefusalReport> {
  const file = createWriteStream(path);
  await once(file, 'open').catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`${path} cannot be written (${cause.code ?? cause.message}).`, cause);
  });
  return {
    add: async (line) => {
      if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
    },
    close: async () => {
      file.end();
      await once(file, 'finish');
    },
  };
}
