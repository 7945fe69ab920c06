import { isAccepted, type LineOutcome } from '@ledger/client';
import { logCommands, type LogCommandLine, type LogCommandOptions, type LogItem } from '@ledger/exchange';
import { takeAnswer, type ImportRun, type SentLine } from './import-run';

export interface ReadProgress {
  readBytes(): number;
}

/** Posts a log's events portion by portion, starts first: a case whose start is refused gets none of its moves. */
export async function importLog(
  run: ImportRun,
  items: AsyncIterable<LogItem>,
  options: LogCommandOptions,
  reading: ReadProgress,
): Promise<void> {
  const portions = new LogPortions(run);
  const { tally, report, progress, linesPerRequest } = run;
  let portion: LogCommandLine[] = [];
  const post = async (): Promise<void> => {
    await portions.post(portion);
    portion = [];
    progress.update(reading.readBytes(), `${tally.lines} commands, ${tally.refused} refused`);
  };
  for await (const command of logCommands(items, options)) {
    if ('refusal' in command) {
      tally.addUnreadable(command.refusal.code);
      await report.addUnread(command.refusal);
      continue;
    }
    portion.push(command);
    if (portion.length >= linesPerRequest) await post();
  }
  if (portion.length > 0) await post();
}

class LogPortions {
  /** Cases whose start was refused, with the reason. */
  private readonly refusedCases = new Map<string, string>();

  constructor(private readonly run: ImportRun) {}

  async post(portion: readonly LogCommandLine[]): Promise<void> {
    const resumed = await this.postStarts(portion.filter(({ line }) => line.command === 'start'));
    const moves: LogCommandLine[] = [];
    for (const command of portion) {
      const isStart = command.line.command === 'start';
      const move = isStart ? command.ifResumed : command.line;
      if (move === undefined || (isStart && !resumed.has(command))) continue;
      if (this.refusedCases.has(move.sessionId)) await this.refuse(command);
      else moves.push({ line: move, place: command.place });
    }
    for await (const { line, outcome } of this.answers(moves)) await takeAnswer(this.run, line, outcome);
  }

  /** Gives the starts of cases that the ledger had already. */
  private async postStarts(starts: readonly LogCommandLine[]): Promise<ReadonlySet<LogCommandLine>> {
    const resumed = new Set<LogCommandLine>();
    for await (const { command, line, outcome } of this.answers(starts)) {
      // A start may find that the case's deadline has passed: the ledger answers its moves one by one.
      if (!isAccepted(outcome) && outcome.outcome !== 'EXPIRED') {
        this.refusedCases.set(command.line.sessionId, outcome.reason ?? outcome.code ?? outcome.outcome);
      } else if (outcome.outcome === 'RESUMED' && outcome.replayed !== true) {
        resumed.add(command);
      }
      await takeAnswer(this.run, line, outcome);
    }
    return resumed;
  }

  private async *answers(
    commands: readonly LogCommandLine[],
  ): AsyncGenerator<{ readonly command: LogCommandLine; readonly line: SentLine; readonly outcome: LineOutcome }> {
    const { client, mode, disorder, linesPerRequest } = this.run;
    const lines = commands.map(({ line, place }): SentLine => ({ number: place, text: JSON.stringify(line) }));
    const texts = lines.map(({ text }) => text);
    let index = 0;
    for await (const outcome of client.commands(texts, { mode, disorder, linesPerRequest })) {
      const [line, command] = [lines[index], commands[index]];
      if (line === undefined || command === undefined) {
        throw new RangeError('The ledger answered more lines than it was sent.');
      }
      index += 1;
      yield { command, line, outcome };
    }
  }

  private async refuse({ line, place }: LogCommandLine): Promise<void> {
    const { sessionId } = line;
    const reason = `The case was refused at its start: ${this.refusedCases.get(sessionId) ?? ''}`;
    const outcome: LineOutcome = { line: place, outcome: 'REJECTED', code: 'CASE_NOT_STARTED', reason, sessionId };
    await takeAnswer(this.run, { number: place, text: JSON.stringify(line) }, outcome);
  }
}
