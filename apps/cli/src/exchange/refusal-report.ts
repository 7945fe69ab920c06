import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { LineOutcome } from '@ledger/client';
import type { LogRefusal } from '@ledger/exchange';
import { usageFailure } from '../failures';

export interface RefusedLine extends LineOutcome {
  /** The line as it was sent; empty where the log gave none. */
  readonly command: string;
}

/** Where refused lines are written to, one JSON object a line. */
export interface RefusalReport {
  add(line: RefusedLine): Promise<void>;
  /** What was not sent at all: a part of a log that cannot be read. */
  addUnread(refusal: LogRefusal): Promise<void>;
  close(): Promise<void>;
}

/** Of a run without --report. */
const NO_REPORT: RefusalReport = {
  add: () => Promise.resolve(),
  addUnread: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Writes refused lines as NDJSON to a file that is created again, where one is named. */
export async function refusalReport(path: string | undefined): Promise<RefusalReport> {
  if (path === undefined) return NO_REPORT;
  const file = createWriteStream(path);
  await once(file, 'open').catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`Cannot write ${path} (${cause.code ?? cause.message}).`, cause);
  });
  const add = async (line: RefusedLine): Promise<void> => {
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain');
  };
  return {
    add,
    addUnread: ({ place, code, reason, caseId }) =>
      add({ line: place, outcome: 'UNREADABLE', code, reason, command: '', sessionId: caseId }),
    close: async () => {
      file.end();
      await once(file, 'finish');
    },
  };
}
