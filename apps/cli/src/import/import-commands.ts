import { LogSurvey, LogUnreadableError, type LogOrder, type TextLine } from '@ledger/exchange';
import type { LineSource } from '../input/line-source';
import { withCommandIds } from './command-ids';
import { takeAnswer, type ImportRun } from './import-run';

/** A line that was sent and is not answered yet. */
interface OpenLine extends TextLine {
  /** How far the source had been read when it came. */
  readonly bytesRead: number;
}

/** Posts a source's lines one request after the other, which keeps each session's order; tallies even if it throws. */
export async function importCommands(run: ImportRun, source: LineSource): Promise<LogOrder> {
  const { client, tally, progress, mode, disorder, linesPerRequest } = run;
  const open: OpenLine[] = [];
  const survey = new LogSurvey();
  async function* sent(): AsyncGenerator<string> {
    for await (const line of withCommandIds(source.lines())) {
      if (open.length === 0 && tally.lines === 0) refuseOtherKind(line);
      open.push({ ...line, bytesRead: source.bytesRead() });
      // A live command happens when it arrives, whatever time it tells of.
      if (mode !== 'live') noteTime(survey, line);
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

/** A file whose first line is not a JSON object is of another kind: the ledger would refuse every line of it. */
function refuseOtherKind({ number, text }: TextLine): void {
  if (text.startsWith('{')) return;
  const what = text.startsWith('<') ? 'It seems to be XML. ' : '';
  throw new LogUnreadableError(
    `The file is not one of commands: line ${number} is not a JSON object. ${what}If it is an event log, say --format.`,
  );
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
