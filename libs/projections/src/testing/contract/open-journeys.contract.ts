import type { AnalyticsSetting } from './analytics-queries.contract';
import { wholeTenant } from '../../queries/sight';

/** Which journeys of a definition are open. */
export function openJourneysContract(setting: () => Promise<AnalyticsSetting>): void {
  describe('open journeys', () => {
    const question = { sight: wholeTenant('default'), definitionId: 'PaymentCall' };

    it('are counted by state, with the first ones by their start, as of a position', async () => {
      const { analytics, database } = await setting();
      const { position, ...open } = await analytics.openJourneys(question);
      expect(open).toEqual({
        count: 4,
        states: [
          { stateId: 'IDENTIFY', journeys: 2 },
          { stateId: 'AGENT', journeys: 1 },
          { stateId: 'WELCOME', journeys: 1 },
        ],
        sample: ['e', 'f', 'g', 'h'].map((sessionId) => expect.objectContaining({ sessionId }) as object),
      });
      const journeys = await database.db.selectFrom('journeys').selectAll().execute();
      for (const { sessionId, ...shown } of open.sample) {
        const row = journeys.find((one) => one.tenant === 'default' && one.session_id === sessionId);
        expect(shown).toEqual({
          version: Number(row?.definition_version),
          stateId: row?.state_id,
          enteredAt: row?.entered_at,
        });
      }
      expect(position).not.toBeNull();
    });

    it('are those of a version and of some states, if only these are asked for', async () => {
      const { analytics } = await setting();
      expect(await analytics.openJourneys({ ...question, version: 2 })).toMatchObject({
        count: 1,
        states: [{ stateId: 'IDENTIFY', journeys: 1 }],
        sample: [{ sessionId: 'h', version: 2 }],
      });
      expect(await analytics.openJourneys({ ...question, version: 1, states: ['AGENT', 'DONE'] })).toMatchObject({
        count: 1,
        sample: [{ sessionId: 'g', stateId: 'AGENT' }],
      });
      const none = { count: 0, states: [], sample: [] };
      expect(await analytics.openJourneys({ ...question, states: [] })).toMatchObject(none);
      expect(await analytics.openJourneys({ ...question, sight: wholeTenant('acme'), version: 2 })).toMatchObject(none);
      expect(await analytics.openJourneys({ ...question, definitionId: 'Other' })).toMatchObject(none);
    });
  });
}
