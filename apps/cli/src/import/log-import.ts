import type { DefinitionDocument, LedgerClient } from '@ledger/client';
import {
  isDisordered,
  sortedEvents,
  withValidStateIds,
  type BackwardStep,
  type LogCommandOptions,
  type LogFormat,
  type LogOrder,
  type LogReader,
  type LogRefusal,
  type SurveyedLog,
} from '@ledger/exchange';
import type { LogOptions } from '../exchange/log-options';
import { surveyed } from '../exchange/surveyed-log';
import { usageFailure } from '../failures';
import { importLog } from './import-log';
import type { ImportRun } from './import-run';

/** What says how a log's cases become journeys. */
export interface CaseOptions {
  readonly definitionId?: string;
  readonly initial?: string;
  readonly prefix?: string;
  readonly keepSessionIds?: boolean;
  readonly context: boolean;
  readonly allowDisorder?: boolean;
}

export interface LogImport {
  readonly reader: LogReader;
  readonly format: LogFormat;
  readonly options: LogOptions & CaseOptions;
  /** The definition that was published first, if one was. */
  readonly definition: DefinitionDocument | undefined;
  /** Called between reading the log through and sending it. */
  readonly warn: (survey: SurveyedLog) => void;
}

/** What came of it: `sent` is false where the order of the log forbade it. */
export interface ImportedLog {
  readonly survey: SurveyedLog;
  readonly sent: boolean;
}

/** Reads a log through before it sends any of it, so that a damaged or disordered one changes nothing. */
export async function importWholeLog(run: ImportRun, log: LogImport): Promise<ImportedLog> {
  const { reader, options } = log;
  const commandOptions = await caseOptions(run.client, log);
  const forbids = (order: LogOrder): boolean =>
    options.sort !== true && options.allowDisorder !== true && isDisordered(order);
  const isReported = options.sort !== true && options.allowDisorder !== true;
  const survey = await surveyed(withValidStateIds(reader.items(), { escapeStates: options.escapeStates }), {
    backward: async (step) => {
      if (isReported) await run.report.addUnread(outOfOrder(step));
    },
    progress: (events) => run.progress.update(0, `${events} events read`),
  });
  log.warn(survey);
  if (forbids(survey.order)) return { survey, sent: false };
  const isInOrder = options.sort === true || survey.order.backward === undefined;
  const items = reader.items();
  const ordered = options.sort === true ? sortedEvents(items, survey.order.isNewestFirst) : items;
  await importLog(run, ordered, { ...commandOptions, isInOrder }, reader);
  return { survey, sent: true };
}

function outOfOrder({ place, caseId, before, occurredAt }: BackwardStep): LogRefusal {
  const reason = `The event at ${place} is of ${occurredAt}, before the one that stands before it in its case (${before}).`;
  return { place, caseId, code: 'OUT_OF_ORDER', reason };
}

async function caseOptions(client: LedgerClient, log: LogImport): Promise<LogCommandOptions> {
  const { options, definition, format } = log;
  const definitionId = options.definitionId ?? textMember(definition, 'id');
  if (definitionId === undefined) {
    throw usageFailure('A log needs --definition-id <id> or --definition <file>: the definition that its cases run.');
  }
  const initial = options.initial ?? textMember(definition, 'initial') ?? (await initialState(client, definitionId));
  return {
    definitionId,
    initial,
    // The ledger's own formats carry session ids; other logs carry keys of any shape.
    keepSessionIds: options.keepSessionIds ?? isOfLedger(format, options),
    withContext: options.context,
    sessionPrefix: options.prefix,
    collapseRepeats: options.collapseRepeats,
    escapeStates: options.escapeStates,
  };
}

function isOfLedger(format: LogFormat, { caseType }: LogOptions): boolean {
  return format === 'cloudevents' || (format === 'ocel' && caseType === undefined);
}

function textMember(document: DefinitionDocument | undefined, name: string): string | undefined {
  const value = document?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** Of the newest published version. */
async function initialState(client: LedgerClient, definitionId: string): Promise<string> {
  const listing = (await client.definitions.list()).find(({ id }) => id === definitionId);
  const newest = listing?.versions.at(-1)?.version;
  if (newest === undefined) {
    throw usageFailure(`The ledger has no definition ${definitionId}: publish it first, or give --definition <file>.`);
  }
  const initial = textMember((await client.definitions.get(definitionId, newest)).document, 'initial');
  if (initial === undefined) throw new TypeError(`${definitionId} version ${newest} has no initial state.`);
  return initial;
}
