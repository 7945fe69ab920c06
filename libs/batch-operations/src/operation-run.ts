import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import type { EventStore, UpcasterRegistry } from '@ledger/event-store';
import { hasEnded, type JourneyResult, type OperationCommand } from '@ledger/journey';
import { wholeTenant, type ReadModelQueries } from '@ledger/projections';
import { journeyRequest, journeyResult } from './journey-command';
import { journeysMeeting } from './journey-filter';
import type { LoadedOperation, OperationLedger } from './operation-ledger';
import { sleepOn, type Clock, type Scheduler } from '@ledger/runtime';
import { SelectedJourneys, SELECTION_PART, type SelectedJourney } from './selected-journeys';
import { journeyAfterOperation } from './journey-after-operation';

const RUNNER = { actor: { subject: 'operation-runner', kind: 'saga' } } as const;
/** How often progress is recorded, and how soon a pause or a cancellation is noticed. */
const PAGES_PER_SECOND = 4;
const LARGEST_PAGE = 250;
/** Commands of one page under way at once. */
const CONCURRENCY = 8;

export interface OperationRunPorts {
  readonly ledger: OperationLedger;
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly queries: Pick<ReadModelQueries, 'searchJourneys' | 'awaitPosition'>;
  /** The way of every command. Domain outcomes are values; only the store's faults are thrown. */
  readonly execute: (request: JourneyCommandRequest) => Promise<CommandReply>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}

/**
 * All that it knows is in the ledger, so the next run resumes one that was killed. Two runs at once do no harm: every
 * journey applies the operation's command once.
 */
export class OperationRun {
  readonly #selected: SelectedJourneys;

  constructor(
    private readonly ports: OperationRunPorts,
    private readonly tenant: string,
    private readonly operationId: string,
  ) {
    this.#selected = new SelectedJourneys(ports, tenant, operationId);
  }

  /** Throws the store's faults. What was recorded until then is not done again. */
  async until(signal: AbortSignal): Promise<void> {
    const { ledger } = this.ports;
    let operation = await ledger.load(this.tenant, this.operationId);
    while (operation !== undefined && !signal.aborted) {
      const { state } = operation;
      if (state.status === 'PAUSED' || hasEnded(state)) return;
      if (state.status === 'SELECTING') await this.#select(operation, signal);
      else if (state.status === 'CANCELLING') await this.#settle(operation);
      else if (state.done < state.selected) await this.#processPage(operation, signal);
      else await this.#tell({ type: 'ConcludeOperation' }, operation);
      operation = await ledger.load(this.tenant, this.operationId, state);
    }
  }

  /** Records which journeys it is for. After an interruption it resumes behind the last session id. */
  async #select(operation: LoadedOperation, signal: AbortSignal): Promise<void> {
    const { queries } = this.ports;
    const behind = operation.state.selected === 0 ? undefined : (await this.#reader().last())?.[0];
    let first = operation.state.selected;
    let part: SelectedJourney[] = [];
    const add = async (isLast: boolean): Promise<boolean> => {
      const journeys = part.splice(0, SELECTION_PART);
      const decision = await this.#tell({ type: 'AddSelection', first, journeys, isLast }, operation);
      first += journeys.length;
      // Paused, cancelled, or selected by another runner: the stream says how to continue.
      return decision === 'accepted' && !signal.aborted;
    };
    for await (const rows of journeysMeeting(queries, wholeTenant(this.tenant), operation.state.request)) {
      for (const { sessionId, revision } of rows) {
        if (behind === undefined || sessionId > behind) part.push([sessionId, revision]);
      }
      while (part.length >= SELECTION_PART) if (!(await add(false))) return;
      if (signal.aborted) return;
    }
    await add(true);
    part = [];
  }

  async #processPage(operation: LoadedOperation, signal: AbortSignal): Promise<void> {
    const { clock, scheduler } = this.ports;
    const { request, done } = operation.state;
    const begunAt = clock.now().getTime();
    const page = await this.#selected.from(done, pageSize(request.ratePerSecond));
    const results = await this.#applyToAll(operation, page);
    await this.#tell({ type: 'RecordProgress', from: done, results }, operation);
    const takes = (page.length / request.ratePerSecond) * 1000;
    const left = begunAt + takes - clock.now().getTime();
    if (left > 0) await sleepOn((ms, task) => scheduler.after(ms, task))(left, signal);
  }

  async #applyToAll(operation: LoadedOperation, page: readonly SelectedJourney[]): Promise<readonly JourneyResult[]> {
    const results: JourneyResult[] = [];
    for (let next = 0; next < page.length; next += CONCURRENCY) {
      const together = page.slice(next, next + CONCURRENCY);
      results.push(...(await Promise.all(together.map((journey) => this.#applyTo(operation, journey)))));
    }
    return results;
  }

  #applyTo({ state }: LoadedOperation, journey: SelectedJourney): Promise<JourneyResult> {
    return journeyResult(this.ports.execute, journeyRequest(this.tenant, state.request, journey));
  }

  /** Begins nothing more. What a killed run had done but not recorded is read from the journeys' own streams. */
  async #settle(operation: LoadedOperation): Promise<void> {
    const { request, done, isSelected } = operation.state;
    const page = isSelected ? await this.#reader().from(done, pageSize(request.ratePerSecond)) : [];
    const settled: (JourneyResult | undefined)[] = [];
    for (const journey of page) {
      settled.push(await journeyAfterOperation(this.ports, this.tenant, this.operationId, journey));
    }
    const touched = settled.slice(0, settled.findLastIndex((result) => result !== undefined) + 1);
    const results = touched.map((result, index) => result ?? notRecorded(page[index]?.[0] ?? ''));
    if (results.length > 0) await this.#tell({ type: 'RecordProgress', from: done, results }, operation);
    await this.#tell({ type: 'ConcludeOperation' }, operation);
  }

  async #tell(command: OperationCommand, { state }: LoadedOperation): Promise<'accepted' | 'other'> {
    const { ledger } = this.ports;
    const caller = { ...RUNNER, causationId: this.operationId };
    const { decision } = await ledger.execute(this.tenant, this.operationId, command, caller, state);
    return decision.kind === 'accepted' ? 'accepted' : 'other';
  }

  #reader(): SelectedJourneys {
    return new SelectedJourneys(this.ports, this.tenant, this.operationId);
  }
}

function pageSize(ratePerSecond: number): number {
  return Math.min(Math.max(Math.ceil(ratePerSecond / PAGES_PER_SECOND), 1), LARGEST_PAGE);
}

function notRecorded(sessionId: string): JourneyResult {
  const reason = 'The operation was cancelled before this journey was processed. Nothing was changed.';
  return { sessionId, outcome: 'failed', reason };
}
