import type { LogEvent, LogItem, LogRefusal } from '../log-event';

/** A count with the first that was counted, for a sentence. */
export interface Counted<T> {
  count: number;
  readonly first: T;
}

/** Backward steps: events earlier than the one that stands before them in their case. */
export interface BackwardStep {
  readonly place: number;
  readonly caseId: string;
  readonly before: string;
  readonly occurredAt: string;
}

/** What a log holds, told before anything is made of it. */
export interface SurveyedLog {
  readonly events: number;
  readonly cases: number;
  /** Events that could not be read, by code. */
  readonly refusals: Readonly<Record<string, Counted<LogRefusal>>>;
  readonly refused: number;
  /** What was left out on purpose. */
  readonly passedOver: Readonly<Record<string, number>>;
  readonly order: LogOrder;
}

export interface LogOrder {
  readonly backward: Counted<BackwardStep> | undefined;
  readonly backwardCases: number;
  /** Whether more steps lead back than on: a file with the newest row first. */
  readonly isNewestFirst: boolean;
  /** Times in an hour that clocks showed twice, or not at all. */
  readonly doubledHours: number;
  readonly missingHours: number;
}

interface LastEvent {
  occurredAt: string;
  isDisordered: boolean;
}

export class LogSurvey {
  private events = 0;
  private refused = 0;
  private readonly last = new Map<string, LastEvent>();
  private readonly refusals = new Map<string, Counted<LogRefusal>>();
  private readonly passedOver = new Map<string, number>();
  private backward: Counted<BackwardStep> | undefined;
  private backwardCases = 0;
  private forwardSteps = 0;
  private readonly clock = { doubled: 0, missing: 0 };

  /** Counts an item; gives the step back in time that it is, if it is one. */
  add(item: LogItem): BackwardStep | undefined {
    if ('event' in item) return this.addEvent(item.event);
    if ('refusal' in item) {
      this.refused += 1;
      const { refusal } = item;
      const known = this.refusals.get(refusal.code);
      if (known) known.count += 1;
      else this.refusals.set(refusal.code, { count: 1, first: refusal });
    } else {
      this.passedOver.set(item.passedOver, (this.passedOver.get(item.passedOver) ?? 0) + 1);
    }
    return undefined;
  }

  get result(): SurveyedLog {
    return {
      events: this.events,
      cases: this.last.size,
      refusals: Object.fromEntries(this.refusals),
      refused: this.refused,
      passedOver: Object.fromEntries(this.passedOver),
      order: {
        backward: this.backward,
        backwardCases: this.backwardCases,
        isNewestFirst: (this.backward?.count ?? 0) > this.forwardSteps,
        doubledHours: this.clock.doubled,
        missingHours: this.clock.missing,
      },
    };
  }

  private addEvent({ caseId, occurredAt, place, clock }: LogEvent): BackwardStep | undefined {
    this.events += 1;
    if (clock !== undefined) this.clock[clock] += 1;
    const last = this.last.get(caseId);
    if (last === undefined) {
      this.last.set(caseId, { occurredAt, isDisordered: false });
      return undefined;
    }
    const before = last.occurredAt;
    last.occurredAt = occurredAt;
    if (occurredAt > before) this.forwardSteps += 1;
    if (occurredAt >= before) return undefined;
    if (!last.isDisordered) this.backwardCases += 1;
    last.isDisordered = true;
    const step = { place, caseId, before, occurredAt };
    if (this.backward) this.backward.count += 1;
    else this.backward = { count: 1, first: step };
    return step;
  }
}

/** Whether a log's order or clocks leave in doubt what happened when. */
export function isDisordered({ backward, doubledHours, missingHours }: LogOrder): boolean {
  return backward !== undefined || doubledHours > 0 || missingHours > 0;
}

/** What is to be said about a log's order and clocks, a sentence for each finding. */
export function orderWarnings({ backward, backwardCases, isNewestFirst, ...clocks }: LogOrder): readonly string[] {
  const warnings: string[] = [];
  if (backward !== undefined) {
    const { place, caseId, before, occurredAt } = backward.first;
    const newest = isNewestFirst ? ' The file seems to have the newest row first.' : '';
    warnings.push(
      `${counted(backward.count, 'event is', 'events are')} earlier than the one before in the same case ` +
        `(${counted(backwardCases, 'case', 'cases')}; the first: case ${JSON.stringify(caseId)} at ${place}, ` +
        `${occurredAt} after ${before}).${newest}`,
    );
  }
  if (clocks.doubledHours > 0) {
    warnings.push(
      `${counted(clocks.doubledHours, 'time lies', 'times lie')} in the hour that the zone’s clocks show twice when ` +
        'daylight saving ends; the first of the two was taken.',
    );
  }
  if (clocks.missingHours > 0) {
    warnings.push(
      `${counted(clocks.missingHours, 'time lies', 'times lie')} in the hour that the zone’s clocks leave out when ` +
        'daylight saving begins; it was taken as an hour later. Is the zone right?',
    );
  }
  return warnings;
}

function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}
