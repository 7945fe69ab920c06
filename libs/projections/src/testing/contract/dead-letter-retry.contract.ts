import type { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { openSqliteReadModels } from '../../read-models/open-read-models';
import type { Projection } from '../../delivery/projection';
import type { Processor } from '../../delivery/processor';
import { ProjectionAdmin } from '../../projector/projection-admin';
import { readModelProjections } from '../../read-models/read-model-projections';
import type { LedgerScript } from '../support/ledger-script';
import { projectAll } from '../support/projected';
import type { RebuildSetting } from './rebuilds.contract';
import { digests, NOW, running, start, until, untilApplied, untilRebuild, writeHistory } from './rebuilding';

/** Positions that each projection refuses; what is changed here holds from the next batch on. */
type Refused = Map<string, ReadonlySet<string>>;

/** Dead letters that are tried again. */
export function deadLetterRetryContract(setting: () => Promise<RebuildSetting>): void {
  async function given(refused: Refused, onPoisonEvent: 'stop' | 'dead-letter' = 'dead-letter'): Promise<Scene> {
    const { store, script, reopen, onEnd } = await setting();
    const database = await reopen(readModelProjections.map((projection) => refusing(projection, refused)));
    const operations = new ProjectionAdmin(database);
    await writeHistory(script, 2);
    await start(script, 'odd');
    await toIdentify(script, 'odd');
    await start(script, 'other');
    await script.run(paymentCall, { type: 'ChangeChannel', sessionId: 'odd', channel: 'chat', now: LATER });
    await script.run(paymentCall, { type: 'RestartJourney', sessionId: 'odd', reason: 'again', now: LATER });
    await script.run(paymentCall, { type: 'TransitionJourney', sessionId: 'odd', targetStateId: 'DONE', now: LATER });
    const processor = running({ store, database, onEnd }, { onPoisonEvent });
    await untilApplied(processor, store);
    return { store, script, database, operations, processor, onEnd };
  }

  it('are applied in their place: the rows are those of a rebuild that refuses nothing', async () => {
    const refused: Refused = new Map([['state-visits', new Set(['5'])]]);
    const { store, script, database, operations, processor } = await given(refused);
    const clean = await cleanDigests(store);
    expect(await operations.deadLetters('state-visits', 9)).toMatchObject([{ position: '5', attempts: 2 }]);
    expect((await digests(database))['state-visits']).not.toBe(clean['state-visits']);

    refused.clear();
    expect(await operations.retryDeadLetter('state-visits', '4')).toBeUndefined();
    const asked = await operations.retryDeadLetter('state-visits', '5');
    expect(asked).toMatchObject({ position: '5', stream: 'journey.default-odd' });
    expect(asked?.retryRequestedAt).not.toBeNull();
    await until(async () => (await operations.deadLetters('state-visits', 9)).length === 0);
    expect(await digests(database)).toEqual(clean);
    expect(await operations.rebuild()).toBeUndefined();

    await script.run(paymentCall, { type: 'ChangeChannel', sessionId: 'odd', channel: 'voice', now: LATER });
    await untilApplied(processor, store);
    expect(await digests(database)).toEqual(await cleanDigests(store));
  });

  it('are taken by all that rest on the projection which had refused them', async () => {
    const refused: Refused = new Map([['current-state', new Set(['4', '5'])]]);
    const { store, script, database, operations, processor } = await given(refused);
    const dependents = ['current-state', 'timeline', 'open-deadlines', 'state-visits'];
    for (const name of dependents) {
      expect((await operations.deadLetters(name, 9)).map(({ position }) => position)).toEqual(['4', '5']);
    }
    refused.clear();
    await operations.retryDeadLetter('timeline', '5');
    await until(async () => (await operations.deadLetters('timeline', 9)).length === 0);
    for (const name of dependents) expect(await operations.deadLetters(name, 9)).toEqual([]);
    expect(await digests(database)).toEqual(await cleanDigests(store));
    await toIdentify(script, 'odd');
    await untilApplied(processor, store);
    expect(await digests(database)).toEqual(await cleanDigests(store));
  });

  it('stay where they are refused again, and so do the rows', async () => {
    const refused: Refused = new Map([['state-visits', new Set(['5'])]]);
    const { database, operations } = await given(refused);
    const before = await digests(database);
    await operations.retryDeadLetter('state-visits', '5');
    await until(async () => (await operations.deadLetters('state-visits', 9))[0]?.attempts === 3);
    expect(await operations.deadLetters('state-visits', 9)).toMatchObject([{ position: '5', retryRequestedAt: null }]);
    expect(await digests(database)).toEqual(before);
  });

  it('are left alone with their journey where another event would be refused for them', async () => {
    const refused: Refused = new Map([['current-state', new Set(['5'])]]);
    const { store, database, operations, processor, onEnd } = await given(refused);
    const before = await digests(database);
    await processor.stop();
    refused.set('current-state', new Set(['7']));
    const stopping = running({ store, database, onEnd }, { onPoisonEvent: 'stop' });
    await operations.retryDeadLetter('current-state', '5');
    await until(async () => (await operations.deadLetters('current-state', 9))[0]?.attempts === 3);
    expect(await operations.deadLetters('current-state', 9)).toMatchObject([
      { position: '5', retryRequestedAt: null, error: expect.stringContaining('failed to apply event') as string },
    ]);
    expect(await digests(database)).toEqual(before);
    await stopping.stop();

    running({ store, database, onEnd }, { onPoisonEvent: 'dead-letter' });
    await operations.retryDeadLetter('current-state', '5');
    await until(async () => (await operations.deadLetters('current-state', 9))[0]?.position === '7');
    expect(await operations.deadLetters('timeline', 9)).toMatchObject([{ position: '7', attempts: 1 }]);
    expect((await operations.deadLetters('current-state', 9)).length).toBe(1);
  });

  it('of definitions are retried by a rebuild, without a mismatch', async () => {
    const refused: Refused = new Map([['definitions', new Set(['1'])]]);
    const { store, database, operations } = await given(refused);
    refused.clear();
    await operations.retryDeadLetter('definitions', '1');
    await untilRebuild(database, 'switched');
    expect(await operations.rebuild()).toMatchObject({
      reason: 'Retry of the dead letter at position 1.',
      acceptMismatch: false,
      equal: { definitions: false, timeline: true },
    });
    expect(await operations.deadLetters('definitions', 9)).toEqual([]);
    expect(await digests(database)).toEqual(await cleanDigests(store));
  });

  it('of a projection that has stopped are tried by a rebuild', async () => {
    const refused: Refused = new Map([['state-visits', new Set(['5'])]]);
    const { store, script, database, operations, processor, onEnd } = await given(refused);
    await processor.stop();
    refused.set('state-visits', new Set(['5', String(await start(script, 'later'))]));
    const stopping = running({ store, database, onEnd }, { onPoisonEvent: 'stop' });
    await until(() => stopping.status().some(({ state }) => state === 'stopped'));
    refused.clear();
    await operations.retryDeadLetter('state-visits', '5');
    await untilRebuild(database, 'switched');
    expect(await operations.deadLetters('state-visits', 9)).toEqual([]);
    expect(await digests(database)).toEqual(await cleanDigests(store));
  });
}

interface Scene {
  readonly store: InMemoryEventStore;
  readonly script: LedgerScript;
  readonly database: ReadModelDatabase;
  readonly operations: ProjectionAdmin;
  readonly processor: Processor;
  readonly onEnd: RebuildSetting['onEnd'];
}

const LATER = '2026-05-01T12:00:30.000Z';

function toIdentify(script: LedgerScript, sessionId: string): Promise<unknown> {
  return script.run(paymentCall, { type: 'TransitionJourney', sessionId, targetStateId: 'IDENTIFY', now: NOW });
}

function refusing(projection: Projection, refused: Refused): Projection {
  return {
    ...projection,
    apply: (batch, tx) => {
      const odd = batch.events.find(({ recorded }) => refused.get(projection.name)?.has(recorded.position));
      return odd === undefined ? projection.apply(batch, tx) : Promise.reject(new Error('It is odd.'));
    },
  };
}

/** Digests of read models that refuse nothing. */
async function cleanDigests(store: InMemoryEventStore): Promise<Readonly<Record<string, string>>> {
  const clean = await openSqliteReadModels({ path: ':memory:' });
  await projectAll(store, clean);
  const taken = await digests(clean);
  await clean.close();
  return taken;
}
