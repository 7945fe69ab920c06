import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ANALYTICS_QUERIES, type AnalyticsFilter, type AnalyticsQueries } from '@ledger/projections';
import { csvReply } from '../http/csv-reply';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import type { Reply } from '../openapi/schema-parts';
import { ANALYTICS_CALLS } from './analytics.api';
import { AnalyticsQuery, filterOf, FunnelQuery, stepsOf, topOf, VariantsQuery } from './analytics.query';
import {
  ANALYTICS_COLUMNS,
  type FunnelAnalytics,
  type StateAnalytics,
  type TimeoutAnalytics,
  type TransitionAnalytics,
  type VariantAnalytics,
} from './analytics.schemas';

/** Figures, and those of `compareVersion` if it was given. */
type Compared<Figures> = Figures & { readonly comparison?: Figures & { readonly version: number } };

/** Milliseconds that a call may take here: no flow waits for it, and it may read years of journeys. */
const BUDGET_MS = 30_000;

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
    @Query(query(AnalyticsQuery)) asked: Given<typeof AnalyticsQuery>,
  ): Promise<Reply<typeof TransitionAnalytics>> {
    return this.answer(call, asked, async (filter) => ({ transitions: await this.analytics.transitions(filter) }));
  }

  @Get('states')
  @ANALYTICS_CALLS.states
  @csvReply('states', ANALYTICS_COLUMNS.states)
  states(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery)) asked: Given<typeof AnalyticsQuery>,
  ): Promise<Reply<typeof StateAnalytics>> {
    return this.answer(call, asked, async (filter) => ({ states: await this.analytics.states(filter) }));
  }

  @Get('funnel')
  @ANALYTICS_CALLS.funnel
  @csvReply('steps', ANALYTICS_COLUMNS.steps)
  async funnel(
    @Incoming() call: IncomingCall,
    @Query(query(FunnelQuery)) asked: Given<typeof FunnelQuery>,
  ): Promise<Reply<typeof FunnelAnalytics>> {
    const steps = stepsOf(asked);
    return this.answer(call, asked, (filter) => this.analytics.funnel(filter, steps));
  }

  @Get('variants')
  @ANALYTICS_CALLS.variants
  @csvReply('variants', ANALYTICS_COLUMNS.variants)
  variants(
    @Incoming() call: IncomingCall,
    @Query(query(VariantsQuery)) asked: Given<typeof VariantsQuery>,
  ): Promise<Reply<typeof VariantAnalytics>> {
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
    @Query(query(AnalyticsQuery)) asked: Given<typeof AnalyticsQuery>,
  ): Promise<Reply<typeof TimeoutAnalytics>> {
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
