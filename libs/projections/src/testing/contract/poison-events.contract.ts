import { definitionStream, journeyStream } from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import type { ProcessorNotice } from '../../projector/start-processor';
import type { Projection } from '../../delivery/projection';
import { ProjectionAdmin } from '../../projector/projection-admin';
import { KyselyReadModelQueries } from '../../queries/journeys/kysely-read-model-queries';
import { readModelProjections } from '../../read-models/read-model-projections';
import type { LedgerScript } from '../support/ledger-script';
import type { RebuildSetting } from './rebuilds.contract';
import { digests, NOW, running, start, until, untilApplied, untilRebuild, writeHistory } from './rebuilding';

/** Events that a projection fails to apply. */
export function poisonEventsContract(setting: () => Promise<RebuildSetting>): void {
  it('stops the projection before it and continues with the others', async () => {
    const given = await setting();
    const { store, script, database } = given;
    const notices: ProcessorNotice[] = [];
    await writeWithPoison(script);
    const processor = running(given, { onNotice: (notice) => notices.push(notice) });
    await untilApplied(processor, store);
    await start(script, 'after');
    await untilApplied(processor, store);
    await untilSettled(database);
    const reason = expect.stringContaining('state-visits failed to apply event') as string;
    expect(notices.filter(({ kind }) => kind === 'poison-event')).toEqual([
      { kind: 'poison-event', projection: 'state-visits', outcome: 'stop', reason },
    ]);
    const statuses = await new KyselyReadModelQueries(database).projectionStatus();
    const stopped = statuses.find(({ name }) => name === 'state-visits');
    expect(statuses.map(({ name, state, position }) => [name, state, position])).toEqual(
      readModelProjections.map(({ name }) => [
        name,
        ...(name === 'state-visits' ? ['stopped', stopped?.position] : ['live', '7']),
      ]),
    );
    expect(stopped?.lastError).toEqual(reason);
    expect(Number(stopped?.position)).toBeLessThan(5);
    expect(await sessions(database)).toEqual(['s0', 's1', 's2', 'odd', 'later', 'after']);

    await processor.stop();
    const before = await digests(database);
    const again = running(given);
    await untilRebuild(database, 'failed');
    await untilApplied(again, store);
    expect(await digests(database)).toEqual(before);
    await again.stop();

    running(given, { onPoisonEvent: 'dead-letter' });
    await untilRebuild(database, 'switched');
    expect(await new ProjectionAdmin(database).deadLetters('state-visits', 9)).toHaveLength(1);
  });

  it('is recorded and skipped, and applied when the projection can', async () => {
    const given = await setting();
    const { store, script, database, reopen, onEnd } = given;
    await writeWithPoison(script);
    const processor = running(given, { onPoisonEvent: 'dead-letter' });
    await untilApplied(processor, store);
    const operations = new ProjectionAdmin(database);
    await untilSettled(database);
    const [letter, ...others] = await operations.deadLetters('state-visits', 9);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ position: '5', type: 'JourneyStarted', stream: 'journey.default-odd', attempts: 2 });
    expect(await operations.details()).toContainEqual(
      expect.objectContaining({ name: 'state-visits', state: 'live', position: '6', deadLetters: 1, gaps: 0 }),
    );
    expect(await visited(database)).toEqual(4);
    const before = await digests(database);

    await operations.requestRebuild('state-visits');
    await untilRebuild(database, 'switched');
    expect(await operations.deadLetters('state-visits', 9)).toMatchObject([{ position: '5', attempts: 3 }]);
    expect(await digests(database)).toEqual(before);
    await processor.stop();

    const mended = await reopen(readModelProjections.map(mend));
    running({ store, database: mended, onEnd }, { onPoisonEvent: 'dead-letter' });
    const mendedOperations = new ProjectionAdmin(mended);
    await mendedOperations.requestRebuild('state-visits');
    await untilRebuild(mended, 'switched');
    expect(await mendedOperations.deadLetters('state-visits', 9)).toEqual([]);
    expect(await mendedOperations.rebuild()).toMatchObject({ equal: { timeline: true, 'state-visits': true } });
  });

  it('is skipped by a rebuild in the middle of many batches, which continues with the same journeys', async () => {
    const given = await setting();
    const { store, script, database } = given;
    await writeWithPoison(script);
    for (const sessionId of ['s0', 'later', 's1', 's2', 'later', 's0']) {
      await script.run(paymentCall, { type: 'ChangeContext', sessionId, now: NOW, patch: { verified: true } });
      await script.run(paymentCall, { type: 'RestartJourney', sessionId, now: NOW, reason: 'test' });
    }
    const processor = running(given, { onPoisonEvent: 'dead-letter', batchSize: 3 });
    await untilApplied(processor, store);
    const before = await digests(database);
    await new ProjectionAdmin(database).requestRebuild('timeline');
    await untilRebuild(database, 'switched');
    expect(await digests(database)).toEqual(before);
  });

  it('is kept from all projections that need the rows of the one that fails', async () => {
    const given = await setting();
    const { store, script, onEnd } = given;
    await writeHistory(script, 2);
    await start(script, 'odd');
    await script.append(definitionStream('default', 'Empty'), 'DefinitionPublished', {}, NOW);
    await start(script, 'later');
    await script.run(paymentCall, { type: 'ChangeChannel', sessionId: 'odd', channel: 'chat', now: NOW });
    const database = await given.reopen(
      readModelProjections.map((projection) =>
        projection.name === 'current-state' ? { ...projection, apply: withoutStartOfOdd(projection) } : projection,
      ),
    );
    const processor = running({ store, database, onEnd }, { onPoisonEvent: 'dead-letter', batchSize: 2 });
    await untilApplied(processor, store);
    const operations = new ProjectionAdmin(database);
    for (const name of ['current-state', 'timeline', 'open-deadlines', 'state-visits']) {
      expect([name, await operations.deadLetters(name, 9)]).toMatchObject([name, [{ position: '4' }]]);
    }
    expect(await operations.deadLetters('definitions', 9)).toMatchObject([{ position: '5' }]);
    // What follows the skipped start belongs to no known journey.
    expect(await sessions(database)).toEqual(['s0', 's1', 'later', 'odd']);
    const journeys = await database.db.selectFrom('journeys').select('session_id').orderBy('session_id').execute();
    expect(journeys.map(({ session_id }) => session_id)).toEqual(['later', 's0', 's1']);
    await operations.requestRebuild('timeline');
    await untilRebuild(database, 'switched');
    expect(Object.values((await operations.rebuild())?.equal ?? {})).toEqual(database.projections.map(() => true));
  });

  it('stops a projection that fails on everything, rather than make the ledger dead letters', async () => {
    const given = await setting();
    const { store, script, onEnd } = given;
    await writeHistory(script, 60);
    const broken = await given.reopen(
      readModelProjections.map((projection) =>
        projection.name === 'timeline'
          ? { ...projection, apply: () => Promise.reject(new Error('It always fails.')) }
          : projection,
      ),
    );
    const processor = running({ store, database: broken, onEnd }, { onPoisonEvent: 'dead-letter' });
    await untilApplied(processor, store);
    const operations = new ProjectionAdmin(broken);
    expect(await operations.deadLetters('timeline', 9)).toEqual([]);
    expect((await operations.details()).filter(({ state }) => state === 'stopped')).toMatchObject([
      { name: 'timeline', lastError: expect.stringContaining('failed to apply more than') },
    ]);
  });
}

