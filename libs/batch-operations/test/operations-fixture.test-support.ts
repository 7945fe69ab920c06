import { setImmediate as nextTurn } from 'node:timers/promises';
import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { countedIds, FakeTime } from '@ledger/runtime/testing';
import type { JourneyCommandRequest } from '@ledger/command-handling';
import { UpcasterRegistry, type RecordedEvent } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { OperationState } from '@ledger/journey';
import {
  KyselyOperationQueries,
  KyselyReadModelQueries,
  openSqliteReadModels,
  type ReadModelDatabase,
} from '@ledger/projections';
import { projectAll } from '@ledger/projections/testing';
import { BatchOperations, OperationLedger, type OperationDraft } from '../src/index';
import { OperationRun, type OperationRunPorts } from '../src/operation-run';
import { wholeTenant } from '@ledger/projections';

export const OPERATOR = { subject: 'maria', kind: 'operator' } as const;

/** One process that runs operations, on a fixed clock, with read models brought up to date by hand. */
export class OperationsFixture {
  readonly time = new FakeTime();
  readonly store = new InMemoryEventStore({ now: () => this.time.now() });
  readonly commands = new CommandHandlingFixture(this.store, this.time);
  readonly upcasters = new UpcasterRegistry();
  readonly ledger = new OperationLedger({ ...this, clock: this.time, ids: countedIds() });
  /** Every command that was given to a journey, and when. */
  readonly given: { readonly sessionId: string; readonly at: number }[] = [];
  readonly batches: BatchOperations;
  readonly queries: KyselyReadModelQueries;
  readonly operations: KyselyOperationQueries;

  private constructor(readonly database: ReadModelDatabase) {
    this.queries = new KyselyReadModelQueries(database);
    this.operations = new KyselyOperationQueries(database);
    const { ledger, queries, operations, time: clock } = this;
    const { definitions, executor } = this.commands;
    const preview = executor.preview.bind(executor);
    this.batches = new BatchOperations({ ledger, queries, operations, clock, definitions, preview });
  }

  static async open(): Promise<OperationsFixture> {
    const fixture = new OperationsFixture(await openSqliteReadModels({ path: ':memory:' }));
    await fixture.commands.publish();
    return fixture;
  }

  get ports(): OperationRunPorts {
    return {
      ...{ ledger: this.ledger, store: this.store, upcasters: this.upcasters, queries: this.queries },
      ...{ clock: this.time, scheduler: this.time, execute: (request) => this.execute(request) },
    };
  }

  execute(request: JourneyCommandRequest): ReturnType<OperationRunPorts['execute']> {
    this.given.push({ sessionId: request.command.sessionId, at: this.time.now().getTime() });
    return this.commands.executor.execute(request);
  }

  async begin(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.commands.start(`s${String(n).padStart(4, '0')}`);
    await this.project();
  }

  project(): Promise<void> {
    return projectAll(this.store, this.database);
  }

  /** Records an operation. */
  async request(draft: Partial<OperationDraft> = {}, ratePerSecond = 1000, token?: string): Promise<void> {
    const asked = { ...moveToPay(), ...draft, operationId: 'op-1', ratePerSecond, requestedBy: { subject: 'maria' } };
    const answer = await this.batches.request(wholeTenant('default'), asked, token, { actor: OPERATOR });
    if ('reason' in answer) throw new Error(answer.reason);
  }

  /** Carries it on until it ends or is paused, moving the clock to wherever it waits for. */
  async run(ports: Partial<OperationRunPorts> = {}, signal = new AbortController().signal): Promise<void> {
    let hasEnded = false;
    const run = new OperationRun({ ...this.ports, ...ports }, 'default', 'op-1').until(signal);
    const ended = run.finally(() => (hasEnded = true)).catch(() => undefined);
    while (!hasEnded) {
      await nextTurn();
      const [due] = this.time.waiting;
      if (due !== undefined && !hasEnded) await this.time.advance(Date.parse(due) - this.time.now().getTime());
    }
    await ended;
    await run;
  }

  async state(): Promise<OperationState> {
    const operation = await this.ledger.load('default', 'op-1');
    if (operation === undefined) throw new Error('The operation is not recorded.');
    return operation.state;
  }

  /** Types of the events of a journey. */
  async typesOf(sessionId: string): Promise<readonly string[]> {
    return (await this.commands.journey(sessionId)).map(({ type }: RecordedEvent) => type);
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

export function moveToPay(): OperationDraft {
  return { kind: 'move', filter: { definitionId: 'Payment' }, target: { stateId: 'PAY' }, reason: 'Line 3 is down.' };
}
