import { LogSurvey, type LogOrder, type TextLine } from '@ledger/exchange';
import type { LineSource } from '../input/line-source';
import { withCommandIds } from './command-ids';
import { takeAnswer, type ImportRun } from './import-run';

/** A line that was sent and is not answered yet. */
interface OpenLine extends TextLine {
  /** How far the source had been read when it came. */
  readonly bytesRead: number;
}

/**
 * Posts all lines of a source, one request after the other, which keeps each session's order, and counts what comes back
 * into the run's tally, which is right also where this throws in the middle. Gives what order the times stood in.
 */
export async function importCommands(run: ImportRun, source: LineSource): Promise<LogOrder> {
  const { client, tally, progress, mode, disorder, linesPerRequest } = run;
  const open: OpenLine[] = [];
  const survey = new LogSurvey();
  async function* sent(): AsyncGenerator<string> {
    for await (const line of withCommandIds(source.lines())) {
      open.push({ ...line, bytesRead: source.bytesRead() });
      noteTime(survey, line);
      yield line.text;
    }
  }
  for await (const outcome of client.commands(sent(), { mode, disorder, linesPerRequest })) {
    const line = open.shift();
    if (line === undefined) throw new RangeError('The ledger answered more lines than it was sent.');
    await takeAnswer(run, line, outcome);
    const done = source.totalBytes === undefined ? tally.lines : line.bytesRead;
    progress.update(done, `${tally.lines} commands, ${tally.refused} refused`);
  }
  return survey.result.order;
}

/** A command that names no readable time of its own happens when it arrives, and so in order. */
function noteTime(survey: LogSurvey, { number, text }: TextLine): void {
  const { sessionId, occurredAt } = fieldsOf(text);
  if (typeof sessionId !== 'string' || typeof occurredAt !== 'string') return;
  const time = Date.parse(occurredAt);
  if (Number.isNaN(time)) return;
  const event = { caseId: sessionId, occurredAt: new Date(time).toISOString(), place: number, activity: '' };
  survey.add({ event: { ...event, attributes: {}, caseAttributes: {} } });
}

function fieldsOf(text: string): { readonly sessionId?: unknown; readonly occurredAt?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
