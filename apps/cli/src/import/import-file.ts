import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { isAccepted, type LedgerClient, type LineOutcome } from '@ledger/client';
import { usageFailure } from '../failures';
import type { LineSource, SourceLine } from '../input/line-source';
import type { Progress } from '../output/progress';
import { withCommandIds } from './command-ids';
import type { ImportTally } from './import-summary';

export interface ImportPlan {
  readonly client: LedgerClient;
  readonly source: LineSource;
  readonly linesPerRequest: number;
  readonly mode: 'live' | 'import';
  readonly progress: Progress;
  /** Refused lines are written here; undefined: they are only counted. */
  readonly report: RefusalReport | undefined;
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

/** A line that was sent and is not answered yet. */
interface OpenLine extends SourceLine {
  /** How far the source had been read when it came. */
  readonly bytesRead: number;
}

/**
 * Posts all lines of a source, one request after the other, which keeps each session's order, and counts what comes
 * back into `tally`, which is right also where it throws in the middle.
 */
export async function importFile(plan: ImportPlan, tally: ImportTally): Promise<void> {
  const { source, progress, report } = plan;
  const open: OpenLine[] = [];
  async function* sent(): AsyncGenerator<string> {
    for await (const line of withCommandIds(source.lines())) {
      open.push({ ...line, bytesRead: source.bytesRead() });
      yield line.text;
    }
  }
  const options = { mode: plan.mode, linesPerRequest: plan.linesPerRequest };
  for await (const outcome of plan.client.commands(sent(), options)) {
    const line = open.shift();
    if (line === undefined) throw new RangeError('The ledger answered more lines than it was sent.');
    const accepted = isAccepted(outcome) || broughtTheTimeout(outcome, line.text);
    tally.add(outcome, accepted);
    if (!accepted) await report?.add({ ...outcome, line: line.number, command: line.text });
    const done = source.totalBytes === undefined ? tally.lines : line.bytesRead;
    progress.update(done, `${tally.lines} commands, ${tally.refused} refused`);
  }
}

/**
 * Whether a line that asked for the state of a timeout found that timeout due: the ledger appended it itself, and the
 * journey is where the line wanted it.
 */
function broughtTheTimeout({ outcome, stateId }: LineOutcome, text: string): boolean {
  if (outcome !== 'EXPIRED' || stateId === undefined) return false;
  const command = JSON.parse(text) as { readonly targetStateId?: unknown };
  return command.targetStateId === stateId;
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
