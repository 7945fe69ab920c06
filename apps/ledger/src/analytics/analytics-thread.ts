import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import {
  ReadModelsUnavailableError,
  type AnalyticsFilter,
  type AnalyticsQueries,
  type Cases,
  type Funnel,
  type GroupBasis,
  type Grouping,
  type Groups,
  type JourneySearch,
  type LiveCounts,
  type LiveCountsQuestion,
  type NamedJourney,
  type NamedJourneys,
  type OpenJourneys,
  type OpenJourneysQuestion,
  type SeriesQuestion,
  type SeriesRow,
  type StateFigures,
  type TimeoutPreview,
  type TimeoutPreviewQuestion,
  type Timeouts,
  type TransitionFigures,
  type Variants,
} from '@ledger/projections';
import { startWorker } from '@ledger/runtime';
import type { AnalyticsRequest, AnalyticsResponse, AnalyticsWorkerData, Question } from './analytics-protocol';

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Queries the embedded read models in a thread, started by the first query and, if it ended, by the next. */
export class AnalyticsThread implements AnalyticsQueries, OnApplicationShutdown {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #ended: Promise<void> = Promise.resolve();
  #lastId = 0;

  constructor(private readonly data: AnalyticsWorkerData) {}

  transitions(filter: AnalyticsFilter): Promise<readonly TransitionFigures[]> {
    return this.#ask('transitions', filter);
  }

  states(filter: AnalyticsFilter): Promise<readonly StateFigures[]> {
    return this.#ask('states', filter);
  }

  funnel(filter: AnalyticsFilter, states: readonly string[]): Promise<Funnel> {
    return this.#ask('funnel', filter, states);
  }

  variants(filter: AnalyticsFilter, top: number): Promise<Variants> {
    return this.#ask('variants', filter, top);
  }

  timeouts(filter: AnalyticsFilter): Promise<Timeouts> {
    return this.#ask('timeouts', filter);
  }

  cases(filter: AnalyticsFilter): Promise<Cases> {
    return this.#ask('cases', filter);
  }

  series(filter: AnalyticsFilter, question: SeriesQuestion): Promise<readonly SeriesRow[]> {
    return this.#ask('series', filter, question);
  }

  groups(filter: AnalyticsFilter, by: Grouping, basis: GroupBasis, top: number): Promise<Groups> {
    return this.#ask('groups', filter, by, basis, top);
  }

  timeoutPreview(question: TimeoutPreviewQuestion): Promise<TimeoutPreview> {
    return this.#ask('timeoutPreview', question);
  }

  openJourneys(question: OpenJourneysQuestion): Promise<OpenJourneys> {
    return this.#ask('openJourneys', question);
  }

  liveCounts(question: LiveCountsQuestion): Promise<LiveCounts> {
    return this.#ask('liveCounts', question);
  }

  countJourneys(search: JourneySearch): Promise<number> {
    return this.#ask('countJourneys', search);
  }

  namedJourneys(named: NamedJourneys): Promise<readonly NamedJourney[]> {
    return this.#ask('namedJourneys', named);
  }

  /** Ends the thread after its present query. */
  async onApplicationShutdown(): Promise<void> {
    this.#send({});
    await this.#ended;
  }

  #ask<Answer>(question: Question, ...given: readonly unknown[]): Promise<Answer> {
    this.#worker ??= this.#start();
    const id = (this.#lastId += 1);
    return new Promise<Answer>((resolve, reject) => {
      // The thread answers each question with what the interface says of it.
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      this.#send({ id, question, given });
    });
  }

  #send(request: AnalyticsRequest): void {
    this.#worker?.postMessage(request);
  }

  #start(): Worker {
    const worker = startWorker(join(__dirname, 'analytics.worker'), { workerData: this.data });
    let reason = 'it was stopped';
    worker.on('message', (response: AnalyticsResponse) => this.#settle(response));
    worker.on('error', (error) => (reason = error.message));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#worker = undefined;
        const error = new ReadModelsUnavailableError(`The analytics thread has ended (${reason}). Retry.`);
        for (const { reject } of this.#waiting.values()) reject(error);
        this.#waiting.clear();
        resolve();
      });
    });
    return worker;
  }

  #settle(response: AnalyticsResponse): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if (!('error' in response)) waiting?.resolve(response.answer);
    else
      waiting?.reject(
        response.isUnavailable ? new ReadModelsUnavailableError(response.error) : new Error(response.error),
      );
  }
}
