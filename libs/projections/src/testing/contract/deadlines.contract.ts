import { paymentCall } from '@ledger/journey/testing';
import { InvalidCursorError } from '../../database/errors';
import type { OpenDeadline } from '../../queries/read-model-queries';
import type { ReadModelsSetting } from './read-model-queries.contract';
import { at } from './instants';
import { wholeTenant, type Sight } from '../../queries/sight';

export function deadlinesContract(setting: () => Promise<ReadModelsSetting>): void {
  describe('deadlines', () => {
    async function threeJourneys(): Promise<ReadModelsSetting> {
      const all = await setting();
      const { script, project } = all;
      for (const tenant of ['acme', 'default']) await script.publish(paymentCall, at(0), tenant);
      for (const [sessionId, tenant] of [
        ['a', 'default'],
        ['b', 'acme'],
        ['c', 'default'],
      ] as const) {
        await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(0), channel: 'voice' }, { tenant });
      }
      await script.run(paymentCall, {
        type: 'TransitionJourney',
        sessionId: 'a',
        now: at(1),
        targetStateId: 'IDENTIFY',
      });
      await project();
      return all;
    }

    async function all({ queries }: ReadModelsSetting): Promise<readonly OpenDeadline[]> {
      return (await queries.deadlines({ sight: undefined, limit: 100 })).rows;
    }

    it('has one for each waiting journey, earliest first, with the revision at which the state was entered', async () => {
      const setting = await threeJourneys();
      expect(await all(setting)).toEqual([
        expect.objectContaining({ tenant: 'acme', sessionId: 'b', deadline: at(120), enteredRevision: 0n }),
        expect.objectContaining({ tenant: 'default', sessionId: 'c', deadline: at(120), enteredRevision: 0n }),
        {
          tenant: 'default',
          sessionId: 'a',
          definitionId: 'PaymentCall',
          stateId: 'IDENTIFY',
          enteredRevision: 1n,
          enteredAt: at(1),
          deadline: at(181),
        },
      ]);
    });

    it('gives those due at an instant, and those of one tenant', async () => {
      const { queries } = await threeJourneys();
      const due = async (options: { sight?: Sight; dueBy?: string }): Promise<readonly string[]> =>
        (await queries.deadlines({ sight: undefined, ...options, limit: 100 })).rows.map(({ sessionId }) => sessionId);
      expect(await due({ dueBy: at(119.999) })).toEqual([]);
      expect(await due({ dueBy: at(120) })).toEqual(['b', 'c']);
      expect(await due({ sight: wholeTenant('default') })).toEqual(['c', 'a']);
      expect(await due({ sight: wholeTenant('default'), dueBy: at(120) })).toEqual(['c']);
    });

    it('closes one when the journey moves to a state without a timeout', async () => {
      const setting = await threeJourneys();
      const { script, project } = setting;
      for (const targetStateId of ['AGENT', 'DONE']) {
        await script.run(paymentCall, { type: 'TransitionJourney', sessionId: 'a', now: at(2), targetStateId });
      }
      await project();
      expect((await all(setting)).map(({ sessionId }) => sessionId)).toEqual(['b', 'c']);
    });

    it('follows a deadline that operators change, remove and restore', async () => {
      const setting = await threeJourneys();
      const { script, project } = setting;
      const deadlineOfA = async (): Promise<unknown> => (await all(setting)).find(({ sessionId }) => sessionId === 'a');
      const change = async (deadline: string | null): Promise<void> => {
        const now = at(2);
        await script.run(paymentCall, { type: 'ChangeDeadline', sessionId: 'a', now, deadline, reason: 'test' });
        await project();
      };
      await change(at(500));
      expect(await deadlineOfA()).toMatchObject({ deadline: at(500), enteredRevision: 1n, enteredAt: at(1) });
      await change(null);
      expect(await deadlineOfA()).toBeUndefined();
      await change(at(600));
      expect(await deadlineOfA()).toMatchObject({ deadline: at(600), enteredRevision: 1n, stateId: 'IDENTIFY' });
    });

    it('opens that of the state a timeout leads to', async () => {
      const setting = await threeJourneys();
      const { script, project } = setting;
      await script.run(paymentCall, { type: 'AbortOnTimeout', sessionId: 'c', now: at(130), enteredRevision: 0n });
      await project();
      expect((await all(setting)).find(({ sessionId }) => sessionId === 'c')).toMatchObject({
        stateId: 'ABORT_TIMEOUT',
        enteredRevision: 1n,
        deadline: at(130 + 86_400),
      });
    });

    it('turns pages by deadline, and refuses a forged cursor', async () => {
      const { queries } = await threeJourneys();
      const first = await queries.deadlines({ sight: undefined, limit: 1 });
      const second = await queries.deadlines({ sight: undefined, limit: 1, cursor: first.nextCursor ?? '' });
      const third = await queries.deadlines({ sight: undefined, limit: 1, cursor: second.nextCursor ?? '' });
      expect([first, second, third].map(({ rows }) => rows[0]?.sessionId)).toEqual(['b', 'c', 'a']);
      expect(third.nextCursor).toBeUndefined();
      for (const options of [{ cursor: 'x' }, { cursor: first.nextCursor ?? '', sight: wholeTenant('default') }]) {
        await expect(queries.deadlines({ sight: undefined, limit: 1, ...options })).rejects.toThrow(InvalidCursorError);
      }
    });
  });
}
