import { defined } from '@ledger/plain-data';
import { AnalyticsClient } from './analytics-client';
import { postCommands, type CommandStreamOptions } from './command-stream';
import { TimeoutsClient } from './timeouts-client';
import { DefinitionsClient } from './definitions-client';
import { EscalationsClient } from './escalations-client';
import { KeysClient } from './keys-client';
import { OperationsClient } from './operations-client';
import { PoliciesClient } from './policies-client';
import { ProjectionsClient } from './projections-client';
import { HttpTransport, type TransportOptions } from './http-transport';
import { ndjsonLines } from './ndjson';
import { parseAnswer } from './parse-answer';
import { LedgerUnreachableError } from './problems';
import { ResourceClient } from './resource-client';
import type {
  Access,
  AccessPage,
  AccessSearch,
  AliasRequest,
  AsOf,
  ChannelRequest,
  ChosenFields,
  CommandFields,
  CommandLine,
  CommandResult,
  Context,
  CustomerJourneys,
  DeadlineRequest,
  DryRunRequest,
  ExportFilter,
  ExportName,
  Journey,
  JourneyCounts,
  JourneyPage,
  JourneyRevisions,
  JourneyRow,
  JourneySearch,
  JourneyTargets,
  LineOutcome,
  LockFields,
  Lookup,
  MigrateRequest,
  MoveRequest,
  RestartRequest,
  RevisionsSearch,
  StartRequest,
  Timeline,
  TimelinePage,
  TimelineEntry,
  TransitionDryRun,
  TransitionRequest,
} from './types';

/** An export may take long: the longest wait of a Node.js timer, 24 days. */
const EXPORT_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * The ledger's resource face. A command that the ledger refuses throws `LedgerProblem`; without a reply it is a
 * `LedgerUnreachableError`. Reads, and commands with a `commandId`, are retried if the ledger was unavailable (503) or
 * the connection was lost.
 */
export class LedgerClient extends ResourceClient {
  /** Figures of many journeys. */
  readonly analytics: AnalyticsClient;
  /** Publish, check and read definitions. */
  readonly definitions: DefinitionsClient;
  /** List, claim, complete and replay escalations. */
  readonly escalations: EscalationsClient;
  /** Create, list, rotate and revoke API keys. */
  readonly keys: KeysClient;
  /** Find stuck journeys; abort, move, restart or migrate many. */
  readonly operations: OperationsClient;
  /** List what live journeys broke of their policies. */
  readonly policies: PoliciesClient;
  /** List projections, rebuild them, retry dead letters. */
  readonly projections: ProjectionsClient;
  /** Change the timeouts of states, with preview and undo; pause and resume all of them. */
  readonly timeouts: TimeoutsClient;
  readonly #transport: HttpTransport;

  constructor(options: TransportOptions) {
    const transport = new HttpTransport(options);
    super(transport);
    this.#transport = transport;
    this.analytics = new AnalyticsClient(transport);
    this.definitions = new DefinitionsClient(transport);
    this.escalations = new EscalationsClient(transport);
    this.keys = new KeysClient(transport);
    this.operations = new OperationsClient(transport);
    this.policies = new PoliciesClient(transport);
    this.projections = new ProjectionsClient(transport);
    this.timeouts = new TimeoutsClient(transport);
  }

  /** Base URL, without a slash at its end. */
  get url(): string {
    return this.#transport.url;
  }

  /** Starts a journey; if the session exists, `RESUMED` with its journey. */
  start(request: StartRequest): Promise<CommandResult> {
    return this.#command('POST', '/v1/journeys', request, request.commandId);
  }

  /** Moves a journey to a state, or by an event that its definition declares. */
  transition(sessionId: string, request: TransitionRequest): Promise<CommandResult> {
    return this.#command('POST', `${journeyPath(sessionId)}/transitions`, request, request.commandId);
  }

