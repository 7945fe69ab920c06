import type { HttpTransport } from './http-transport';
import type {
  AnalyticsSearch,
  CaseAnalytics,
  FunnelAnalytics,
  FunnelSearch,
  SeriesAnalytics,
  SeriesSearch,
  StateAnalytics,
  TimeoutAnalytics,
  TransitionAnalytics,
  VariantAnalytics,
  VariantsSearch,
} from './types';

/** The ledger answers within 30 seconds: it may read years of journeys. */
const ANALYTICS_TIMEOUT_MS = 35_000;

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Figures of many journeys, from the read models. */
export class AnalyticsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** Transitions between states, and the time before them. */
  transitions(search: AnalyticsSearch = {}): Promise<TransitionAnalytics> {
    return this.#read('transitions', { ...search });
  }

  /** Visits of states, and how long they took. */
  states(search: AnalyticsSearch = {}): Promise<StateAnalytics> {
    return this.#read('states', { ...search });
  }

  /** Journeys that reached each of these states, in this order. */
  funnel(states: readonly string[], search: FunnelSearch = {}): Promise<FunnelAnalytics> {
    return this.#read('funnel', { ...search, states: states.join() });
  }

  /** The paths that journeys took, the most frequent first. */
  variants(search: VariantsSearch = {}): Promise<VariantAnalytics> {
    return this.#read('variants', { ...search });
  }

  /** Timeouts by state, channel and hour of the day. */
  timeouts(search: AnalyticsSearch = {}): Promise<TimeoutAnalytics> {
    return this.#read('timeouts', { ...search });
  }

  /** Whole journeys: durations, outcomes, rework, first and last states. */
  cases(search: AnalyticsSearch = {}): Promise<CaseAnalytics> {
    return this.#read('cases', { ...search });
  }

  /** What happened in each hour, day or week. */
  series(search: SeriesSearch): Promise<SeriesAnalytics> {
    return this.#read('series', { ...search });
  }

  async #read<Figures>(name: string, query: Query): Promise<Figures> {
    const request = { method: 'GET', path: `/v1/analytics/${name}`, query, repeatable: true } as const;
    return (await this.#transport.json<Figures>({ ...request, timeoutMs: ANALYTICS_TIMEOUT_MS })).body;
  }
}
