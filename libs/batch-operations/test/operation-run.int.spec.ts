import * as fc from 'fast-check';
import { StoreUnavailableError, verifyStream, streamName, type RecordedEvent } from '@ledger/event-store';
import { operationStream } from '@ledger/journey';
import { examples } from '@ledger/runtime/testing';
import type { OperationRunPorts } from '../src/operation-run';
import { operationResults } from '../src/index';
import { OPERATOR, OperationsFixture } from './operations-fixture.test-support';

const ALL = { unchanged: 0, expired: 0, refused: 0, moved: 0, failed: 0 };

describe('carrying an operation out', () => {
  let fixture: OperationsFixture;
  beforeEach(async () => (fixture = await OperationsFixture.open()));
  afterEach(() => fixture.close());

  it('does to each journey what was asked, in the name of the operator, and is completed', async () => {
    await fixture.begin(3);
    await fixture.request();
    await fixture.run();
    expect(await fixture.state()).toMatchObject({ status: 'COMPLETED', done: 3, counts: { ...ALL, changed: 3 } });
    const [, event] = await fixture.commands.journey('s0001');
    const metadata = JSON.parse(event?.metadata ?? '{}') as object;
    expect(event?.type).toBe('JourneyMoved');
    expect(metadata).toMatchObject({
      ...{ commandId: 'operation:op-1', $causationId: 'op-1', $correlationId: 'op-1', actor: OPERATOR },
    });
    const own: RecordedEvent[] = [];
    for await (const found of fixture.store.readStream(streamName(operationStream('default', 'op-1')))) own.push(found);
    expect(own.map(({ type }) => type)).toEqual([
      ...['OperationRequested', 'OperationSelected', 'OperationProgressed', 'OperationCompleted'],
    ]);
    expect((await verifyStream(own)).breaks).toEqual([]);
  });

  it('completes at once where there is no journey to do it to', async () => {
    await fixture.begin(1);
    await fixture.request({ filter: { state: 'NOWHERE' } });
    await fixture.run();
    expect(await fixture.state()).toMatchObject({ status: 'COMPLETED', selected: 0, done: 0 });
  });

  it('goes no faster than it may', async () => {
    await fixture.begin(12);
    await fixture.request({}, 4);
    const begun = fixture.time.now().getTime();
    await fixture.run();
    expect(fixture.given.map(({ at }) => at - begun)).toEqual(Array.from({ length: 12 }, (_, n) => n * 250));
  });

  it('leaves journeys alone that have moved since, and says what else came of them', async () => {
    await fixture.begin(5);
    await fixture.request();
    await fixture.commands.move('s0000', 'PAY');
    await fixture.commands.move('s0001', 'NOTE', { context: { attempts: 1 } });
    fixture.time.set('2026-01-31T12:00:59.000Z');
    await fixture.run();
    expect(await fixture.state()).toMatchObject({
      ...{ counts: { ...ALL, changed: 3, moved: 2 }, codes: { REVISION_CONFLICT: 2 } },
    });
    expect(await fixture.typesOf('s0001')).toEqual(['JourneyStarted', 'JourneyTransitioned']);
    const { results } = await operationResults(fixture, 'default', await fixture.state(), {
      outcome: 'moved',
      limit: 9,
    });
    expect(results).toMatchObject([
      { sessionId: 's0000', revision: 1, code: 'REVISION_CONFLICT', reason: expect.stringContaining('at revision 1') },
      { sessionId: 's0001', revision: 1 },
    ]);
  });

  it('lets overdue journeys time out instead', async () => {
    await fixture.begin(2);
    await fixture.request();
    fixture.time.set('2026-01-31T12:02:00.000Z');
    await fixture.run();
    expect(await fixture.state()).toMatchObject({ counts: { ...ALL, expired: 2 }, codes: { JOURNEY_EXPIRED: 2 } });
    expect(await fixture.typesOf('s0000')).toEqual(['JourneyStarted', 'ABORT_TIMEOUT']);
  });

  it('continues where a journey cannot be processed, and stops where the store does not answer', async () => {
    await fixture.begin(3);
    await fixture.request();
    const execute = (request: Parameters<OperationRunPorts['execute']>[0]) =>
      request.command.sessionId === 's0001'
        ? Promise.reject(new Error('Its definition is lost.'))
        : fixture.execute(request);
    const down = () => Promise.reject(new StoreUnavailableError('The ledger is away.'));
    await expect(fixture.run({ execute: down })).rejects.toThrow('The ledger is away.');
    expect(await fixture.state()).toMatchObject({ status: 'RUNNING', done: 0 });
    await fixture.run({ execute });
    expect(await fixture.state()).toMatchObject({ status: 'COMPLETED', counts: { ...ALL, changed: 2, failed: 1 } });
  });

  it('is paused before the next page, and resumes from there', async () => {
    await fixture.begin(6);
    await fixture.request({}, 4);
    const execute: OperationRunPorts['execute'] = async (request) => {
      if (fixture.given.length === 1) {
        await fixture.batches.tell('default', 'op-1', { type: 'PauseOperation' }, { actor: OPERATOR });
      }
      return fixture.execute(request);
    };
    await fixture.run({ execute });
    expect(await fixture.state()).toMatchObject({ status: 'PAUSED', done: 2 });
    await fixture.batches.tell('default', 'op-1', { type: 'ResumeOperation' }, { actor: OPERATOR });
    await fixture.run();
    expect(await fixture.state()).toMatchObject({ status: 'COMPLETED', done: 6 });
    expect(fixture.given).toHaveLength(6);
  });

  it('is cancelled, and what was done and not recorded when it was killed is looked up first', async () => {
    await fixture.begin(8);
    await fixture.request({}, 16);
    let calls = 0;
    // Of the first slice of four, the third fails, so that nothing of it is recorded.
    const execute: OperationRunPorts['execute'] = async (request) => {
      if (request.command.sessionId === 's0002') throw new StoreUnavailableError('Killed.');
      calls += 1;
      return fixture.execute(request);
    };
    await expect(fixture.run({ execute })).rejects.toThrow('Killed.');
    expect(calls).toBe(3);
    await fixture.batches.tell('default', 'op-1', { type: 'CancelOperation' }, { actor: OPERATOR });
    await fixture.run();
    expect(await fixture.state()).toMatchObject({
      status: 'CANCELLED',
      done: 4,
      counts: { ...ALL, changed: 3, failed: 1 },
    });
    expect(await fixture.typesOf('s0002')).toEqual(['JourneyStarted']);
    expect(await fixture.typesOf('s0004')).toEqual(['JourneyStarted']);
  });

  it('selects more journeys than one event holds, also where it was interrupted', async () => {
    await fixture.begin(2100);
    await fixture.request();
    let parts = 0;
    const { ledger } = fixture;
    const interrupted = Object.assign(Object.create(ledger) as typeof ledger, {
      load: ledger.load.bind(ledger),
      execute: (...args: Parameters<typeof ledger.execute>) => {
        if (args[2].type === 'AddSelection' && (parts += 1) === 2) throw new StoreUnavailableError('Killed.');
        return ledger.execute(...args);
      },
    });
    await expect(fixture.run({ ledger: interrupted })).rejects.toThrow('Killed.');
    expect(await fixture.state()).toMatchObject({ status: 'SELECTING', selected: 1000 });
    await fixture.run();
    expect(await fixture.state()).toMatchObject({
      status: 'COMPLETED',
      selected: 2100,
      counts: { ...ALL, changed: 2100 },
    });
    expect(new Set(fixture.given.map(({ sessionId }) => sessionId)).size).toBe(2100);
  });

  it('hits each journey exactly once, wherever it is killed and however many carry it on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ before: fc.nat({ max: 9 }), recording: fc.boolean() }), { maxLength: 4 }),
        fc.boolean(),
        async (kills, twice) => {
          const own = await OperationsFixture.open();
          await own.begin(10);
          await own.request({}, 16);
          const { ledger } = own;
          for (const { before, recording } of kills) {
            let left = before;
            const falls = (): boolean => (left -= 1) < 0;
            const execute: OperationRunPorts['execute'] = async (request) => {
              if (!recording && falls()) throw new StoreUnavailableError('Killed.');
              return own.execute(request);
            };
            const failing = Object.assign(Object.create(ledger) as typeof ledger, {
              load: ledger.load.bind(ledger),
              execute: (...args: Parameters<typeof ledger.execute>) => {
                if (recording && falls()) throw new StoreUnavailableError('Killed.');
                return ledger.execute(...args);
              },
            });
            await own.run({ execute, ledger: failing }).catch(() => undefined);
          }
          await Promise.all(twice ? [own.run(), own.run()] : [own.run()]);
          const { results } = await operationResults(own, 'default', await own.state(), { limit: 99 });
          const expected = Array.from({ length: 10 }, (_, n) => `s000${n}`);
          expect(await own.state()).toMatchObject({ status: 'COMPLETED', counts: { ...ALL, changed: 10 } });
          expect(results.map(({ sessionId }) => sessionId)).toEqual(expected);
          for (const sessionId of expected) {
            expect(await own.typesOf(sessionId)).toEqual(['JourneyStarted', 'JourneyMoved']);
          }
          await own.close();
        },
      ),
      { numRuns: examples(0.1) },
    );
  });
});