  /** Applies a merge patch (RFC 7396) to the context: null removes a property. */
  changeContext(
    sessionId: string,
    patch: Context,
    fields: Omit<CommandFields, 'occurredAt'> & LockFields = {},
  ): Promise<CommandResult> {
    return this.#command('PATCH', `${journeyPath(sessionId)}/context`, patch, fields.commandId, {
      'content-type': 'application/merge-patch+json',
      'idempotency-key': fields.commandId ?? undefined,
      'if-match': fields.expectedRevision == null ? undefined : `"${fields.expectedRevision}"`,
    });
  }

  /** Hands the journey over to another channel. */
  changeChannel(sessionId: string, request: ChannelRequest): Promise<CommandResult> {
    return this.#command('POST', `${journeyPath(sessionId)}/channel`, request, request.commandId);
  }

  /** Adds an alias, `platform:id`, by which later starts find the journey. */
  addAlias(sessionId: string, request: AliasRequest): Promise<CommandResult> {
    return this.#command('POST', `${journeyPath(sessionId)}/aliases`, request, request.commandId);
  }

  /** Removes an alias; `UNCHANGED` if the journey does not have it. */
  removeAlias(
    sessionId: string,
    alias: string,
    {
      commandId,
      expectedRevision,
      reason,
    }: Omit<CommandFields, 'occurredAt'> & LockFields & Pick<AliasRequest, 'reason'> = {},
  ): Promise<CommandResult> {
    return this.send({
      method: 'DELETE',
      path: `${journeyPath(sessionId)}/aliases/${encodeURIComponent(alias)}`,
      query: { reason: reason ?? undefined },
      headers: {
        'idempotency-key': commandId ?? undefined,
        'if-match': expectedRevision == null ? undefined : `"${expectedRevision}"`,
      },
      repeatable: commandId != null,
    });
  }

  /** Changes the deadline of the state that this one journey is in. */
  changeDeadline(sessionId: string, request: DeadlineRequest): Promise<CommandResult> {
    return this.#command('POST', `${journeyPath(sessionId)}/deadline`, request, request.commandId);
  }

  /** Puts the journey back to its definition's initial state. */
  restart(sessionId: string, request: RestartRequest): Promise<CommandResult> {
    return this.#command('POST', `${journeyPath(sessionId)}/restart`, request, request.commandId);
  }

  /** Moves the journey to any state of its definition, as an operator. */
  move(sessionId: string, request: MoveRequest): Promise<CommandResult> {
    return this.#command('POST', `${journeyPath(sessionId)}/move`, request, request.commandId);
  }

  /** Migrates the journey to another version of its definition. */
  migrate(sessionId: string, request: MigrateRequest): Promise<CommandResult> {
    return this.#command('POST', `${journeyPath(sessionId)}/migrate`, request, request.commandId);
  }

  /** The journey, always current; or as it was. */
  get(sessionId: string, asOf: AsOf = {}): Promise<Journey> {
    return this.read(journeyPath(sessionId), { ...asOf });
  }

  /** Why each state can, or cannot, be entered next; of the journey as it is, or was. */
  targets(sessionId: string, query: { readonly asOfRevision?: number } = {}): Promise<JourneyTargets> {
    return this.read(`${journeyPath(sessionId)}/targets`, query);
  }

  /** What a transition would do. Nothing is stored. */
  dryRun(sessionId: string, request: DryRunRequest): Promise<TransitionDryRun> {
    return this.post(`${journeyPath(sessionId)}/dry-run`, request);
  }

  /** The journey at each of its revisions; `nextFrom` begins the next page. */
  revisions(sessionId: string, search: RevisionsSearch = {}): Promise<JourneyRevisions> {
    return this.read(`${journeyPath(sessionId)}/revisions`, { ...search });
  }

  /** Who the caller is, and what it may do. */
  access(): Promise<Access> {
    return this.read('/v1/access', {});
  }

  /** What a text names: a journey, an event, an escalation or a definition. */
  lookup(q: string): Promise<Lookup> {
    return this.read('/v1/lookup', { q });
  }

  /** Who read what, newest first; `nextCursor` asks for the next page, also of a page without rows. */
  accesses(search: AccessSearch = {}): Promise<AccessPage> {
    return this.read('/v1/audit/accesses', { ...search });
  }

  /** How many journeys are in each state now: the first message of the live counts. */
  async counts(): Promise<JourneyCounts> {
    const path = '/v1/live/counts';
    const headers = { accept: 'text/event-stream, application/problem+json' };
    const response = await this.#transport.send({ method: 'GET', path, headers, repeatable: true });
    try {
      for await (const line of ndjsonLines(response.body ?? [])) {
        if (line.startsWith('data:')) return parseAnswer(line.slice('data:'.length), this.url + path) as JourneyCounts;
      }
    } catch (error) {
      throw this.#transport.failure(error);
    }
    throw new LedgerUnreachableError('UNREACHABLE', `The counts of ${this.url} ended before the first. Retry.`, true);
  }

  /** Events and refused commands in order, of all pages. Give the `position` of a reply as `atLeast` to see that command's events. */
  async timeline<Field extends keyof TimelineEntry = keyof TimelineEntry>(
    sessionId: string,
    { fields, ...options }: { readonly atLeast?: string } & ChosenFields<Field> = {},
  ): Promise<Timeline<Pick<TimelineEntry, Field>>> {
    const entries: Pick<TimelineEntry, Field>[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...options, fields: fields?.join(), cursor };
      const page = await this.read<TimelinePage<Pick<TimelineEntry, Field>>>(
        `${journeyPath(sessionId)}/timeline`,
        query,
      );
      entries.push(...page.entries);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { sessionId, entries };
  }

  /** One page of the journeys that match. */
  async search<Field extends keyof JourneyRow = keyof JourneyRow>({
    fields,
    ...search
  }: JourneySearch & ChosenFields<Field> = {}): Promise<JourneyPage<Pick<JourneyRow, Field>>> {
    return this.read('/v1/journeys', { ...search, fields: fields?.join() });
  }

  /** One page of a customer's journeys of all definitions, newest first. */
  async customerJourneys<Field extends keyof JourneyRow = keyof JourneyRow>(
    customerId: string,
    { fields, ...options }: CustomerJourneys & ChosenFields<Field> = {},
  ): Promise<JourneyPage<Pick<JourneyRow, Field>>> {
    const path = `/v1/customers/${encodeURIComponent(customerId)}/journeys`;
    return this.read(path, { ...options, fields: fields?.join() });
  }

  /** All journeys that match, page after page. */
  async *searchAll<Field extends keyof JourneyRow = keyof JourneyRow>(
    search: Omit<JourneySearch, 'cursor'> & ChosenFields<Field> = {},
  ): AsyncGenerator<Pick<JourneyRow, Field>> {
    let cursor: string | undefined;
    do {
      const page = await this.search<Field>({ ...search, ...defined({ cursor }) });
      yield* page.journeys;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** Posts many commands (objects, or their JSON texts) and yields one outcome for each in order. */
  commands(
    lines: Iterable<CommandLine | string> | AsyncIterable<CommandLine | string>,
    options: CommandStreamOptions = {},
  ): AsyncGenerator<LineOutcome> {
    return postCommands(this.#transport, lines, options);
  }

  /** Streams an export. Throws `LedgerUnreachableError` if it ends early: what was yielded is not the whole then. */
  async *export(name: ExportName, filter: ExportFilter = {}): AsyncGenerator<Uint8Array> {
    const response = await this.#transport.send({
      method: 'GET',
      path: `/v1/exports/${name}`,
      query: { ...filter },
      headers: { accept: '*/*' },
      repeatable: true,
      timeoutMs: EXPORT_TIMEOUT_MS,
    });
    try {
      for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) yield chunk;
    } catch (error) {
      throw this.#transport.failure(error);
    }
  }

  #command(
    method: 'POST' | 'PATCH',
    path: string,
    body: object,
    commandId: string | null | undefined,
    headers: Readonly<Record<string, string | undefined>> = {},
  ): Promise<CommandResult> {
    return this.send({ method, path, headers, body: JSON.stringify(body), repeatable: commandId != null });
  }
}

function journeyPath(sessionId: string): string {
  return `/v1/journeys/${encodeURIComponent(sessionId)}`;
}
