import { streamName, UpcasterRegistry, type Actor, type EventStore, type RecordedEvent } from '@ledger/event-store';
import { attemptStream, journeyStream, type DefinitionDocument } from '@ledger/journey';
import { AliasedCommands } from '../aliases/aliased-commands';
import { AttemptFeed } from '../journeys/attempt-feed';
import { AttemptRecorder } from '../journeys/attempt-recorder';
import { BoundCommandIds } from '../journeys/bound-command-ids';
import type { CommandReply } from '../journeys/command-reply';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';
import { JourneyCache } from '../journeys/journey-cache';
import { RuledDefinitions } from '../timeouts/ruled-definitions';
import { JourneyReader } from '../journeys/journey-reader';
import { countedIds, FakeTime } from '@ledger/runtime/testing';
import { PAYMENT_DEFINITION } from './payment-definition';
import { RecordedLog } from './recorded-log';

export const CALLER: Actor = { subject: 'flow-1', clientId: 'ivr', kind: 'caller' };

type Command = JourneyCommandRequest['command'];
type Extras = Partial<Omit<JourneyCommandRequest, 'command'>>;

/** One process that handles commands on a store, on a fixed clock. */
export class CommandHandlingFixture {
  readonly log = new RecordedLog();
  readonly ids = countedIds();
  readonly cache: JourneyCache;
  readonly attempts: AttemptRecorder;
  readonly bound: BoundCommandIds;
  readonly feed: AttemptFeed;
  readonly catalog: DefinitionCatalog;
  readonly definitions: RuledDefinitions;
  readonly executor: JourneyCommandExecutor;
  /** As the command bus has it. */
  readonly aliased: AliasedCommands;
  readonly reader: JourneyReader;

  constructor(
    readonly store: EventStore,
    readonly time: FakeTime = new FakeTime(),
    upcasters: UpcasterRegistry = new UpcasterRegistry(),
    limits: { readonly maxContextBytes?: number } = {},
  ) {
    const { log, ids } = this;
    this.cache = new JourneyCache(store, upcasters);
    this.attempts = new AttemptRecorder({ store, scheduler: time, log });
    const ports = { store, upcasters, clock: time, ids };
    this.catalog = new DefinitionCatalog(ports);
    this.definitions = new RuledDefinitions(ports, this.catalog);
    const common = { ...ports, ...limits, cache: this.cache, definitions: this.definitions };
    this.bound = new BoundCommandIds(ports);
    this.feed = new AttemptFeed({ ...ports, bound: this.bound, scheduler: time, log });
    const { attempts, bound, feed } = this;
    this.executor = new JourneyCommandExecutor({ ...common, attempts, bound, feed });
    this.aliased = new AliasedCommands({ ...common, executor: this.executor });
    this.reader = new JourneyReader(common);
  }

  async publish(document: DefinitionDocument = PAYMENT_DEFINITION): Promise<this> {
    const outcome = await this.catalog.publish('default', document, CALLER);
    if (outcome.kind === 'refused') throw new Error(outcome.reason);
    return this;
  }

  execute(command: Command, extras: Extras = {}): Promise<CommandReply> {
    return this.executor.execute({ tenant: 'default', actor: CALLER, command, ...extras });
  }

  start(sessionId: string, extras: Extras = {}): Promise<CommandReply> {
    return this.execute({ type: 'StartJourney', sessionId }, { definitionId: PAYMENT_DEFINITION.id, ...extras });
  }

  /** Moves a session to a state. */
  move(
    sessionId: string,
    targetStateId: string,
    more: Omit<Partial<Extract<Command, { type: 'TransitionJourney' }>>, 'type'> = {},
    extras: Extras = {},
  ): Promise<CommandReply> {
    return this.execute({ type: 'TransitionJourney', sessionId, targetStateId, ...more }, extras);
  }

  /** The events of a session's stream; none where there is no stream. */
  journey(sessionId: string): Promise<RecordedEvent[]> {
    return this.#read(journeyStream('default', sessionId));
  }

  /** The refused commands of a session, once they are written. */
  async refused(sessionId: string): Promise<RecordedEvent[]> {
    await this.attempts.drain();
    return this.#read(attemptStream('default', sessionId));
  }

  async #read(stream: string): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.store.readStream(streamName(stream), { ifMissing: 'empty' })) events.push(event);
    return events;
  }
}
