import {
  AliasedCommands,
  AttemptRecorder,
  BoundCommandIds,
  DefinitionCatalog,
  JourneyCommandExecutor,
  JourneyCache,
  RuledDefinitions,
  type JourneyCommandRequest,
  type TimeoutOutcome,
} from '@ledger/command-handling';
import { systemScheduler } from '@ledger/runtime';
import { UpcasterRegistry, type Actor, type RecordedEvent } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import type { CommandOutcome } from '@ledger/journey';
import { ManualTime } from './manual-time';

const TENANT = 'default';

const ACTORS = {
  flow: { subject: 'flow', clientId: 'ivr-payments', kind: 'caller' },
  operator: { subject: 'maria@example.org', kind: 'operator' },
  saga: { subject: 'timeout-saga', kind: 'saga' },
  import: { subject: 'import', kind: 'import' },
} as const satisfies Record<string, Actor>;

/** One step of a script, and its expected result: a script that no longer does what it says records nothing. */
export type Step = Omit<JourneyCommandRequest, 'tenant' | 'actor'> & {
  readonly by?: keyof typeof ACTORS;
  readonly gives: CommandOutcome;
};

/** The real executor on a ledger in memory, with time and ids of its own: the same script gives the same bytes. */
export class Recorder {
  readonly #catalog: DefinitionCatalog;
  readonly #definitions: RuledDefinitions;
  readonly #attempts: AttemptRecorder;
  readonly #commands: AliasedCommands;

  private constructor(
    readonly time: ManualTime,
    private readonly store: SqliteEventStore,
  ) {
    const ports = { store, upcasters: new UpcasterRegistry(), clock: time, ids: countedIds() };
    this.#catalog = new DefinitionCatalog(ports);
    this.#definitions = new RuledDefinitions(ports, this.#catalog);
    this.#attempts = new AttemptRecorder({ store, scheduler: systemScheduler, log: { warn: fail, error: fail } });
    const deciding = { ...ports, cache: new JourneyCache(store, ports.upcasters), definitions: this.#definitions };
    const executor = new JourneyCommandExecutor({
      ...deciding,
      attempts: this.#attempts,
      bound: new BoundCommandIds(ports),
    });
    this.#commands = new AliasedCommands({ ...deciding, executor });
  }

  static async open(): Promise<Recorder> {
    const time = new ManualTime();
    const store = await SqliteEventStore.open({ path: ':memory:', now: () => time.now().getTime() });
    return new Recorder(time, store);
  }

  async publish(document: unknown): Promise<void> {
    const outcome = await this.#catalog.publish(TENANT, document, ACTORS.operator);
    if (outcome.kind !== 'published') fail(`Publishing gave ${JSON.stringify(outcome)}.`);
  }

  async retire(definitionId: string, version: number, reason: string): Promise<void> {
    const outcome = await this.#catalog.retire(TENANT, { definitionId, version, reason }, { actor: ACTORS.operator });
    if (outcome.kind !== 'changed') fail(`Retiring gave ${JSON.stringify(outcome)}.`);
  }

  /** What operations change of timeouts. */
  async changeTimeouts(
    change: (definitions: RuledDefinitions, tenant: string, actor: Actor) => Promise<TimeoutOutcome>,
  ): Promise<void> {
    const outcome = await change(this.#definitions, TENANT, ACTORS.operator);
    if (outcome.kind !== 'changed') fail(`Changing timeouts gave ${JSON.stringify(outcome)}.`);
  }

  async do({ by = 'flow', gives, ...request }: Step): Promise<void> {
    const reply = await this.#commands.execute({ ...request, tenant: TENANT, actor: ACTORS[by] });
    // A refusal is written off the reply's path; its place in the recording is right after what it answers.
    await this.#attempts.drain();
    if (reply.outcome !== gives) fail(`${request.command.type} should give ${gives}: ${JSON.stringify(reply)}`);
  }

  /** Everything recorded, in the ledger's order. */
  async history(): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.store.readAll()) events.push(event);
    return events;
  }

  async close(): Promise<void> {
    await this.store.close();
  }
}

function countedIds(): { next(): string } {
  let count = 0;
  return { next: () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}` };
}

function fail(message: string): never {
  throw new Error(message);
}
