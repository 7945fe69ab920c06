import { LogSurvey, orderWarnings, type BackwardStep, type LogItem, type SurveyedLog } from '@ledger/exchange';

/** Told of each item of a log while it is counted. */
export interface SurveyListener {
  readonly item?: (item: LogItem) => Promise<void> | void;
  readonly backward?: (step: BackwardStep) => Promise<void> | void;
  readonly progress?: (events: number) => void;
}

/** Reads a log to its end and counts what it holds. */
export async function surveyed(items: AsyncIterable<LogItem>, listener: SurveyListener = {}): Promise<SurveyedLog> {
  const survey = new LogSurvey();
  let count = 0;
  for await (const item of items) {
    const step = survey.add(item);
    await listener.item?.(item);
    if (step !== undefined) await listener.backward?.(step);
    count += 1;
    if (count % 1_000 === 0) listener.progress?.(count);
  }
  return survey.result;
}

/** Sentences about a log that a person should know of, though it can be read. */
export function warningsOf({ order, passedOver, events, refused }: SurveyedLog): readonly string[] {
  const left = Object.entries(passedOver).map(([what, count]) => `Passed over ${what}: ${count.toLocaleString('en')}.`);
  const empty = events === 0 && refused === 0 && left.length === 0 ? ['The log holds no events.'] : [];
  return [...orderWarnings(order), ...left, ...empty];
}
