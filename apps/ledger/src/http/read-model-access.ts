import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, isPosition, type EventStore, type Position } from '@ledger/event-store';
import { READ_MODEL_QUERIES, type ReadModelQueries } from '@ledger/projections';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import type { IncomingCall } from './incoming-call';
import { refusePositionBeyond } from './known-position';
import { unavailable, validationProblem } from './problem';
import { budgetOf, withinBudget } from './request-budget';
import { sentValue } from './sent-value';

/** Asks the read models within the request's budget, after they have applied what the caller has seen. */
@Injectable()
export class ReadModelAccess {
  constructor(
    @Inject(READ_MODEL_QUERIES) private readonly queries: ReadModelQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  /** `atLeast` is the query parameter: a position that a reply gave. */
  async ask<T>(
    call: IncomingCall,
    atLeast: string | undefined,
    question: (queries: ReadModelQueries) => Promise<T>,
  ): Promise<T> {
    if (atLeast !== undefined) await this.await(call, positionOf(atLeast));
    return withinBudget(question(this.queries), this.budget(call));
  }

  /**
   * Waits until the read models have applied a position; `UNAVAILABLE` if the budget is spent first, and
   * `POSITION_NOT_FOUND` if this ledger has not given such a position.
   */
  async await(call: IncomingCall, position: Position): Promise<void> {
    const budget = this.budget(call);
    if (await this.queries.awaitPosition(position, budget)) return;
    // The event store may be away, too: it gets no longer than the read models got.
    await withinBudget(refusePositionBeyond(this.store, position), budget);
    throw unavailable(
      `The read models did not reach position ${position} within ${budget.toLocaleString('en')} ms. Retry.`,
    );
  }

  private budget(call: IncomingCall): number {
    return budgetOf(call, this.config.requestBudgetMs);
  }
}

function positionOf(text: string): Position {
  if (!isPosition(text))
    throw validationProblem(`atLeast must be the position of a reply, such as 41; you sent ${sentValue(text)}.`);
  return text;
}
