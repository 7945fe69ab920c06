import type { components, operations } from './generated/api.types';

/** The API's own types, under the names that callers use; what is generated describes each field. */
type Schemas = components['schemas'];

/** What a call takes as its query, with true and false for its flags. */
type Query<Call extends keyof operations> = Flags<NonNullable<operations[Call]['parameters']['query']>>;
type Flags<Parameters> = {
  readonly [Name in keyof Parameters]: [Extract<Parameters[Name], 'true'>] extends [never] ? Parameters[Name] : boolean;
};

/** JSON value as it stands in a context. */
export type ContextValue =
  null | boolean | number | string | readonly ContextValue[] | { readonly [key: string]: ContextValue };
export type Context = { readonly [key: string]: ContextValue };

export type Journey = Omit<Schemas['Journey'], 'context'> & { readonly context: Context };
export type JourneyRow = Omit<Schemas['JourneyRow'], 'context'> & { readonly context: Context };
export type JourneyStatus = Journey['status'];
export type AppendedEvent = Schemas['AppendedEvent'];
export type CommandResult = Omit<Schemas['CommandResult'], 'context'> & { readonly context: Context };
export type SuccessOutcome = CommandResult['outcome'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type AsOf = Query<'Journeys.read'>;
export type CustomerJourneys = Omit<Query<'Customers.journeys'>, 'fields'>;
export type JourneyTargets = Schemas['JourneyTargets'];
export type TransitionDryRun = Schemas['TransitionDryRun'];
export type DryRunRequest = Schemas['DryRunRequest'];
export type JourneyRevisions = Schemas['JourneyRevisions'];
export type RevisionsSearch = Query<'Revisions.revisions'>;
export type Lookup = Schemas['Lookup'];
/** How many journeys are in each state, as of a moment. */
export type JourneyCounts = Schemas['LiveCountsMessage'];
export type JourneySearch = Omit<Query<'JourneyViews.search'>, 'fields' | CsvQuery>;

/** The fields of a row that are wanted. Default: all. */
export interface ChosenFields<Field> {
  readonly fields?: readonly Field[];
}

/** `Entry` has all fields, or those that were asked for. */
export interface Timeline<Entry = TimelineEntry> {
  readonly sessionId: string;
  readonly entries: readonly Entry[];
}

/** One page of a list. */
type Page<Name extends string, Row> = Readonly<Record<Name, readonly Row[]>> &
  Pick<Schemas['DeadlinePage'], 'nextCursor'>;

/** One page of a timeline. */
export type TimelinePage<Entry = TimelineEntry> = Page<'entries', Entry>;

/** `Row` has all fields, or those that were asked for. */
export type JourneyPage<Row = JourneyRow> = Page<'journeys', Row>;

export type StartRequest = Schemas['StartRequest'];
export type TransitionRequest = Schemas['TransitionRequest'];
export type ChannelRequest = Schemas['ChannelRequest'];
export type AliasRequest = Schemas['AliasRequest'];
export type DeadlineRequest = Schemas['DeadlineRequest'];
export type RestartRequest = Schemas['RestartRequest'];
export type MoveRequest = Schemas['MoveRequest'];
export type MigrateRequest = Schemas['MigrateRequest'];

/** What every command may carry: with a `commandId`, it is retried by itself if the ledger is unavailable. */
export type CommandFields = Pick<RestartRequest, 'commandId' | 'occurredAt'>;
/** Optimistic lock. */
export type LockFields = Pick<RestartRequest, 'expectedRevision'>;
/** A state by name, or an event that the definition declares. */
export type TransitionTarget = Pick<TransitionRequest, 'targetStateId' | 'event'>;

export type CommandLine = Schemas['CommandLine'];
/** Outcome and code are open: a newer ledger may have more of them, and an importer has some of its own. */
export type LineOutcome = Omit<Schemas['LineOutcome'], 'outcome' | 'code'> & {
  readonly outcome: string;
  readonly code?: string;
};

const SUCCESSES: ReadonlySet<string> = new Set<SuccessOutcome>([
  'CREATED',
  'RESUMED',
  'ADVANCED',
  'RESTARTED',
  'UNCHANGED',
]);

/** Whether a line was accepted (a repeat counts as what it was the first time). */
export function isAccepted({ outcome }: Pick<LineOutcome, 'outcome'>): boolean {
  return SUCCESSES.has(outcome);
}

/** A definition as it is sent: the ledger checks it. */
export type DefinitionDocument = { readonly [member: string]: unknown };
export type DefinitionFinding = Schemas['DefinitionError'] | Schemas['DefinitionWarning'];
export type DefinitionReport = Schemas['DefinitionReport'];
export type DefinitionBound = NonNullable<DefinitionReport['bound']>;
export type PublishedDefinition = Schemas['PublishedDefinition'];
/** A machine config of XState 5. */
export type XStateMachine = Schemas['XStateMachine'];
export type DefinitionListing = Schemas['DefinitionListing'];
export type DefinitionHistory = Schemas['DefinitionHistory'];
export type VersionChange = Schemas['VersionChange'];
export type CurrentVersionRequest = Schemas['CurrentVersionRequest'];
export type VersionChangeRequest = Schemas['VersionChangeRequest'];
export type VersionChangeReply = Schemas['VersionChangeReply'];
export type RetirementReply = Schemas['RetirementReply'];
export type OpenJourneys = Schemas['OpenJourneys'];
export type UpgradePath = Schemas['UpgradePath'];
export type DefinitionDiff = Schemas['DefinitionDiff'];
export type SimulationReport = Schemas['SimulationReport'];
export type SimulationFinding = Schemas['SimulationFinding'];
export type SimulationProgress = Schemas['SimulationProgressLine']['progress'];
export type SimulationLine =
  Schemas['SimulationProgressLine'] | Schemas['SimulationReportLine'] | Schemas['SimulationProblemLine'];
export interface SimulationOptions extends Query<'Simulations.simulate'> {
  readonly onProgress?: (progress: SimulationProgress) => void;
}

/** The report of a definition that was published; one with errors is a `LedgerProblem` instead. */
export interface PublishResult extends DefinitionReport {
  /** False if this version had been published before and nothing was stored. */
  readonly created: boolean;
}

export type Access = Schemas['Access'];
export type Key = Schemas['Key'];
export type KeyChange = Schemas['KeyChange'];
export type KeyDetails = Schemas['KeyDetails'];
export type KeyList = Schemas['KeyList'];
export type KeyRequest = Schemas['KeyRequest'];
export type KeyRotation = Schemas['KeyRotationRequest'];
export type KeyRevocation = Schemas['KeyRevocationRequest'];
export type NewKey = Schemas['NewKey'];
export type RevokedKey = Schemas['RevokedKey'];
export type KeySearch = Query<'Keys.list'>;
export type KeyTenant = Query<'Keys.read'>;

export type TimeoutChange = Schemas['TimeoutChange'];
export type DefinitionTimeouts = Schemas['DefinitionTimeouts'];
export type StateTimeout = DefinitionTimeouts['states'][number];
export type TenantTimeouts = Schemas['TenantTimeouts'];
export type ChangedTimeout = Schemas['TimeoutChangeReply'];
export type TimeoutPreview = Schemas['TimeoutPreview'];
export type TimeoutOverride = Schemas['OverrideRequest'];
export type OverrideRemoval = Omit<Query<'Timeouts.remove'>, 'preview' | 'atLeast'>;
export type TimeoutPause = Schemas['PauseRequest'];
export type TimeoutLock = Pick<TimeoutPause, 'commandId' | 'expectedRevision'>;

export type Escalation = Schemas['Escalation'];
export type EscalationStatus = Escalation['status'];
export type EscalationStep = Schemas['EscalationStep'];
export type EscalationDetails = Schemas['EscalationDetails'];
export type EscalationResult = Schemas['EscalationResult'];
export type EscalationPage = Schemas['EscalationPage'];
export type EscalationSearch = Query<'Escalations.list'>;
export type ClaimRequest = Schemas['ClaimRequest'];
export type ReleaseRequest = Schemas['ReleaseRequest'];
export type CompleteRequest = Schemas['CompleteRequest'];
export type ReplayRequest = Schemas['ReplayRequest'];

export type PolicyViolation = Schemas['PolicyViolation'];
export type PolicyViolationPage = Schemas['PolicyViolationPage'];
export type PolicyViolationSearch = Query<'Policies.violations'>;

export type Operation = Schemas['Operation'];
export type OperationPage = Schemas['OperationPage'];
export type OperationDryRun = Schemas['OperationDryRun'];
export type OperationStart = Omit<Schemas['OperationRequest'], 'dryRun'>;
export type OperationRequest = Pick<OperationStart, 'kind' | 'filter' | 'target' | 'reason'>;
export type OperationKind = OperationRequest['kind'];
export type OperationFilter = OperationRequest['filter'];
export type OperationTarget = NonNullable<OperationRequest['target']>;
export type OperationSearch = Omit<Query<'Operations.list'>, 'atLeast'>;
export type OperationResultPage = Schemas['OperationResultPage'];
export type OperationResultSearch = Omit<Query<'Operations.results'>, 'atLeast'>;
export type JourneyResult = Schemas['JourneyResult'];
export type JourneyOutcome = JourneyResult['outcome'];
export type StuckJourney = Schemas['StuckJourney'];
export type StuckJourneyPage = Schemas['StuckJourneyPage'];
export type StuckKind = StuckJourney['stuck'][number]['kind'];
export type StuckSearch = Query<'Operations.stuck'>;

/** Of CSV alone. */
type CsvQuery = 'format' | 'bom' | 'formulas';
export type AnalyticsSearch = Omit<Query<'Analytics.cases'>, CsvQuery>;
export type FunnelSearch = Omit<Query<'Analytics.funnel'>, CsvQuery | 'states'>;
export type VariantsSearch = Omit<Query<'Analytics.variants'>, CsvQuery>;
export type SeriesSearch = Omit<Query<'Analytics.series'>, CsvQuery>;
export type TransitionAnalytics = Schemas['TransitionAnalytics'];
export type StateAnalytics = Schemas['StateAnalytics'];
export type FunnelAnalytics = Schemas['FunnelAnalytics'];
export type VariantAnalytics = Schemas['VariantAnalytics'];
export type TimeoutAnalytics = Schemas['TimeoutAnalytics'];
export type CaseAnalytics = Schemas['CaseAnalytics'];
export type SeriesAnalytics = Schemas['SeriesAnalytics'];

export type Projection = Schemas['Projection'];
export type ProjectionList = Schemas['ProjectionList'];
export type Rebuild = Schemas['Rebuild'];
export type RequestedRebuild = Schemas['RequestedRebuild'];
export type DeadLetter = Schemas['DeadLetter'];
export type RequestedRetry = Schemas['RequestedRetry'];

export type RecordedRead = Schemas['RecordedRead'];
export type AccessPage = Schemas['AccessPage'];
export type AccessSearch = Query<'Accesses.list'>;

/** The exports, by the names of their files. */
export type ExportName =
  'timeline.csv' | 'timeline.parquet' | 'log.xes' | 'log.ocel.json' | 'events.cloudevents.ndjson';
export type ExportFilter = Query<'Exports.timelineCsv'>;

/** How the lines of a bulk post are taken. */
export type CommandTerms = Query<'Commands.post'>;
