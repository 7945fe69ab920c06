import { Inject, Injectable } from '@nestjs/common';
import {
  ANALYTICS_QUERIES,
  type AnalyticsQueries,
  type OpenJourneys,
  type OpenJourneysQuestion,
} from '@ledger/projections';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import type { IncomingCall } from '../http/incoming-call';
import { problemFrom } from '../http/problem-from-error';
import { ReadModelAccess } from '../http/read-model-access';
import { budgetOf, withinBudget } from '../http/request-budget';

/** Milliseconds that the answer to a change that was made waits for read models that are behind. */
const LONGEST_WAIT_MS = 2_000;

/** Which journeys still run a definition. */
@Injectable()
export class OpenJourneyCount {
  constructor(
    @Inject(ANALYTICS_QUERIES) private readonly analytics: AnalyticsQueries,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    private readonly readModels: ReadModelAccess,
  ) {}

  /** Within the call's time. */
  count(call: IncomingCall, question: OpenJourneysQuestion): Promise<OpenJourneys> {
    return withinBudget(this.analytics.openJourneys(question), budgetOf(call, this.config.requestBudgetMs));
  }

  /** Once the read models have applied a change that was made; null where they cannot be asked: it was made all the same. */
  async after(call: IncomingCall, position: string, question: OpenJourneysQuestion): Promise<OpenJourneys | null> {
    try {
      const waiting = { ...call, deadlineMs: Math.min(call.deadlineMs ?? Infinity, elapsedOf(call) + LONGEST_WAIT_MS) };
      await this.readModels.ask(waiting, position, () => Promise.resolve());
      return await this.count(call, question);
    } catch (error) {
      if (problemFrom(error).code === 'UNAVAILABLE') return null;
      throw error;
    }
  }
}

function elapsedOf({ arrivedAt }: IncomingCall): number {
  return performance.now() - arrivedAt;
}
