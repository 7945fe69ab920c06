import { isAccepted, type LedgerClient, type LineOutcome } from '@ledger/client';
import type { RefusalReport } from '../exchange/refusal-report';
import type { Progress } from '../output/progress';
import type { ImportTally } from './import-summary';

/** What every import needs, whatever it reads. */
export interface ImportRun {
  readonly client: LedgerClient;
  readonly linesPerRequest: number;
  readonly mode: 'live' | 'import' | 'history';
  /** What becomes of what happened before the last stored event of its journey. Default: the ledger's. */
  readonly disorder: 'allow' | 'refuse' | undefined;
  readonly progress: Progress;
  readonly report: RefusalReport;
  readonly tally: ImportTally;
}

export interface SentLine {
  /** Place in the file. */
  readonly number: number;
  /** JSON of the command. */
  readonly text: string;
}

/** Counts the answer to a line, and reports it where the line was refused; gives whether it was accepted. */
export async function takeAnswer({ tally, report }: ImportRun, line: SentLine, outcome: LineOutcome): Promise<boolean> {
  const accepted = isAccepted(outcome) || broughtTheTimeout(outcome, line.text);
  tally.add(outcome, accepted);
  if (!accepted) await report.add({ ...outcome, line: line.number, command: line.text });
  return accepted;
}

/** Whether a line that asked for a timeout's state found that timeout due: the ledger appended it itself. */
function broughtTheTimeout({ outcome, stateId }: LineOutcome, text: string): boolean {
  if (outcome !== 'EXPIRED' || stateId === undefined) return false;
  const command = JSON.parse(text) as { readonly targetStateId?: unknown };
  return command.targetStateId === stateId;
}
