import {
  escalationStream,
  type EscalationEvent,
  type EscalationRequested,
  type EscalationStatus,
} from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import { ConsumerCheckpoints } from '../../delivery/consumer-checkpoints';
import type { EscalationRow, EscalationSearch } from '../../queries/escalation-queries';
import { InvalidCursorError } from '../../database/errors';
import { KyselyAnalyticsQueries } from '../../queries/analytics/kysely-analytics-queries';
import { KyselyEscalationQueries } from '../../queries/kysely-escalation-queries';
import type { ReadModelsSetting } from './read-model-queries.contract';
import { at } from './instants';
import { wholeTimeline } from '../support/whole-timeline';
import { wholeTenant } from '../../queries/sight';

type Script = ReadModelsSetting['script'];

const REQUEST: EscalationRequested = {
  escalation: 'callback',
  kind: 'callback',
  queue: 'retention',
  reason: 'timeout',
  sessionId: 'call-1',
  definitionId: 'PaymentCall',
  definitionVersion: 1,
  stateId: 'IDENTIFY',
  currentStateId: 'ABORT_TIMEOUT',
  journeyRevision: 2,
  journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  triggeredAt: at(0),
};

export function escalationsContract(setting: () => Promise<ReadModelsSetting>): void {
  function append(script: Script, id: string, { type, data }: EscalationEvent, seconds: number, tenant = 'default') {
    return script.append(escalationStream(tenant, id), type, data, at(seconds), tenant);
  }

  function request(
    script: Script,
    sessionId: string,
    change: Partial<EscalationRequested> = {},
    tenant = 'default',
  ): Promise<unknown> {
    const { queue = 'retention', ...ofAll } = { ...REQUEST, sessionId, ...change };
    const data = { ...ofAll, ...(ofAll.kind === 'webhook' ? {} : { queue }) };
    return append(script, `${sessionId}:2`, { type: 'EscalationRequested', data }, 1, tenant);
  }

  const webhook = { kind: 'webhook', target: 'desk' } as const;

  async function queryOf({ database }: ReadModelsSetting) {
    const queries = new KyselyEscalationQueries(database);
    const rows = async (search: Partial<EscalationSearch> = {}): Promise<readonly EscalationRow[]> =>
      (await queries.escalations({ sight: wholeTenant('default'), now: at(100), limit: 100, ...search })).rows;
    return {
      queries,
      rows,
      ids: async (search: Partial<EscalationSearch> = {}) =>
        (await rows(search)).map(({ escalationId }) => escalationId),
    };
  }

  describe('escalations', () => {
    it('are shown as their events leave them, through every step', async () => {
      const all = await setting();
      const { script, project } = all;
      const { rows } = await queryOf(all);
      const standing = async (now = at(5)): Promise<unknown> => {
        await project();
        return (await rows({ now })).map(({ status, state }) => [status, state.claim?.claimant, state.revision]);
      };
      await request(script, 'a', { dueBy: at(900), customerId: 'ann', channel: 'voice' });
      expect(await standing()).toEqual([['open', undefined, 0n]]);
      await append(script, 'a:2', { type: 'EscalationClaimed', data: { claimant: 'ann', until: at(60) } }, 2);
      expect(await standing()).toEqual([['claimed', 'ann', 1n]]);
      expect(await standing(at(60))).toEqual([['open', 'ann', 1n]]);
      await append(script, 'a:2', { type: 'EscalationReleased', data: { claimant: 'ann' } }, 3);
      expect(await standing()).toEqual([['open', undefined, 2n]]);
      await append(script, 'a:2', { type: 'EscalationClaimed', data: { claimant: 'bob', until: at(60) } }, 4);
      await append(script, 'a:2', { type: 'EscalationCompleted', data: { claimant: 'bob', outcome: 'done' } }, 5);
      expect(await standing()).toEqual([['completed', 'bob', 4n]]);
      const [row] = await rows();
      expect(row).toMatchObject({
        tenant: 'default',
        escalationId: 'a:2',
        state: {
          request: { ...REQUEST, sessionId: 'a', dueBy: at(900), customerId: 'ann', channel: 'voice' },
          requestedAt: at(1),
          completion: { claimant: 'bob', at: at(5), outcome: 'done' },
          updatedAt: at(5),
        },
      });
    });

    it('are found by where they stand, by desk, by journey and by tenant', async () => {
      const all = await setting();
      const { script, project } = all;
      await request(script, 'a');
      await request(script, 'b', { queue: 'fraud', kind: 'queue' });
      await request(script, 'c', webhook);
      await request(script, 'd');
      await append(script, 'd:2', { type: 'EscalationClaimed', data: { claimant: 'ann', until: at(60) } }, 2);
      await request(script, 'a', {}, 'acme');
      await project();
      const { ids } = await queryOf(all);
      const found = async (status: EscalationStatus, now: string) => ids({ status, now });
      expect(await ids()).toEqual(['a:2', 'b:2', 'c:2', 'd:2']);
      expect(await found('open', at(59))).toEqual(['a:2', 'b:2']);
      expect(await found('claimed', at(59))).toEqual(['d:2']);
      expect(await found('open', at(60))).toEqual(['a:2', 'b:2', 'd:2']);
      expect(await found('claimed', at(60))).toEqual([]);
      expect(await found('delivering', at(60))).toEqual(['c:2']);
      expect(await found('completed', at(60))).toEqual([]);
      expect(await ids({ queue: 'retention' })).toEqual(['a:2', 'd:2']);
      expect(await ids({ kind: 'queue' })).toEqual(['b:2']);
      expect(await ids({ target: 'desk' })).toEqual(['c:2']);
      expect(await ids({ sessionId: 'd', definitionId: 'PaymentCall' })).toEqual(['d:2']);
      expect(await ids({ definitionId: 'Other' })).toEqual([]);
      expect(await ids({ sight: wholeTenant('acme') })).toEqual(['a:2']);
    });

    it('are found by what time alone makes of them: overdue, or withdrawn when a claim ends', async () => {
      const all = await setting();
      const { script, project } = all;
      const withdrawal = { journeyRevision: 4, journeyEventId: 'e', stateId: 'PAID' };
      for (const id of ['due', 'gone', 'held', 'late']) await request(script, id, { dueBy: at(900) });
      await request(script, 'never');
      await append(script, 'gone:2', { type: 'EscalationWithdrawn', data: withdrawal }, 2);
      await append(script, 'held:2', { type: 'EscalationClaimed', data: { claimant: 'ann', until: at(950) } }, 2);
      await append(script, 'held:2', { type: 'EscalationWithdrawalMarked', data: withdrawal }, 3);
      await append(script, 'late:2', { type: 'EscalationClaimed', data: { claimant: 'bob', until: at(950) } }, 2);
      await project();
      const { ids, rows } = await queryOf(all);
      const found = async (status: EscalationStatus | 'overdue', now: string) => ids({ status, now });
      const analytics = new KyselyAnalyticsQueries(all.database);
      for (const now of [at(2), at(899), at(900), at(949), at(950)]) {
        for (const sight of [
          wholeTenant('default'),
          wholeTenant('acme'),
          { tenant: 'default', definitions: new Set(['PaymentCall']) },
        ]) {
          const { overdueEscalations } = await analytics.liveCounts({ sight, now });
          const counted = overdueEscalations.map(({ escalations }) => escalations);
          const listed = await ids({ sight, status: 'overdue', now });
          expect([now, counted]).toEqual([now, listed.length === 0 ? [] : [listed.length]]);
        }
        const none = { tenant: 'default', definitions: new Set(['Other']) };
        expect((await analytics.liveCounts({ sight: none, now })).overdueEscalations).toEqual([]);
      }
      expect(await found('overdue', at(899))).toEqual([]);
      expect(await found('overdue', at(900))).toEqual(['due:2', 'held:2', 'late:2']);
      expect(await found('overdue', at(950))).toEqual(['due:2', 'late:2']);
      expect(await found('withdrawn', at(900))).toEqual(['gone:2']);
      expect(await found('withdrawn', at(950))).toEqual(['gone:2', 'held:2']);
      expect(await found('open', at(950))).toEqual(['due:2', 'late:2', 'never:2']);
      const shown = await rows({ now: at(950) });
      expect(shown.map(({ escalationId, status }) => [escalationId, status])).toContainEqual(['held:2', 'withdrawn']);
      expect(shown.map(({ currentStateId }) => currentStateId)).toEqual([null, null, null, null, null]);
    });

    it('come by when they are due, those without a due time last, page by page', async () => {
      const all = await setting();
      const { script, project } = all;
      await request(script, 'none');
      await request(script, 'late', { dueBy: at(900) });
      await request(script, 'soon', { dueBy: at(60) });
      await request(script, 'same', { dueBy: at(60) });
      await project();
      const { queries } = await queryOf(all);
      const search = { sight: wholeTenant('default'), now: at(5), status: 'open', limit: 3 } as const;
      const first = await queries.escalations(search);
      expect(first.rows.map(({ escalationId }) => escalationId)).toEqual(['same:2', 'soon:2', 'late:2']);
      const second = await queries.escalations({ ...search, now: at(6), cursor: first.nextCursor ?? '' });
      expect(second.rows.map(({ escalationId }) => escalationId)).toEqual(['none:2']);
      expect(second.nextCursor).toBeUndefined();
      for (const changed of [{ cursor: 'x' }, { cursor: first.nextCursor ?? '', queue: 'fraud' }]) {
        await expect(queries.escalations({ ...search, ...changed })).rejects.toThrow(InvalidCursorError);
      }
    });

    it('tell which webhooks are due, by target, over all tenants', async () => {
      const all = await setting();
      const { script, project } = all;
      const failed = (target: string, nextAttemptAt: string | null): EscalationEvent => ({
        type: 'EscalationFailed',
        data: { target, attempt: 1, code: 'HTTP_500', status: 500, detail: 'The target answered 500.', nextAttemptAt },
      });
      await request(script, 'a');
      await request(script, 'b', webhook);
      await append(script, 'b:2', failed('desk', at(30)), 2);
      await request(script, 'c', webhook, 'acme');
      await request(script, 'd', { ...webhook, target: 'other' });
      await request(script, 'e', webhook);
      await append(
        script,
        'e:2',
        { type: 'EscalationDelivered', data: { target: 'desk', attempt: 1, status: 200 } },
        2,
      );
      await request(script, 'f', webhook);
      await append(script, 'f:2', failed('desk', null), 2);
      const dead = { target: 'desk', attempts: 1, reason: 'too old' };
      await append(script, 'f:2', { type: 'EscalationDeadLettered', data: dead }, 2);
      await project();
      const { queries, ids } = await queryOf(all);
      const due = async (target: string | { otherThan: readonly string[] }, dueBy: string, limit = 9) =>
        (await queries.dueDeliveries({ target, dueBy, limit })).map(({ tenant, escalationId, nextAttemptAt }) => [
          `${tenant}/${escalationId}`,
          nextAttemptAt,
        ]);
      expect(await due('desk', at(29))).toEqual([['acme/c:2', at(1)]]);
      expect(await due('desk', at(30))).toEqual([
        ['acme/c:2', at(1)],
        ['default/b:2', at(30)],
      ]);
      expect(await due('desk', at(30), 1)).toHaveLength(1);
      expect(await due({ otherThan: ['desk'] }, at(30))).toEqual([['default/d:2', at(1)]]);
      expect(await due({ otherThan: [] }, at(1))).toHaveLength(2);
      expect(await ids({ status: 'dead-lettered' })).toEqual(['f:2']);
      expect(await ids({ status: 'delivered' })).toEqual(['e:2']);
    });

    it('are counted by kind and status until they are completed', async () => {
      const all = await setting();
      const { script, project } = all;
      const { queries } = await queryOf(all);
      expect(await queries.escalationFigures()).toEqual([]);
      await request(script, 'a');
      await request(script, 'b');
      await request(script, 'c', webhook);
      await append(script, 'b:2', { type: 'EscalationCompleted', data: { claimant: 'ann' } }, 9);
      await project();
      expect(await queries.escalationFigures()).toEqual([
        { kind: 'callback', status: 'open', count: 1, oldest: at(1) },
        { kind: 'webhook', status: 'delivering', count: 1, oldest: at(1) },
      ]);
    });

    it('are lines in the timeline of their journey, where they happened', async () => {
      const all = await setting();
      const { script, project, queries } = all;
      const sessionId = 'a';
      await script.publish(paymentCall, at(0));
      for (const tenant of ['default', 'acme']) {
        await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(0), channel: 'voice' }, { tenant });
      }
      await request(script, sessionId);
      await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: at(2), targetStateId: 'IDENTIFY' });
      await append(script, 'a:2', { type: 'EscalationClaimed', data: { claimant: 'ann', until: at(60) } }, 3);
      await request(script, 'unknown');
      await project();
      const lines = (tenant: string) =>
        wholeTimeline(queries, tenant, sessionId).then((entries) =>
          entries?.map(({ type, revision, escalationId }) => [type, revision, escalationId]),
        );
      expect(await lines('default')).toEqual([
        ['JourneyStarted', 0, null],
        ['EscalationRequested', null, 'a:2'],
        ['JourneyTransitioned', 1, null],
        ['EscalationClaimed', null, 'a:2'],
      ]);
      for (const limit of [1, 2, 3]) {
        const types: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await queries.timeline({ sight: wholeTenant('default'), sessionId, cursor, limit });
          expect(page?.rows.length).toBeGreaterThan(0);
          expect(page?.rows.length).toBeLessThanOrEqual(limit);
          types.push(...(page?.rows ?? []).map(({ type }) => type));
          cursor = page?.nextCursor;
        } while (cursor !== undefined);
        expect(types).toEqual((await wholeTimeline(queries, 'default', sessionId))?.map(({ type }) => type));
      }
      expect(await lines('acme')).toEqual([['JourneyStarted', 0, null]]);
      expect(await wholeTimeline(queries, 'default', 'unknown')).toBeUndefined();
      const claim = (await wholeTimeline(queries, 'default', sessionId))?.at(-1);
      expect(claim).toMatchObject({
        from: null,
        to: null,
        dwellMs: null,
        actor: { subject: 'flow', kind: 'caller' },
        data: { claimant: 'ann', until: at(60) },
        occurredAt: at(3),
        previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    it.each([
      ['the escalations', 'escalation_steps', ['JourneyStarted', 'JourneyTransitioned']],
      ['the timeline', 'timeline', ['JourneyStarted', 'EscalationRequested', 'EscalationClaimed']],
    ] as const)('are missed by no reader of pages where the projection of %s is behind', async (_, table, shown) => {
      const { script, project, queries, database } = await setting();
      const sessionId = 'a';
      const move = (targetStateId: string, seconds: number) =>
        script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: at(seconds), targetStateId });
      await script.publish(paymentCall, at(0));
      await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(0), channel: 'voice' });
      await request(script, sessionId);
      await move('IDENTIFY', 2);
      await append(script, 'a:2', { type: 'EscalationClaimed', data: { claimant: 'ann', until: at(60) } }, 3);
      await append(script, 'a:2', { type: 'EscalationReleased', data: { claimant: 'ann' } }, 4);
      await move('AGENT', 5);
      await project();
      const { db } = database.slot(0);
      const late = await db.selectFrom(table).selectAll().where('type', '!=', 'JourneyStarted').execute();
      await db.deleteFrom(table).where('type', '!=', 'JourneyStarted').execute();
      const first = await queries.timeline({ sight: wholeTenant('default'), sessionId, limit: shown.length });
      await db.insertInto(table).values(late).execute();
      const types = (first?.rows ?? []).map(({ type }) => type);
      expect(types).toEqual(shown);
      let cursor = first?.nextCursor;
      while (cursor !== undefined) {
        const page = await queries.timeline({ sight: wholeTenant('default'), sessionId, cursor, limit: 2 });
        types.push(...(page?.rows ?? []).map(({ type }) => type));
        cursor = page?.nextCursor;
      }
      const all = (await wholeTimeline(queries, 'default', sessionId)) ?? [];
      expect([...types].sort()).toEqual(all.map(({ type }) => type).sort());
    });

    it('come out alike however their events were cut into batches', async () => {
      const all = await setting();
      const { script, project, database } = all;
      const { rows } = await queryOf(all);
      await request(script, 'a');
      await project();
      await append(script, 'a:2', { type: 'EscalationClaimed', data: { claimant: 'ann', until: at(60) } }, 2);
      await append(script, 'a:2', { type: 'EscalationReleased', data: { claimant: 'ann' } }, 3);
      await project();
      await script.append(escalationStream('default', 'odd'), 'EscalationRequested', REQUEST, at(4));
      await script.append(escalationStream('default', 'b:1'), 'EscalationPraised', { stars: 5 }, at(4));
      const bare = { sessionId: 'c', kind: 'queue', queue: 7, dueBy: {} };
      await script.append(escalationStream('default', 'c:1'), 'EscalationRequested', bare, at(4));
      await project();
      expect((await rows()).map(({ escalationId, state }) => [escalationId, state.revision])).toEqual([
        ['a:2', 2n],
        ['c:1', 0n],
        ['odd', 0n],
      ]);
      const steps = await database.db.selectFrom('escalation_steps').select(['session_id', 'type']).execute();
      expect(steps).toHaveLength(5);
    });
  });

  describe('checkpoints of consumers', () => {
    it('are kept by name, and belong to the ledger that they were taken from', async () => {
      const { script, store, database } = await setting();
      const checkpoints = new ConsumerCheckpoints(database);
      expect(await checkpoints.load('one', store)).toBeUndefined();
      const first = await script.publish(paymentCall, at(0));
      const second = await script.publish(paymentCall, at(0), 'acme');
      const [, event] = store.ledger.events;
      const checkpoint = { position: second, anchor: { eventId: event?.id ?? '', after: first } };
      await checkpoints.store('one', { position: first }, at(1));
      await checkpoints.store('one', checkpoint, at(2));
      expect(await checkpoints.load('one', store)).toEqual(checkpoint);
      expect(await checkpoints.load('two', store)).toBeUndefined();
      await checkpoints.store('one', { position: second, anchor: { eventId: 'other', after: first } }, at(3));
      expect(await checkpoints.load('one', store)).toBeUndefined();
    });
  });
}
