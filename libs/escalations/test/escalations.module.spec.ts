import { setImmediate as nextTurn } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import {
  checkSubmission,
  CommandHandlingModule,
  ExecuteJourneyCommand,
  PublishDefinition,
} from '@ledger/command-handling';
import { CLOCK, SYSTEM_LOG, SCHEDULER } from '@ledger/runtime';
import { CALLER, RecordedLog } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { EVENT_STORE } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { ConsumerCheckpoints, ESCALATION_QUERIES } from '@ledger/projections';
import { EscalationExecutor, EscalationProcessor, EscalationsModule, WebhookDispatcher } from '@ledger/escalations';
import { CALLS, KeptCheckpoints, until } from './escalations.test-support';

const opened = new Set<{ close(): Promise<void> }>();

afterEach(async () => {
  for (const app of opened) await app.close();
  opened.clear();
});

async function open(runs: boolean) {
  const time = new FakeTime();
  const store = new InMemoryEventStore({ now: () => time.now() });
  const checkpoints = new KeptCheckpoints();
  const queries = { dueDeliveries: () => Promise.resolve([]) };

  @Module({
    providers: [
      { provide: EVENT_STORE, useValue: store },
      { provide: ConsumerCheckpoints, useValue: checkpoints },
      { provide: ESCALATION_QUERIES, useValue: queries },
    ],
    exports: [EVENT_STORE, ConsumerCheckpoints, ESCALATION_QUERIES],
  })
  class StoresModule {}

  const commandHandling = CommandHandlingModule.register({
    imports: [StoresModule],
    providers: [
      { provide: CLOCK, useValue: time },
      { provide: SCHEDULER, useValue: time },
      { provide: SYSTEM_LOG, useValue: new RecordedLog() },
    ],
  });
  const escalations = EscalationsModule.register({
    imports: [commandHandling, StoresModule],
    runs,
    processor: { sleep: () => nextTurn() },
  });
  const app = await Test.createTestingModule({ imports: [escalations] }).compile();
  await app.init();
  opened.add(app);
  return { app, store, time, checkpoints };
}

describe('the module of escalations', () => {
  it('requests and delivers from start to stop of the application, and keeps how far it came', async () => {
    const { app, store, time, checkpoints } = await open(true);
    const bus = app.get(CommandBus);
    await bus.execute(new PublishDefinition('default', checkSubmission(CALLS), { actor: CALLER }));
    for (const command of [
      { type: 'StartJourney', sessionId: 's1' },
      { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'AGENT' },
    ] as const) {
      await bus.execute(
        new ExecuteJourneyCommand({ tenant: 'default', actor: CALLER, command, definitionId: 'Calls' }),
      );
    }
    await until(() => store.ledger.events.some(({ type }) => type === 'EscalationRequested'));
    await until(() => app.get(EscalationProcessor).status().isCaughtUp);
    expect(app.get(WebhookDispatcher).status().isRunning).toBe(true);
    await app.close();
    expect(app.get(EscalationProcessor).status()).toMatchObject({ isRunning: false, requested: 1, lastError: null });
    expect(app.get(WebhookDispatcher).status()).toMatchObject({ isRunning: false, inFlight: 0 });
    expect(checkpoints.stored).toHaveLength(1);
    expect(time.waiting).toEqual([]);
  });

  it('only takes commands in a process without the role for more', async () => {
    const { app } = await open(false);
    expect(app.get(EscalationExecutor)).toBeInstanceOf(EscalationExecutor);
    expect(() => app.get(EscalationProcessor)).toThrow();
    await app.close();
  });
});