/** Until the database, too, says of each projection that it is live or has stopped. */
function untilSettled(database: RebuildSetting['database']): Promise<void> {
  const operations = new ProjectionAdmin(database);
  return until(async () => (await operations.details()).every(({ state }) => state !== 'catching-up'));
}

/** Three journeys, one with an invalid business time, and one after it. */
async function writeWithPoison(script: LedgerScript): Promise<void> {
  await writeHistory(script, 3);
  const data = { definitionId: 'PaymentCall', definitionVersion: 1, definitionHash: '', channel: null, context: {} };
  await script.append(
    journeyStream('default', 'odd'),
    'JourneyStarted',
    { ...data, stateId: 'X', enteredAt: NOW, deadline: null },
    '2026-99-99T12:00:00.000Z',
  );
  await start(script, 'later');
}

function withoutStartOfOdd(projection: Projection): Projection['apply'] {
  return (batch, tx) =>
    batch.events.some(({ id, type }) => id === 'odd' && type === 'JourneyStarted')
      ? Promise.reject(new Error('It is odd.'))
      : projection.apply(batch, tx);
}

/** Takes what has no time for what was recorded long ago. */
function mend(projection: Projection): Projection {
  if (projection.name !== 'state-visits') return projection;
  return {
    ...projection,
    apply: async (batch, tx) => {
      const odd = batch.events.findIndex(({ id }) => id === 'odd');
      if (odd < 0) return projection.apply(batch, tx);
      await projection.apply(batch.slice(0, odd), tx);
      await projection.apply(batch.slice(odd + 1, batch.events.length), tx);
    },
  };
}

async function sessions(database: RebuildSetting['database']): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('timeline').select('session_id').orderBy('entry_position').execute();
  return rows.map(({ session_id }) => session_id);
}

async function visited(database: RebuildSetting['database']): Promise<number> {
  return (await database.db.selectFrom('visits').select('sequence').execute()).length;
}
