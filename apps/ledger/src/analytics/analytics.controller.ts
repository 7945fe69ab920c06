import { Controller, Get, Inject, Query } from '@nestjs/common';
import {
  ANALYTICS_QUERIES,
  type AnalyticsFilter,
  type AnalyticsQueries,
  type Funnel,
  type StateFigures,
  type TimeoutFigures,
  type Timeouts,
  type TransitionFigures,
  type Variant,
} from '@ledger/projections';
import { csvReply } from '../http/csv-reply';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { withinBudget } from '../http/request-budget';
import { ANALYTICS_CALLS } from './analytics.api';
import { ANALYTICS_COLUMNS } from './analytics-columns';
import { AnalyticsQuery, filterOf, FunnelQuery, stepsOf, topOf, VariantsQuery } from './analytics.query';

/** Figures, and beside them those of another version where one was asked for. */
type Compared<Figures> = Figures & { readonly comparison?: Figures & { readonly version: number } };

/** Milliseconds that an analyst's question may take: no flow waits for it, and years of journeys take more than a call. */
const BUDGET_MS = 30_000;

const NUMBERS = ['version', 'compareVersion', 'limit'];

/** What is counted over the journeys of a tenant. */
@Controller('v1/analytics')
export class AnalyticsController {
  constructor(
    private readonly readModels: ReadModelAccess,
    @Inject(ANALYTICS_QUERIES) private readonly analytics: AnalyticsQueries,
  ) {}

  @Get('transitions')
  @ANALYTICS_CALLS.transitions
  @csvReply('transitions', ANALYTICS_COLUMNS.transitions)
  transitions(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery, NUMBERS)) asked: AnalyticsQuery,
  ): Promise<Compared<{ readonly transitions: readonly TransitionFigures[] }>> {
    return this.answer(call, asked, async (filter) => ({ transitions: await this.analytics.transitions(filter) }));
  }

  @Get('states')
  @ANALYTICS_CALLS.states
  @csvReply('states', ANALYTICS_COLUMNS.states)
  states(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery, NUMBERS)) asked: AnalyticsQuery,
  ): Promise<Compared<{ readonly states: readonly StateFigures[] }>> {
    return this.answer(call, asked, async (filter) => ({ states: await this.analytics.states(filter) }));
  }

  @Get('funnel')
  @ANALYTICS_CALLS.funnel
  @csvReply('steps', ANALYTICS_COLUMNS.steps)
  async funnel(
    @Incoming() call: IncomingCall,
    @Query(query(FunnelQuery, NUMBERS)) asked: FunnelQuery,
  ): Promise<Compared<Funnel>> {
    const steps = stepsOf(asked);
    return this.answer(call, asked, (filter) => this.analytics.funnel(filter, steps));
  }

  @Get('variants')
  @ANALYTICS_CALLS.variants
  @csvReply('variants', ANALYTICS_COLUMNS.variants)
  variants(
    @Incoming() call: IncomingCall,
    @Query(query(VariantsQuery, NUMBERS)) asked: VariantsQuery,
  ): Promise<Compared<{ readonly journeys: number; readonly total: number; readonly variants: readonly Variant[] }>> {
    return this.answer(call, asked, async (filter) => {
      const { rows, ...totals } = await this.analytics.variants(filter, topOf(asked));
      return { ...totals, variants: rows };
    });
  }

  @Get('timeouts')
  @ANALYTICS_CALLS.timeouts
  @csvReply('timeouts', ANALYTICS_COLUMNS.timeouts)
  timeouts(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery, NUMBERS)) asked: AnalyticsQuery,
  ): Promise<Compared<Omit<Timeouts, 'rows'> & { readonly timeouts: readonly TimeoutFigures[] }>> {
    return this.answer(call, asked, async (filter) => {
      const { rows, ...totals } = await this.analytics.timeouts(filter);
      return { ...totals, timeouts: rows };
    });
  }

  private async answer<Figures extends object>(
    call: IncomingCall,
    asked: AnalyticsQuery,
    figuresOf: (filter: AnalyticsFilter) => Promise<Figures>,
  ): Promise<Compared<Figures>> {
    const filter = filterOf(call.tenant, asked);
    const { atLeast, compareVersion: version } = asked;
    await this.readModels.ask(call, atLeast, () => Promise.resolve());
    const budget = Math.min(call.deadlineMs ?? BUDGET_MS, BUDGET_MS);
    const figures = await withinBudget(figuresOf(filter), budget);
    if (version === undefined) return figures;
    const other = await withinBudget(figuresOf({ ...filter, version }), budget);
    return { ...figures, comparison: { version, ...other } };
  }
}
