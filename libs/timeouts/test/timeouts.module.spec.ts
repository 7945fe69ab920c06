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
import { CALLER, PAYMENT_DEFINITION, RecordedLog } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { EVENT_STORE } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { READ_MODEL_QUERIES, type OpenDeadline } from '@ledger/projections';
import { TimeoutSaga, TimeoutsModule } from '@ledger/timeouts';

it('runs the saga from start to stop of the application, through the bus', async () => {
  const time = new FakeTime();
  const store = new InMemoryEventStore({ now: () => time.now() });
  const rows: OpenDeadline[] = [];
  const readModels = { deadlines: () => Promise.resolve({ rows }), projectionStatus: () => Promise.resolve([]) };

  @Module({ providers: [{ provide: EVENT_STORE, useValue: store }], exports: [EVENT_STORE] })
  class StoreModule {}
  @Module({ providers: [{ provide: READ_MODEL_QUERIES, useValue: readModels }], exports: [READ_MODEL_QUERIES] })
  class ReadModelsModule {}

  const commandHandling = CommandHandlingModule.register({
    imports: [StoreModule],
    providers: [
      { provide: CLOCK, useValue: time },
      { provide: SCHEDULER, useValue: time },
      { provide: SYSTEM_LOG, useValue: new RecordedLog() },
    ],
  });
  const timeouts = TimeoutsModule.register({
    imports: [commandHandling, ReadModelsModule],
    saga: { pollIntervalMs: 500 },
  });
  const app = await Test.createTestingModule({ imports: [timeouts] }).compile();
  await app.init();
  const saga = app.get(TimeoutSaga);
  expect(saga.status().isRunning).toBe(true);

  const bus = app.get(CommandBus);
  await bus.execute(new PublishDefinition('default', checkSubmission(PAYMENT_DEFINITION), { actor: CALLER }));
  const command = { type: 'StartJourney', sessionId: 's1' } as const;
  await bus.execute(new ExecuteJourneyCommand({ tenant: 'default', actor: CALLER, command, definitionId: 'Payment' }));
  rows.push({
    tenant: 'default',
    sessionId: 's1',
    definitionId: 'Payment',
    stateId: 'WELCOME',
    enteredRevision: 0n,
    enteredAt: '2026-01-31T12:00:00.000Z',
    deadline: '2026-01-31T12:02:00.000Z',
  });
  await time.advance(119_999);
  expect(saga.status().fired).toBe(0);
  await time.advance(1);
  expect(saga.status().fired).toBe(1);
  expect(store.ledger.events.at(-1)).toMatchObject({ stream: 'journey.default-s1', type: 'ABORT_TIMEOUT' });

  await app.close();
  expect(saga.status().isRunning).toBe(false);
  expect(time.waiting).toEqual([]);
});
