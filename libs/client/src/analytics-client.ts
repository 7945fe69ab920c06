import type { TransportRequest } from './http-transport';
import { ResourceClient } from './resource-client';
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

/** Figures of many journeys, from the read models. */
export class AnalyticsClient extends ResourceClient {
  /** Transitions between states, and the time before them. */
  transitions(search: AnalyticsSearch = {}): Promise<TransitionAnalytics> {
    return this.#figures('transitions', { ...search });
  }

  /** Visits of states, and how long they took. */
  states(search: AnalyticsSearch = {}): Promise<StateAnalytics> {
    return this.#figures('states', { ...search });
  }

  /** Journeys that reached each of these states, in this order. */
  funnel(states: readonly string[], search: FunnelSearch = {}): Promise<FunnelAnalytics> {
    return this.#figures('funnel', { ...search, states: states.join() });
  }

  /** The paths that journeys took, the most frequent first. */
  variants(search: VariantsSearch = {}): Promise<VariantAnalytics> {
    return this.#figures('variants', { ...search });
  }

  /** Timeouts by state, channel and hour of the day. */
  timeouts(search: AnalyticsSearch = {}): Promise<TimeoutAnalytics> {
    return this.#figures('timeouts', { ...search });
  }

  /** Whole journeys: durations, outcomes, rework, first and last states. */
  cases(search: AnalyticsSearch = {}): Promise<CaseAnalytics> {
    return this.#figures('cases', { ...search });
  }

  /** What happened in each hour, day or week. */
  series(search: SeriesSearch): Promise<SeriesAnalytics> {
    return this.#figures('series', { ...search });
  }

  #figures<Figures>(name: string, query: TransportRequest['query']): Promise<Figures> {
    return this.read(`/v1/analytics/${name}`, query, { timeoutMs: ANALYTICS_TIMEOUT_MS });
  }
}
