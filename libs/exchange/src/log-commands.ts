import { SESSION_ID } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { LogAttributes, LogEvent, LogItem, LogRefusal } from './log-event';
import { eventCommandId, Occurrences, startCommandId } from './naming/event-ids';
import { sessionIdOf } from './naming/session-id';
import { withValidStateIds, type StateNaming } from './naming/valid-state-ids';
import { withoutRepeats } from './order/collapsed-repeats';
import { isEventBound, RESOURCE } from './xes/standard-keys';

/** A line of `POST /v1/commands`, as far as a log gives its fields. */
export interface CommandLine {
  readonly command: 'start' | 'transition' | 'restart';
  readonly sessionId: string;
  readonly commandId: string;
  readonly occurredAt: string;
  readonly definitionId?: string;
  readonly definitionVersion?: number;
  readonly targetStateId?: string;
  readonly customerId?: string;
  readonly channel?: string;
  readonly initiatingSource?: string;
  readonly context?: LogAttributes;
  readonly reason?: string;
}

export interface LogCommandOptions extends StateNaming {
  readonly definitionId: string;
  readonly definitionVersion?: number;
  /** The definition's initial state. A case whose first event enters it is started by that event, not moved by it. */
  readonly initial?: string;
  /** Put before every session id, so that several logs can share a ledger. */
  readonly sessionPrefix?: string;
  /** Takes case keys as session ids unchanged, and refuses those that are not: for the ledger's own logs. */
  readonly keepSessionIds?: boolean;
  /** Passes over an event that enters the state that its case is in. */
  readonly collapseRepeats?: boolean;
  /** Keeps events' and cases' attributes in the journey's context. Default: true. */
  readonly withContext?: boolean;
  /** Whether each case's events stand in the order of their times, which takes less memory. Default: false. */
  readonly isInOrder?: boolean;
}

/** A command and the place in the log that it comes from. */
export interface LogCommandLine {
  readonly line: CommandLine;
  readonly place: number;
  /** The move that a case's first event is where the ledger has the case already, from an earlier part of the log. */
  readonly ifResumed?: CommandLine;
}

export type LogCommand = LogCommandLine | { readonly refusal: LogRefusal };

interface CaseProgress {
  readonly occurrences: Occurrences;
  /** Attributes in the context that are about the last event alone. */
  bound: readonly string[];
}

/**
 * In the order of the log: a start before a case's first event and a transition for every event. Command ids come
 * from what the events are, so that sending an event again, in whatever file, appends nothing.
 */
export async function* logCommands(
  items: AsyncIterable<LogItem>,
  options: LogCommandOptions,
): AsyncGenerator<LogCommand> {
  const cases = new Map<string, CaseProgress>();
  const named = withValidStateIds(items, options);
  for await (const item of options.collapseRepeats === true ? withoutRepeats(named) : named) {
    if ('passedOver' in item) continue;
    if ('refusal' in item) {
      yield item;
      continue;
    }
    const { event } = item;
    const sessionId = sessionOf(event.caseId, options);
    if (sessionId === undefined) yield { refusal: noSession(event) };
    else yield* commandsOf(event, sessionId, cases, options);
  }
}

function* commandsOf(
  event: LogEvent,
  sessionId: string,
  cases: Map<string, CaseProgress>,
  options: LogCommandOptions,
): Generator<LogCommandLine> {
  const known = cases.get(sessionId);
  const progress = known ?? {
    occurrences: new Occurrences(options.isInOrder === true),
    bound: [],
  };
  if (!known) cases.set(sessionId, progress);
  const { place } = event;
  const occurrence = progress.occurrences.next(event);
  const commandId = eventCommandId({ definitionId: options.definitionId, sessionId, event, occurrence });
  const set = setBy(event);
  const left = progress.bound.filter((key) => !Object.hasOwn(set, key));
  progress.bound = Object.keys(set).filter(isEventBound);
  if (!known && isStart(event, options)) {
    const ifResumed = moveLine(event, { sessionId, commandId, context: kept(options, set) });
    yield { line: startLine(event, sessionId, options, set), place, ifResumed };
    return;
  }
  if (!known) yield { line: startLine(event, sessionId, options, {}), place };
  const context = kept(options, { ...Object.fromEntries(left.map((key) => [key, null])), ...set });
  yield { line: moveLine(event, { sessionId, commandId, context }), place };
}

function noSession({ place, caseId }: LogEvent): LogRefusal {
  const reason = `Case ${JSON.stringify(caseId)} gives no session id of at most 128 characters that begins with a letter or digit.`;
  return { place, caseId, code: 'EVENT_INCOMPLETE', reason };
}

function sessionOf(caseId: string, { keepSessionIds, sessionPrefix = '' }: LogCommandOptions): string | undefined {
  if (keepSessionIds !== true) return sessionIdOf(caseId, sessionPrefix);
  const sessionId = sessionPrefix + caseId;
  return SESSION_ID.test(sessionId) ? sessionId : undefined;
}

/** Whether a case's first event is its start, and no move that follows on it. */
function isStart({ activity, move }: LogEvent, { initial }: LogCommandOptions): boolean {
  return activity === initial || (initial === undefined && move === 'start');
}

/** What an event puts into the context. What was about the event before alone, such as its resource, is removed by it. */
function setBy({ attributes, resource }: LogEvent): LogAttributes {
  return resource === undefined ? attributes : { ...attributes, [RESOURCE]: resource };
}

function kept({ withContext }: LogCommandOptions, context: LogAttributes): LogAttributes | undefined {
  return withContext === false || Object.keys(context).length === 0 ? undefined : context;
}

function startLine(event: LogEvent, sessionId: string, options: LogCommandOptions, set: LogAttributes): CommandLine {
  const { definitionId, definitionVersion } = options;
  return defined({
    command: 'start' as const,
    sessionId,
    commandId: startCommandId({ definitionId, sessionId, event }),
    occurredAt: event.occurredAt,
    definitionId,
    definitionVersion,
    customerId: event.customerId,
    channel: event.channel,
    initiatingSource: 'import',
    context: kept(options, { ...event.caseAttributes, ...set }),
  });
}

function moveLine(
  event: LogEvent,
  { sessionId, commandId, context }: Pick<CommandLine, 'sessionId' | 'commandId' | 'context'>,
): CommandLine {
  const { occurredAt, activity, channel } = event;
  // Back to the initial state, by no edge of the definition.
  if (event.move === 'restart') return { command: 'restart', sessionId, commandId, occurredAt, reason: 'import' };
  return defined({
    command: 'transition' as const,
    sessionId,
    commandId,
    occurredAt,
    targetStateId: activity,
    channel,
    context,
  });
}
