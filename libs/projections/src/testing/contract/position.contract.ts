import { position } from '@ledger/event-store';
import { paymentCall } from '@ledger/journey/testing';
import { createProcessor } from '../../projector/start-processor';
import { readModelProjections } from '../../read-models/read-model-projections';
import type { ReadModelsSetting } from './read-model-queries.contract';
import { at } from './instants';
import { wholeTenant } from '../../queries/sight';

/** What every projection is expected to say alike. */
function everyProjection(said: object): readonly object[] {
  return readModelProjections.map(({ name, version }) => ({ name, version, ...said }));
}

export function positionContract(setting: () => Promise<ReadModelsSetting>): void {
  describe('position', () => {
    it('says of each projection that nothing is applied yet', async () => {
      const { queries } = await setting();
      expect(await queries.projectionStatus()).toEqual(
        everyProjection({ position: null, state: 'stopped', lastError: null }),
      );
      expect(await queries.awaitPosition(position('1'), 0)).toBe(false);
    });

    it('says of each projection how far it is', async () => {
      const { queries, script, project } = await setting();
      const published = await script.publish(paymentCall, at(0));
      await project();
      expect(await queries.projectionStatus()).toEqual(
        everyProjection({ position: published, state: 'stopped', lastError: null }),
      );
    });

    it('waits until a position is applied, and says so when it is not in time', async () => {
      const { queries, script, store, database } = await setting();
      const published = await script.publish(paymentCall, at(0));
      const processor = createProcessor({ store, database });
      const isApplied = queries.awaitPosition(published, 20_000);
      void processor.run();
      expect(await isApplied).toBe(true);
      expect(await queries.awaitPosition(published, 0)).toBe(true);

      const waiting = [1, 2, 3].map((ms) => queries.awaitPosition(position('9'), ms));
      expect(await Promise.all(waiting)).toEqual([false, false, false]);

      const later = ['a', 'b'].map(async (sessionId) => {
        const started = await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(1) });
        return queries.awaitPosition(started ?? published, 20_000);
      });
      expect(await Promise.all(later)).toEqual([true, true]);
      expect((await queries.searchJourneys({ sight: wholeTenant('default'), now: at(1), limit: 9 })).rows).toHaveLength(
        2,
      );
      expect(await queries.projectionStatus()).toMatchObject(everyProjection({ state: 'live' }));
      await processor.stop();
    });
  });
}
