/** What the console shows, page by page. Each field is part of the address, so nothing personal is among them. */

export const PAGE_NAMES = ['now', 'find', 'journey', 'definitions', 'operations', 'analytics', 'try'] as const;

export const OPERATION_TABS = ['due', 'stuck', 'escalations', 'batches', 'timeouts', 'dead-letters'] as const;
export type OperationTab = (typeof OPERATION_TABS)[number];

export const ANALYTICS_REPORTS = ['overview', 'paths', 'funnel', 'states', 'timeouts'] as const;
export type AnalyticsReport = (typeof ANALYTICS_REPORTS)[number];

export const DEFINITION_VIEWS = ['picture', 'compare', 'edit'] as const;
export type DefinitionView = (typeof DEFINITION_VIEWS)[number];

export const STATUSES = ['ACTIVE', 'COMPLETED', 'TIMED_OUT'] as const;
export type Status = (typeof STATUSES)[number];

export const OUTCOMES = ['open', 'success', 'failure', 'abandoned', 'completed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const SORTS = ['-startedAt', 'startedAt', '-enteredAt', 'enteredAt', 'deadline', '-deadline'] as const;
export type Sort = (typeof SORTS)[number];

export const INTERVALS = ['hour', 'day', 'week'] as const;
export type Interval = (typeof INTERVALS)[number];

export interface NowPage {
  readonly page: 'now';
  readonly definition?: string | undefined;
}

/** Customers and aliases are searched for without standing in the address: see `personal-search.ts`. */
export interface FindPage {
  readonly page: 'find';
  readonly definition?: string | undefined;
  readonly version?: number | undefined;
  readonly state?: string | undefined;
  readonly channel?: string | undefined;
  readonly status?: Status | undefined;
  readonly overdue?: boolean | undefined;
  readonly enteredBefore?: string | undefined;
  readonly startedFrom?: string | undefined;
  readonly startedBefore?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly refusedAfter?: string | undefined;
  /** All states that the journeys went through, separated by commas. */
  readonly path?: string | undefined;
  /** States that the journeys reached in this order, separated by commas. */
  readonly reached?: string | undefined;
  /** Code of a refusal that the journeys had. */
  readonly refusal?: string | undefined;
  readonly sort?: Sort | undefined;
}

export interface JourneyPage {
  readonly page: 'journey';
  readonly id: string;
  /** Revision that the slider stands at. Default: the newest. */
  readonly rev?: number | undefined;
  /** What the ledger knew at this time. Default: now. */
  readonly knownAt?: string | undefined;
  /** Revision that the context is compared with. */
  readonly since?: number | undefined;
  /** State that is asked about ("why not?"). */
  readonly why?: string | undefined;
}

export interface DefinitionsPage {
  readonly page: 'definitions';
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly view?: DefinitionView | undefined;
  /** Version that it is compared with. */
  readonly against?: number | undefined;
  /** State that is selected. */
  readonly state?: string | undefined;
}

export interface OperationsPage {
  readonly page: 'operations';
  readonly tab?: OperationTab | undefined;
  readonly definition?: string | undefined;
  readonly state?: string | undefined;
  readonly status?: string | undefined;
  /** Batch operation, escalation or projection that is open. */
  readonly open?: string | undefined;
}

export interface AnalyticsPage {
  readonly page: 'analytics';
  readonly report?: AnalyticsReport | undefined;
  readonly definition?: string | undefined;
  readonly version?: number | undefined;
  readonly compare?: number | undefined;
  readonly channel?: string | undefined;
  /** Steps of the funnel, separated by commas. */
  readonly steps?: string | undefined;
  /** Days back from today. */
  readonly days?: number | undefined;
  readonly interval?: Interval | undefined;
}

export interface TryPage {
  readonly page: 'try';
  readonly definition?: string | undefined;
  readonly version?: number | undefined;
  readonly sandbox?: string | undefined;
}

export type Page = NowPage | FindPage | JourneyPage | DefinitionsPage | OperationsPage | AnalyticsPage | TryPage;
