import { Controller, Get, Inject, Query } from '@nestjs/common';
import {
  ANALYTICS_QUERIES,
  type AnalyticsFilter,
  type AnalyticsQueries,
  type GroupBasis,
  type Grouping,
} from '@ledger/projections';
import { csvReply } from '../http/csv-reply';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { budgetOf, withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import type { Reply } from '../openapi/schema-parts';
import { filterOf, groupingOf, seriesOf, stepsOf, topOf } from './analytics-filter';
import { ANALYTICS_CALLS } from './analytics.api';
import { AnalyticsQuery, FunnelQuery, SeriesQuery, VariantsQuery } from './analytics.query';
import {
  ANALYTICS_COLUMNS,
  type CaseAnalytics,
  type FunnelAnalytics,
  type SeriesAnalytics,
  type StateAnalytics,
  type TimeoutAnalytics,
  type TransitionAnalytics,
  type VariantAnalytics,
} from './analytics.schemas';
import { KnownNames } from './known-names';
import { sightOf } from '../access/credential-bounds';

/** Figures, and those of `compareVersion` or `groupBy` if it was given. */
type Compared<Figures> = Figures &
  Partial<Grouped<Figures>> & { readonly comparison?: Figures & { readonly version: number } };

interface Grouped<Figures> {
  readonly groups: readonly (Figures & { readonly value: unknown })[];
  readonly groupsTotal: number;
}

/** What a call asks the read models. */
interface Question<Figures> {
  /** What the call's period selects. */
  readonly basis: GroupBasis;
  readonly states?: readonly string[];
  readonly figures: (filter: AnalyticsFilter) => Promise<Figures>;
}

/** Milliseconds that a call may take here: no flow waits for it, and it may read years of journeys. */
const BUDGET_MS = 30_000;

@Controller('v1/analytics')
export class AnalyticsController {
  constructor(
    private readonly readModels: ReadModelAccess,
    private readonly names: KnownNames,
    @Inject(ANALYTICS_QUERIES) private readonly analytics: AnalyticsQueries,
  ) {}

  @Get('transitions')
  @ANALYTICS_CALLS.transitions
  @csvReply('transitions', ANALYTICS_COLUMNS.transitions)
  transitions(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery)) asked: Given<typeof AnalyticsQuery>,
  ): Promise<Reply<typeof TransitionAnalytics>> {
    return this.answer(call, asked, {
      basis: 'transitions',
      figures: async (filter) => ({ transitions: await this.analytics.transitions(filter) }),
    });
  }

  @Get('states')
  @ANALYTICS_CALLS.states
  @csvReply('states', ANALYTICS_COLUMNS.states)
  states(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery)) asked: Given<typeof AnalyticsQuery>,
  ): Promise<Reply<typeof StateAnalytics>> {
    return this.answer(call, asked, {
      basis: 'visits',
      figures: async (filter) => ({ states: await this.analytics.states(filter) }),
    });
  }

  @Get('funnel')
  @ANALYTICS_CALLS.funnel
  @csvReply('steps', ANALYTICS_COLUMNS.steps)
  async funnel(
    @Incoming() call: IncomingCall,
    @Query(query(FunnelQuery)) asked: Given<typeof FunnelQuery>,
  ): Promise<Reply<typeof FunnelAnalytics>> {
    const states = stepsOf('states', asked.states);
    return this.answer(call, asked, {
      basis: 'journeys',
      states,
      figures: (filter) => this.analytics.funnel(filter, states),
    });
  }

  @Get('variants')
  @ANALYTICS_CALLS.variants
  @csvReply('variants', ANALYTICS_COLUMNS.variants)
  variants(
    @Incoming() call: IncomingCall,
    @Query(query(VariantsQuery)) asked: Given<typeof VariantsQuery>,
  ): Promise<Reply<typeof VariantAnalytics>> {
    return this.answer(call, asked, {
      basis: 'journeys',
      figures: async (filter) => {
        const { rows, ...totals } = await this.analytics.variants(filter, topOf(asked));
        return { ...totals, variants: rows };
      },
    });
  }

  @Get('timeouts')
  @ANALYTICS_CALLS.timeouts
  @csvReply('timeouts', ANALYTICS_COLUMNS.timeouts)
  timeouts(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery)) asked: Given<typeof AnalyticsQuery>,
  ): Promise<Reply<typeof TimeoutAnalytics>> {
    return this.answer(call, asked, {
      basis: 'timeouts',
      figures: async (filter) => {
        const { rows, ...totals } = await this.analytics.timeouts(filter);
        return { ...totals, timeouts: rows };
      },
    });
  }

  @Get('cases')
  @ANALYTICS_CALLS.cases
  @csvReply('ends', ANALYTICS_COLUMNS.ends)
  cases(
    @Incoming() call: IncomingCall,
    @Query(query(AnalyticsQuery)) asked: Given<typeof AnalyticsQuery>,
  ): Promise<Reply<typeof CaseAnalytics>> {
    return this.answer(call, asked, { basis: 'journeys', figures: (filter) => this.analytics.cases(filter) });
  }

  @Get('series')
  @ANALYTICS_CALLS.series
  @csvReply('series', ANALYTICS_COLUMNS.series)
  async series(
    @Incoming() call: IncomingCall,
    @Query(query(SeriesQuery)) asked: Given<typeof SeriesQuery>,
  ): Promise<Reply<typeof SeriesAnalytics>> {
    const { interval, timeZone, ...period } = seriesOf(asked);
    return this.answer(call, asked, {
      basis: 'visits',
      figures: async (filter) => ({
        interval,
        timeZone,
        series: await this.analytics.series(filter, { interval, timeZone, ...period }),
      }),
    });
  }

  private async answer<Figures extends object>(
    call: IncomingCall,
    asked: AnalyticsQuery,
    question: Question<Figures>,
  ): Promise<Compared<Figures>> {
    const filter = filterOf(sightOf(call), asked);
    const { atLeast, compareVersion, groupLimit } = asked;
    const groupBy = groupingOf(asked);
    await this.names.check({ filter, compareVersion, groupBy, states: question.states ?? [] });
    await this.readModels.ask(call, atLeast, () => Promise.resolve());
    const answer = async (): Promise<Compared<Figures>> => {
      const figures = await question.figures(filter);
      if (groupBy !== undefined)
        return { ...figures, ...(await this.groups(filter, groupBy, question, topOf({ limit: groupLimit }))) };
      if (compareVersion === undefined) return figures;
      const other = await question.figures({ ...filter, version: compareVersion });
      return { ...figures, comparison: { version: compareVersion, ...other } };
    };
    return withinBudget(answer(), budgetOf(call, BUDGET_MS));
  }

  private async groups<Figures extends object>(
    filter: AnalyticsFilter,
    by: Grouping,
    { basis, figures }: Question<Figures>,
    top: number,
  ): Promise<Grouped<Figures>> {
    const { total, values } = await this.analytics.groups(filter, by, basis, top);
    const groups: (Figures & { readonly value: unknown })[] = [];
    for (const value of values) {
      const where = [...(filter.where ?? []), { by, values: [value] }];
      groups.push({ value: shownValue(by, value), ...(await figures({ ...filter, where })) });
    }
    return { groups, groupsTotal: total };
  }
}

/** Values of the context are JSON texts. */
function shownValue(by: Grouping, value: string | null): unknown {
  return value !== null && by.startsWith('context.') ? (JSON.parse(value) as unknown) : value;
}
