import { SESSION_ID } from '@ledger/journey';
import { sessionIdOf } from './session-id';
import { withLawfulStates, type StateNaming } from './lawful-states';
import type { LogEvent, LogItem, LogRefusal, LogValue } from './log-event';

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
  readonly context?: Readonly<Record<string, LogValue>>;
  readonly reason?: string;
}

export interface LogCommandOptions extends StateNaming {
  readonly definitionId: string;
  readonly definitionVersion?: number;
  /** The definition's initial state. A case whose first event enters it is started by that event, not moved by it. */
  readonly initial?: string;
  /** Put before every session id, so that several logs can share a ledger. */
  readonly sessionPrefix?: string;
  /** Takes case keys as session ids as they are, and refuses those that are none: for logs of the ledger's own. */
  readonly keepSessionIds?: boolean;
  /** Passes over an event that enters the state in which its case already is. */
  readonly collapseRepeats?: boolean;
  /** Keeps events' and cases' attributes in the journey's context. Default: true. */
  readonly withContext?: boolean;
}

export type LogCommand = { readonly line: CommandLine; readonly place: number } | { readonly refusal: LogRefusal };

interface CaseProgress {
  events: number;
  activity: string;
}

function contextOf(...parts: readonly Readonly<Record<string, LogValue>>[]): Record<string, LogValue> | undefined {
  const context: Record<string, LogValue> = Object.assign({}, ...parts) as Record<string, LogValue>;
  return Object.keys(context).length === 0 ? undefined : context;
}

/**
 * The commands that bring a log into the ledger, in the order in which the log stands: a start before a case's first event
 * (into the definition's initial state, which precedes the log's first activity) and a transition for every event. Command
 * ids depend on the case and the event's number in it alone, so that sending the same log again appends nothing.
 */
export async function* logCommands(
  items: AsyncIterable<LogItem>,
  options: LogCommandOptions,
): AsyncGenerator<LogCommand> {
  const cases = new Map<string, CaseProgress>();
  for await (const item of withLawfulStates(items, options)) {
    if ('refusal' in item) {
      yield item;
      continue;
    }
    const { event } = item;
    const sessionId = sessionOf(event.caseId, options);
    if (sessionId === undefined) {
      yield {
        refusal: {
          place: event.place,
          caseId: event.caseId,
          code: 'EVENT_INCOMPLETE',
          reason: `Case ${JSON.stringify(event.caseId)} gives no session id of at most 128 characters that begins with a letter or digit.`,
        },
      };
      continue;
    }
    const progress = cases.get(sessionId);
    if (options.collapseRepeats && progress?.activity === event.activity) continue;
    if (!progress) yield { line: startLine(event, sessionId, options), place: event.place };
    if (!progress && isStart(event, options)) {
      cases.set(sessionId, { events: 0, activity: event.activity });
      continue;
    }
    const index = progress?.events ?? 0;
    cases.set(sessionId, { events: index + 1, activity: event.activity });
    const line =
      event.move === 'restart'
        ? restartLine(event, sessionId, index)
        : transitionLine(event, sessionId, index, options);
    yield { line, place: event.place };
  }
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

function startLine(event: LogEvent, sessionId: string, options: LogCommandOptions): CommandLine {
  const isFirstEvent = isStart(event, options);
  const context =
    options.withContext === false ? undefined : contextOf(event.caseAttributes, isFirstEvent ? event.attributes : {});
  return {
    command: 'start',
    sessionId,
    commandId: `${sessionId}-open`,
    occurredAt: event.occurredAt,
    definitionId: options.definitionId,
    ...(options.definitionVersion !== undefined && { definitionVersion: options.definitionVersion }),
    ...(event.customerId !== undefined && { customerId: event.customerId }),
    ...(event.channel !== undefined && { channel: event.channel }),
    initiatingSource: 'import',
    ...(context && { context }),
  };
}

function transitionLine(event: LogEvent, sessionId: string, index: number, options: LogCommandOptions): CommandLine {
  const resource: Record<string, LogValue> = event.resource === undefined ? {} : { 'org:resource': event.resource };
  const context = options.withContext === false ? undefined : contextOf(event.attributes, resource);
  return {
    command: 'transition',
    sessionId,
    commandId: `${sessionId}-${index}`,
    occurredAt: event.occurredAt,
    targetStateId: event.activity,
    ...(event.channel !== undefined && { channel: event.channel }),
    ...(context && { context }),
  };
}

/** The same event in the ledger's own words: back to the initial state, by no edge of the definition. */
function restartLine(event: LogEvent, sessionId: string, index: number): CommandLine {
  const { occurredAt } = event;
  return { command: 'restart', sessionId, commandId: `${sessionId}-${index}`, occurredAt, reason: 'import' };
}
