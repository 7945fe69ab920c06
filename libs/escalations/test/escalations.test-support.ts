import { setImmediate as nextTurn } from 'node:timers/promises';
import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { streamName, UpcasterRegistry, type EventStore, type RecordedEvent } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { escalationStream, type DefinitionDocument } from '@ledger/journey';
import type { ConsumerCheckpoint } from '@ledger/projections';
import {
  EscalationExecutor,
  EscalationProcessor,
  type EscalationProcessorOptions,
  type EscalationProcessorPorts,
} from '@ledger/escalations';

/** A definition that calls people when it times out and when an agent is needed. */
export const CALLS: DefinitionDocument = {
  id: 'Calls',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: {
      timeout: { after: 'PT1M', escalation: 'callback' },
      transitions: [{ target: 'AGENT' }, { target: 'DONE' }],
    },
    AGENT: {
      escalation: 'desk',
      timeout: { after: 'PT5M', target: 'LATE', escalation: 'callback' },
      transitions: [{ target: 'DONE' }, { target: 'WELCOME' }],
    },
    LATE: { escalation: 'watch', transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  escalations: {
    callback: { kind: 'callback', queue: 'retention', within: 'PT15M' },
    watch: { kind: 'queue', queue: 'watch' },
    desk: { kind: 'webhook', target: 'desk' },
  },
};

/** Checkpoints that are kept in memory, and the order in which they were. */
export class KeptCheckpoints {
  readonly stored: ConsumerCheckpoint[] = [];
  /** Loses what was kept. */
  lose(): void {
    this.stored.length = 0;
  }
  load(): Promise<ConsumerCheckpoint | undefined> {
    return Promise.resolve(this.stored.at(-1));
  }
  store(_name: string, checkpoint: ConsumerCheckpoint): Promise<void> {
    this.stored.push(checkpoint);
    return Promise.resolve();
  }
}

/** A ledger whose journeys ask for escalations, and what requests them. */
export class EscalationsFixture {
  readonly time = new FakeTime();
  readonly store: InMemoryEventStore;
  readonly commands: CommandHandlingFixture;
  readonly executor: EscalationExecutor;
  readonly checkpoints = new KeptCheckpoints();

  constructor() {
    this.store = new InMemoryEventStore({ now: () => this.time.now() });
    this.commands = new CommandHandlingFixture(this.store, this.time);
    this.executor = this.executorOn(this.store);
  }

  static async open(document: DefinitionDocument = CALLS): Promise<EscalationsFixture> {
    const fixture = new EscalationsFixture();
    await fixture.commands.publish(document);
    return fixture;
  }

  executorOn(store: EventStore): EscalationExecutor {
    const { ids, attempts } = this.commands;
    return new EscalationExecutor({ store, upcasters: new UpcasterRegistry(), clock: this.time, ids, attempts });
  }

  processor(
    change: Partial<EscalationProcessorPorts> = {},
    options: Partial<EscalationProcessorOptions> = {},
  ): EscalationProcessor {
    const ports: EscalationProcessorPorts = {
      store: this.store,
      upcasters: new UpcasterRegistry(),
      definitions: this.commands.definitions,
      executor: this.executor,
      checkpoints: this.checkpoints,
      clock: this.time,
      log: this.commands.log,
      ...change,
    };
    return new EscalationProcessor(ports, { sleep: () => nextTurn(), ...options });
  }

  /** Lets processors work until they have seen all that the ledger holds, and stops them. */
  async catchUp(...processors: readonly EscalationProcessor[]): Promise<void> {
    const stopping = new AbortController();
    const running = processors.map((processor) => processor.run(stopping.signal));
    const head = await this.lastJourneyPosition();
    await until(() =>
      processors.every((processor) => {
        const { isCaughtUp, position } = processor.status();
        return isCaughtUp && Number(position ?? 0) >= head;
      }),
    );
    stopping.abort();
    await Promise.all(running);
  }

  async start(sessionId: string): Promise<void> {
    await this.commands.start(sessionId, { definitionId: 'Calls' });
  }

  /** Has the state that was entered at a revision time out, now. */
  async timeOut(sessionId: string, enteredRevision: bigint): Promise<void> {
    await this.commands.execute({ type: 'AbortOnTimeout', sessionId, enteredRevision });
  }

  /** Everything in the streams of escalations, in the ledger's order. */
  escalationEvents(): readonly RecordedEvent[] {
    return this.store.ledger.events.filter(({ stream }) => stream.startsWith('escalation.'));
  }

  /** The types of an escalation's events. */
  async history(escalationId: string): Promise<readonly string[]> {
    const types: string[] = [];
    for await (const { type } of this.store.readStream(streamName(escalationStream('default', escalationId)))) {
      types.push(type);
    }
    return types;
  }

  private lastJourneyPosition(): Promise<number> {
    const last = this.store.ledger.events.findLast(({ stream }) => stream.startsWith('journey.'));
    return Promise.resolve(Number(last?.position ?? 0));
  }
}

/** Turns the event loop until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, turns = 5_000): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    if (await holds()) return;
    await nextTurn();
  }
  throw new Error('It did not happen.');
}
