import { isAccepted, type LineOutcome } from '@ledger/client';
import { logCommands, type LogCommandLine, type LogCommandOptions, type LogItem } from '@ledger/exchange';
import { takeAnswer, type ImportRun, type SentLine } from './import-run';

/** How far the log has been read. */
export interface ReadProgress {
  readBytes(): number;
}

/**
 * Posts a log's events as commands, portion by portion. The starts of a portion go first: a case whose start is refused gets
 * none of its moves, and one that the ledger has already gets its first event as a move.
 */
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
    const resumed = new Set<LogCommandLine>();
    const starts = portion.filter(({ line }) => line.command === 'start');
    await this.postLines(
      starts,
      ({ line }) => line,
      (command, outcome) => {
        if (outcome.outcome === 'RESUMED' && outcome.replayed !== true) resumed.add(command);
        // A start may find that the case's deadline has passed: the ledger answers its moves one by one.
        if (isAccepted(outcome) || outcome.outcome === 'EXPIRED') return;
        this.refusedCases.set(command.line.sessionId, outcome.reason ?? outcome.code ?? outcome.outcome);
      },
    );
    const moves: LogCommandLine[] = [];
    for (const command of portion) {
      const move = command.line.command === 'start' ? command.ifResumed : command.line;
      if (move === undefined || (command.line.command === 'start' && !resumed.has(command))) continue;
      if (this.refusedCases.has(move.sessionId)) await this.refuse(command);
      else moves.push({ line: move, place: command.place });
    }
    await this.postLines(moves, ({ line }) => line);
  }

  private async postLines(
    commands: readonly LogCommandLine[],
    lineOf: (command: LogCommandLine) => LogCommandLine['line'],
    answered: (command: LogCommandLine, outcome: LineOutcome) => void = () => undefined,
  ): Promise<void> {
    const { client, mode, linesPerRequest } = this.run;
    const lines = commands.map((command): SentLine => ({
      number: command.place,
      text: JSON.stringify(lineOf(command)),
    }));
    const texts = lines.map(({ text }) => text);
    let index = 0;
    for await (const outcome of client.commands(texts, { mode, linesPerRequest })) {
      const [line, command] = [lines[index], commands[index]];
      if (line === undefined || command === undefined) {
        throw new RangeError('The ledger answered more lines than it was sent.');
      }
      index += 1;
      answered(command, outcome);
      await takeAnswer(this.run, line, outcome);
    }
  }

  private async refuse({ line, place }: LogCommandLine): Promise<void> {
    const { sessionId } = line;
    const reason = `The case was refused at its start: ${this.refusedCases.get(sessionId) ?? ''}`;
    const outcome: LineOutcome = { line: place, outcome: 'REJECTED', code: 'CASE_NOT_STARTED', reason, sessionId };
    await takeAnswer(this.run, { number: place, text: JSON.stringify(line) }, outcome);
  }
}
