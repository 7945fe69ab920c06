import type { DefinitionDocument, LedgerClient } from '@ledger/client';
import type { LogRefusal } from '@ledger/exchange';
import { formatOf, logItems, openLogFile, readMapping, type LogFormat } from '../exchange/log-format';
import { logSource } from '../exchange/log-source';
import { usageFailure } from '../failures';
import { openLineSource, type LineSource } from '../input/line-source';
import type { Terminal } from '../terminal';

/** What says how a file is to be taken. */
export interface SourceOptions {
  readonly format?: LogFormat | 'commands';
  readonly mapping?: string;
  readonly definitionId?: string;
  readonly initial?: string;
  readonly prefix?: string;
  readonly collapseRepeats?: boolean;
  readonly escapeStates?: boolean;
  readonly keepSessionIds?: boolean;
  readonly context: boolean;
}

export interface SourceRequest {
  readonly path: string;
  readonly options: SourceOptions;
  /** The definition that was published first, if one was. */
  readonly definition: DefinitionDocument | undefined;
  readonly client: LedgerClient;
  readonly terminal: Terminal;
  readonly refuse: (refusal: LogRefusal) => Promise<void>;
}

/** Opens a file of commands, or a log whose events become commands. */
export async function openImportSource(request: SourceRequest): Promise<LineSource> {
  const { path, options, terminal, refuse } = request;
  const format = options.format ?? (path === '-' ? undefined : formatOf(path));
  if (format === undefined || format === 'commands') return openLineSource(path, terminal.in);
  if (path === '-') throw usageFailure('Only commands are read from what is piped in; name the log as a file.');
  const definitionId = options.definitionId ?? textMember(request.definition, 'id');
  if (definitionId === undefined) {
    throw usageFailure('A log needs --definition-id <id> or --definition <file>: the definition that its cases run.');
  }
  const initial =
    options.initial ?? textMember(request.definition, 'initial') ?? (await initialState(request.client, definitionId));
  const mapping = format === 'csv' ? await readMapping(options.mapping) : undefined;
  const log = await openLogFile(path);
  // The ledger's own formats carry session ids; other logs carry keys of any shape.
  const keepSessionIds = options.keepSessionIds ?? (format === 'cloudevents' || format === 'ocel');
  const commandOptions = {
    definitionId,
    initial,
    keepSessionIds,
    withContext: options.context,
    ...(options.prefix !== undefined && { sessionPrefix: options.prefix }),
    ...(options.collapseRepeats !== undefined && { collapseRepeats: options.collapseRepeats }),
    ...(options.escapeStates !== undefined && { escapeStates: options.escapeStates }),
  };
  return logSource(log, logItems(log, format, mapping), commandOptions, refuse);
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
