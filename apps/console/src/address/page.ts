import { count, flag, instant, oneOf, text, type Codec } from './codec';

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

export const SETTINGS_TABS = ['keys', 'readers', 'server'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export const KEY_FILTERS = ['accepted', 'expiring', 'unused', 'ended', 'all'] as const;
export type KeyFilter = (typeof KEY_FILTERS)[number];

export const KEY_SORTS = ['name', 'expires', 'used', 'made'] as const;
export type KeySort = (typeof KEY_SORTS)[number];

/** Ten years: a longer period is all there is. */
const MOST_DAYS = 3_660;

/**
 * What the console shows, page by page: the fields of each, in the order in which they stand in its address. So nothing
 * personal is among them: customers and aliases are searched for without it, see `personal-search.ts`; so are the owners
 * of keys, and who read what.
 */
export const FIELDS = {
  now: { definition: text },
  find: {
    definition: text,
    version: count(1),
    state: text,
    channel: text,
    status: oneOf(STATUSES),
    overdue: flag,
    enteredBefore: instant,
    startedFrom: instant,
    startedBefore: instant,
    outcome: oneOf(OUTCOMES),
    refusedAfter: instant,
    /** All states that the journeys went through, separated by commas. */
    path: text,
    /** States that the journeys reached in this order, separated by commas. */
    reached: text,
    /** Code of a refusal that the journeys had. */
    refusal: text,
    sort: oneOf(SORTS),
  },
  journey: {
    id: text,
    /** Revision that the slider stands at. Default: the newest. */
    rev: count(0),
    /** What the ledger knew at this time. Default: now. */
    knownAt: instant,
    /** Revision that the context is compared with. */
    since: count(0),
    /** State that is asked about ("why not?"). */
    why: text,
    /** Whether it is shown who read the journey. */
    readers: flag,
  },
  definitions: {
    id: text,
    version: count(1),
    view: oneOf(DEFINITION_VIEWS),
    /** Version that it is compared with. */
    against: count(1),
    /** State that is selected. */
    state: text,
  },
  operations: {
    tab: oneOf(OPERATION_TABS),
    definition: text,
    state: text,
    status: text,
    /** Batch operation, escalation or projection that is open. */
    open: text,
  },
  analytics: {
    report: oneOf(ANALYTICS_REPORTS),
    definition: text,
    version: count(1),
    compare: count(1),
    channel: text,
    /** Steps of the funnel, separated by commas. */
    steps: text,
    /** Days back from today. */
    days: count(1, MOST_DAYS),
    interval: oneOf(INTERVALS),
  },
  try: { definition: text, version: count(1), sandbox: text },
  settings: {
    tab: oneOf(SETTINGS_TABS),
    /** Tenant whose keys are shown. Default: the caller's. */
    tenant: text,
    keys: oneOf(KEY_FILTERS),
    scope: text,
    sort: oneOf(KEY_SORTS),
    /** Key that is open. */
    open: text,
    /** Of reads: the journey, the call and the time. */
    ...{ session: text, route: text, from: instant, to: instant },
  },
} as const;

type Fields = typeof FIELDS;
type Values<Of> = { readonly [Field in keyof Of]?: (Of[Field] extends Codec<infer Value> ? Value : never) | undefined };
type PageOf<Name extends keyof Fields> = { readonly page: Name } & Values<Fields[Name]>;

export type NowPage = PageOf<'now'>;
export type FindPage = PageOf<'find'>;
export type JourneyPage = PageOf<'journey'> & { readonly id: string };
export type DefinitionsPage = PageOf<'definitions'>;
/** The page of one version. */
export type VersionPage = DefinitionsPage & { readonly id: string; readonly version: number };
export type OperationsPage = PageOf<'operations'>;
export type AnalyticsPage = PageOf<'analytics'>;
export type TryPage = PageOf<'try'>;
export type SettingsPage = PageOf<'settings'>;

export type Page =
  NowPage | FindPage | JourneyPage | DefinitionsPage | OperationsPage | AnalyticsPage | TryPage | SettingsPage;
