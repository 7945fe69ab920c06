import { operationStream, type OperationEvent, type OperationRequested } from '@ledger/journey';
import { InvalidCursorError } from '../../database/errors';
import { KyselyOperationQueries } from '../../queries/kysely-operation-queries';
import type { ReadModelsSetting } from './read-model-queries.contract';
import { at } from './instants';
import { wholeTenant } from '../../queries/sight';

function requested(operationId: string): OperationEvent {
  const data: OperationRequested = {
    operationId,
    kind: 'move',
    filter: { state: 'WELCOME' },
    target: { stateId: 'AGENT' },
    reason: 'Line 3.',
    ratePerSecond: 10,
    requestedBy: { subject: 'maria' },
    position: '7',
    at: at(0),
    shown: 2,
  };
  return { type: 'OperationRequested', data };
}

const selected: OperationEvent = {
  type: 'OperationSelected',
  data: {
    first: 0,
    journeys: [
      ['a', 0],
      ['b', 4],
    ],
    isLast: true,
  },
};
const progressed: OperationEvent = {
  type: 'OperationProgressed',
  data: {
    from: 0,
    results: [
      { sessionId: 'a', outcome: 'changed', revision: 1 },
      { sessionId: 'b', outcome: 'refused', code: 'JOURNEY_ENDED', reason: 'It has ended.' },
    ],
  },
};
const paused: OperationEvent = { type: 'OperationPaused', data: {} };
const completed: OperationEvent = {
  type: 'OperationCompleted',
  data: { counts: { changed: 1, unchanged: 0, expired: 0, refused: 1, moved: 0, failed: 0 } },
};

export function operationsContract(setting: () => Promise<ReadModelsSetting>): void {
  describe('operations', () => {
    async function withQueries(): Promise<ReadModelsSetting & { readonly operations: KyselyOperationQueries }> {
      const all = await setting();
      return { ...all, operations: new KyselyOperationQueries(all.database) };
    }

    async function write(
      { script }: ReadModelsSetting,
      operationId: string,
      seconds: number,
      events: readonly OperationEvent[],
      tenant = 'default',
    ): Promise<void> {
      for (const { type, data } of events) {
        await script.append(operationStream(tenant, operationId), type, data, at(seconds), tenant);
      }
    }

    it('are shown as their events leave them', async () => {
      const all = await withQueries();
      await write(all, 'op-1', 1, [requested('op-1'), selected]);
      await all.project();
      await write(all, 'op-1', 9, [progressed, completed]);
      await all.project();
      const { rows, nextCursor } = await all.operations.operations({ sight: wholeTenant('default'), limit: 10 });
      expect(nextCursor).toBeUndefined();
      expect(rows).toEqual([
        {
          ...{ tenant: 'default', operationId: 'op-1', position: await all.store.lastPosition() },
          state: {
            request: requested('op-1').data,
            ...{ status: 'COMPLETED', selected: 2, isSelected: true, done: 2, codes: { JOURNEY_ENDED: 1 } },
            counts: { changed: 1, unchanged: 0, expired: 0, refused: 1, moved: 0, failed: 0 },
            ...{ requestedAt: at(1), startedAt: at(9), updatedAt: at(9), endedAt: at(9), revision: 3n },
          },
        },
      ]);
    });

    it('are found by their id, within their tenant', async () => {
      const all = await withQueries();
      await write(all, 'op-1', 1, [requested('op-1'), selected]);
      await all.project();
      expect(await all.operations.operation(wholeTenant('default'), 'op-1')).toMatchObject({
        state: { status: 'RUNNING', revision: 1n },
      });
      expect(await all.operations.operation(wholeTenant('acme'), 'op-1')).toBeUndefined();
      expect(await all.operations.operation(wholeTenant('default'), 'op-2')).toBeUndefined();
    });

    it('come newest first, page by page, of one tenant and one status', async () => {
      const all = await withQueries();
      await write(all, 'op-1', 1, [requested('op-1'), selected, progressed, completed]);
      await write(all, 'op-2', 2, [requested('op-2'), selected]);
      await write(all, 'op-3', 2, [requested('op-3'), paused]);
      await write(all, 'op-4', 3, [requested('op-4')], 'acme');
      await all.project();
      const search = { sight: wholeTenant('default'), limit: 2 } as const;
      const first = await all.operations.operations(search);
      expect(first.rows.map(({ operationId }) => operationId)).toEqual(['op-3', 'op-2']);
      const second = await all.operations.operations({ ...search, cursor: first.nextCursor });
      expect(second.rows.map(({ operationId }) => operationId)).toEqual(['op-1']);
      expect(second.nextCursor).toBeUndefined();
      await expect(
        all.operations.operations({ ...search, status: 'PAUSED', cursor: first.nextCursor }),
      ).rejects.toThrow(InvalidCursorError);
      const waiting = await all.operations.operations({ ...search, status: 'PAUSED' });
      expect(waiting.rows.map(({ operationId }) => operationId)).toEqual(['op-3']);
    });

    it('are told to a runner while there is something to do for them, of every tenant, the oldest first', async () => {
      const all = await withQueries();
      await write(all, 'op-1', 1, [requested('op-1'), selected, progressed, completed]);
      await write(all, 'op-2', 4, [requested('op-2'), { type: 'OperationCancelRequested', data: {} }]);
      await write(all, 'op-3', 2, [requested('op-3'), paused]);
      await write(all, 'op-4', 3, [requested('op-4')], 'acme');
      await write(all, 'op-5', 5, [requested('op-5'), selected]);
      await all.project();
      expect(await all.operations.operationsUnderWay(10)).toEqual([
        { tenant: 'acme', operationId: 'op-4' },
        { tenant: 'default', operationId: 'op-2' },
        { tenant: 'default', operationId: 'op-5' },
      ]);
      expect(await all.operations.operationsUnderWay(1)).toHaveLength(1);
    });
  });
}
