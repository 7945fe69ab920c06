import { Inject, Injectable, Module, type Provider } from '@nestjs/common';
import { CommandBus, CommandHandler, Query, QueryBus, QueryHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import {
  AttemptRecorder,
  ChangeDefinitionVersion,
  CommandHandlingModule,
  DuplicateHandlerError,
  ExecuteJourneyCommand,
  GetDefinition,
  GetDefinitionHistory,
  GetJourney,
  ListDefinitions,
  checkSubmission,
  PublishDefinition,
  type CommandReply,
  type JourneyCommandRequest,
} from '@ledger/command-handling';
import { CLOCK, type Clock } from '@ledger/runtime';
import { CALLER, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { EVENT_STORE, StoreClosedError, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';

const store = (): InMemoryEventStore => new InMemoryEventStore();

/** Closes its store on shutdown, as a real one does. */
function storeModule(inner: EventStore) {
  @Injectable()
  class Closer {
    constructor(@Inject(EVENT_STORE) private readonly opened: EventStore) {}
    onApplicationShutdown(): Promise<void> {
      return this.opened.close();
    }
  }
  @Module({ providers: [{ provide: EVENT_STORE, useValue: inner }, Closer], exports: [EVENT_STORE] })
  class StoreModule {}
  return StoreModule;
}

async function start(inner: EventStore = store(), others: Provider[] = []) {
  const time = new FakeTime();
  const handling = CommandHandlingModule.register({
    imports: [storeModule(inner)],
    providers: [{ provide: CLOCK, useValue: time }],
  });
  const app = await Test.createTestingModule({ imports: [handling], providers: others }).compile();
  return { app: await app.init(), time };
}

const request = (command: JourneyCommandRequest['command']): JourneyCommandRequest => ({
  tenant: 'default',
  actor: CALLER,
  command,
  definitionId: 'Payment',
});

describe('the module', () => {
  it('answers every command and query on the bus, on the clock it was given', async () => {
    const { app, time } = await start();
    const commands = app.get(CommandBus);
    const queries = app.get(QueryBus);
    expect(app.get<Clock>(CLOCK)).toBe(time);
    expect(
      await commands.execute(new PublishDefinition('default', checkSubmission(PAYMENT_DEFINITION), { actor: CALLER })),
    ).toMatchObject({
      kind: 'published',
    });
    const started = await commands.execute(
      new ExecuteJourneyCommand(request({ type: 'StartJourney', sessionId: 's1' })),
    );
    expect(started).toMatchObject({ outcome: 'CREATED', journey: { startedAt: '2026-01-31T12:00:00.000Z' } });
    expect(await queries.execute(new GetJourney('default', 's1'))).toEqual(started.journey);
    expect(await queries.execute(new GetJourney('default', 's1', { revision: 1n }))).toBeUndefined();
    expect(await queries.execute(new GetDefinition('default', 'Payment'))).toMatchObject({ version: 1 });
    const retirement = { definitionId: 'Payment', version: 1, reason: 'superseded' };
    expect(
      await commands.execute(new ChangeDefinitionVersion('default', 'retire', retirement, { actor: CALLER })),
    ).toMatchObject({ kind: 'changed' });
    expect(await queries.execute(new GetDefinitionHistory('default', 'Payment'))).toMatchObject({
      current: null,
      history: [{ type: 'DefinitionPublished' }, { type: 'DefinitionRetired', reason: 'superseded' }],
    });
    expect(await queries.execute(new ListDefinitions('default'))).toMatchObject([
      { definitionId: 'Payment', versions: [{ version: 1, retired: true }] },
    ]);
    await app.close();
  });

  it('has every refusal on disk before the store closes', async () => {
    const inner = store();
    const { app } = await start(inner);
    const commands = app.get(CommandBus);
    await commands.execute(new PublishDefinition('default', checkSubmission(PAYMENT_DEFINITION), { actor: CALLER }));
    await commands.execute(new ExecuteJourneyCommand(request({ type: 'StartJourney', sessionId: 's1' })));
    for (let count = 0; count < 300; count++) {
      const command = { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'DONE' } as const;
      const reply: CommandReply = await commands.execute(new ExecuteJourneyCommand(request(command)));
      expect(reply.outcome).toBe('REJECTED');
    }
    const attempts = app.get(AttemptRecorder);
    await app.close();
    expect(attempts.status()).toMatchObject({ waiting: 0, recorded: 300, dropped: 0 });
    expect(inner.ledger.streams.get('attempt.default-s1' as never)).toHaveLength(300);
    await expect(inner.lastPosition()).rejects.toThrow(StoreClosedError);
  });
});

class Ping extends Query<string> {}

@QueryHandler(Ping)
class FirstPingHandler {
  execute(): Promise<string> {
    return Promise.resolve('first');
  }
}

@QueryHandler(Ping)
class SecondPingHandler {
  execute(): Promise<string> {
    return Promise.resolve('second');
  }
}

@CommandHandler(ExecuteJourneyCommand)
class UsurpingHandler implements ICommandHandler<ExecuteJourneyCommand> {
  execute(): Promise<CommandReply> {
    return Promise.resolve({ outcome: 'UNCHANGED', replayed: false, events: [] });
  }
}

describe('two handlers of one message', () => {
  it('stop the start: of a command', async () => {
    await expect(start(store(), [UsurpingHandler])).rejects.toThrow(
      /^ExecuteJourneyCommand is claimed by (ExecuteJourneyHandler and by UsurpingHandler|UsurpingHandler and by ExecuteJourneyHandler): /,
    );
  });

  it('stop the start: of a query', async () => {
    await expect(start(store(), [FirstPingHandler, SecondPingHandler])).rejects.toThrow(DuplicateHandlerError);
  });

  it('stop the start: of one class that stands there twice', async () => {
    const twice = [FirstPingHandler, { provide: 'again', useClass: FirstPingHandler }];
    await expect(start(store(), twice)).rejects.toThrow('Ping is claimed by FirstPingHandler and by FirstPingHandler');
  });

  it('are accepted where there is one of each', async () => {
    const { app } = await start(store(), [FirstPingHandler]);
    expect(await app.get(QueryBus).execute(new Ping())).toBe('first');
    await app.close();
  });
});
