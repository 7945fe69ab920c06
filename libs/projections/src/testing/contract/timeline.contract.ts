import { attemptStream, COMMAND_REJECTED, journeyStream, type JourneyCommand } from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import type { TimelineEntry } from '../../queries/read-model-queries';
import type { LedgerScript } from '../support/ledger-script';
import type { ReadModelsSetting } from './read-model-queries.contract';
import { at } from './instants';
import { InvalidCursorError } from '../../database/errors';
import { wholeTimeline } from '../support/whole-timeline';
import { wholeTenant } from '../../queries/sight';

const sessionId = 'session-1';
type Move = Partial<Extract<JourneyCommand, { type: 'TransitionJourney' }>>;

function moves(entries: readonly TimelineEntry[] | undefined): readonly unknown[] {
  return (entries ?? []).map(({ type, from, to, dwellMs }) => [type, from, to, dwellMs]);
}

export function timelineContract(setting: () => Promise<ReadModelsSetting>): void {
  describe('timeline', () => {
    function transition(script: LedgerScript, now: string, move: Move, occurredAt?: string): Promise<unknown> {
      const command: JourneyCommand = { type: 'TransitionJourney', sessionId, now, ...move };
      return script.run(paymentCall, command, occurredAt === undefined ? {} : { occurredAt });
    }

    async function started(script: LedgerScript): Promise<void> {
      await script.publish(paymentCall, at(0));
      await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(0), channel: 'voice' });
    }

    it('is undefined for a journey that was never started', async () => {
      const { queries, script, project } = await setting();
      await started(script);
      await project();
      expect(await wholeTimeline(queries, 'default', 'session-2')).toBeUndefined();
      expect(await wholeTimeline(queries, 'other', sessionId)).toBeUndefined();
    });

    it('shows the whole envelope of an event', async () => {
      const { queries, script, store, project } = await setting();
      await script.publish(paymentCall, at(0));
      const command: JourneyCommand = { type: 'StartJourney', sessionId, now: at(0), channel: 'voice' };
      const actor = { subject: 'ivr', clientId: 'flow-7', kind: 'caller' } as const;
      await script.run(paymentCall, command, { metadata: { commandId: 'call-1', actor } });
      await transition(script, at(10), { targetStateId: 'IDENTIFY' });
      await project();
      const [start, move] = (await wholeTimeline(queries, 'default', sessionId)) ?? [];
      const [, recorded, next] = store.ledger.events;
      expect(start).toEqual({
        type: 'JourneyStarted',
        revision: 0,
        escalationId: null,
        position: recorded?.position,
        occurredAt: at(0),
        givenAt: null,
        recordedAt: '2026-05-01T12:00:00.000Z',
        from: null,
        to: 'WELCOME',
        dwellMs: null,
        actor,
        channel: 'voice',
        commandId: 'call-1',
        data: JSON.parse(recorded?.data ?? ''),
        guard: null,
        code: null,
        reason: null,
        hash: /"hash":"([0-9a-f]{64})"/.exec(recorded?.metadata ?? '')?.[1],
        previousHash: '0'.repeat(64),
      });
      expect(move).toMatchObject({ revision: 1, position: next?.position, commandId: null, previousHash: start?.hash });
    });

    it('shows refused attempts where they happened, with what was asked and why not', async () => {
      const { queries, script, project } = await setting();
      await started(script);
      await transition(script, at(1), { targetStateId: 'DONE' });
      await transition(script, at(2), { targetStateId: 'IDENTIFY' });
      await transition(script, at(3), { targetStateId: 'PAYMENT' });
      await transition(script, at(4), { targetStateId: 'RETRY' });
      await project();
      const entries = await wholeTimeline(queries, 'default', sessionId);
      expect(moves(entries)).toEqual([
        ['JourneyStarted', null, 'WELCOME', null],
        ['CommandRejected', 'WELCOME', 'DONE', null],
        ['JourneyTransitioned', 'WELCOME', 'IDENTIFY', 2_000],
        ['CommandRejected', 'IDENTIFY', 'PAYMENT', null],
        ['JourneyTransitioned', 'IDENTIFY', 'RETRY', 2_000],
      ]);
      expect(entries?.[1]).toMatchObject({
        revision: null,
        code: 'TRANSITION_NOT_ALLOWED',
        reason: expect.stringMatching(/./),
        guard: null,
        channel: 'voice',
        previousHash: null,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(entries?.[3]).toMatchObject({
        code: 'GUARD_FAILED',
        guard: { expression: 'context.verified == true', inputs: expect.any(Object) },
      });
    });

    it('begins with what the session was refused before its journey started, page by page', async () => {
      const { queries, script, project } = await setting();
      const refuse = (tenant: string, count: number): Promise<unknown> =>
        script.append(
          attemptStream(tenant, sessionId),
          COMMAND_REJECTED,
          { command: 'StartJourney', commandId: `start-${count}`, asked: {}, code: 'CONTEXT_INVALID', reason: 'no' },
          at(0),
          tenant,
          { commandId: `start-${count}` },
        );
      for (let count = 0; count < 130; count += 1) await refuse('default', count);
      await refuse('other', 1);
      await project();
      expect(await wholeTimeline(queries, 'default', sessionId)).toBeUndefined();
      await started(script);
      await transition(script, at(1), { targetStateId: 'DONE' });
      await project();
      const entries = await wholeTimeline(queries, 'default', sessionId);
      expect(entries?.map(({ type, commandId, to }) => [type, type === 'JourneyStarted' ? to : commandId])).toEqual([
        ...Array.from({ length: 130 }, (_, count) => ['CommandRejected', `start-${count}`]),
        ['JourneyStarted', 'WELCOME'],
        ['CommandRejected', expect.any(String)],
      ]);
      expect(entries?.[0]).toMatchObject({
        revision: null,
        code: 'CONTEXT_INVALID',
        reason: 'no',
        from: null,
        to: null,
      });
      const pages: number[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await queries.timeline({
          sight: wholeTenant('default'),
          sessionId,
          limit: 50,
          ...(cursor && { cursor }),
        });
        pages.push(page?.rows.length ?? 0);
        cursor = page?.nextCursor;
      }
      expect(pages).toEqual([50, 50, 32]);
    });

    it('shows the guard that let a transition pass, and the inputs it saw', async () => {
      const { queries, script, project } = await setting();
      await started(script);
      await transition(script, at(1), { targetStateId: 'IDENTIFY' });
      await transition(script, at(2), { targetStateId: 'PAYMENT', context: { verified: true } });
      await project();
      const entries = await wholeTimeline(queries, 'default', sessionId);
      expect(entries?.[2]?.guard).toEqual({
        expression: 'context.verified == true',
        inputs: { 'context.verified': true },
      });
    });

    it('counts dwell times in business time, from the entry of the state that was left', async () => {
      const { queries, script, project } = await setting();
      await started(script);
      await transition(script, at(1), { targetStateId: 'IDENTIFY' }, at(7));
      await script.run(paymentCall, { type: 'ChangeContext', sessionId, now: at(2), patch: { verified: true } });
      await script.run(paymentCall, { type: 'ChangeChannel', sessionId, now: at(3), channel: 'chat' });
      await transition(script, at(4), { targetStateId: 'PAYMENT' }, at(7));
      await transition(script, at(5), { event: 'AGAIN' }, at(9.5));
      await transition(script, at(6), { event: 'AGAIN' }, at(10));
      await script.run(paymentCall, { type: 'RestartJourney', sessionId, now: at(7), reason: 'test' });
      await project();
      const entries = await wholeTimeline(queries, 'default', sessionId);
      expect(moves(entries)).toEqual([
        ['JourneyStarted', null, 'WELCOME', null],
        ['JourneyTransitioned', 'WELCOME', 'IDENTIFY', 7_000],
        ['ContextChanged', null, null, null],
        ['ChannelChanged', null, null, null],
        ['JourneyTransitioned', 'IDENTIFY', 'PAYMENT', 0],
        ['JourneyTransitioned', 'PAYMENT', 'PAYMENT', 2_500],
        ['JourneyTransitioned', 'PAYMENT', 'PAYMENT', 500],
        ['JourneyRestarted', 'PAYMENT', 'WELCOME', 0],
      ]);
      expect(entries?.map(({ channel }) => channel)).toEqual([
        ...['voice', 'voice', 'voice'],
        ...['chat', 'chat', 'chat', 'chat', 'chat'],
      ]);
    });

    it('shows a timeout as the move that it is', async () => {
      const { queries, script, project } = await setting();
      await started(script);
      await script.run(paymentCall, { type: 'AbortOnTimeout', sessionId, now: at(121), enteredRevision: 0n });
      await project();
      expect(moves(await wholeTimeline(queries, 'default', sessionId)).at(-1)).toEqual([
        'ABORT_TIMEOUT',
        'WELCOME',
        'ABORT_TIMEOUT',
        121_000,
      ]);
    });

    it('keeps an event of an unknown type, as one that moves nothing', async () => {
      const { queries, script, project } = await setting();
      await started(script);
      await script.append(journeyStream('default', sessionId), 'JourneyPraised', { stars: 5 }, at(1));
      await project();
      const entries = await wholeTimeline(queries, 'default', sessionId);
      expect(entries?.at(-1)).toMatchObject({
        type: 'JourneyPraised',
        revision: 1,
        from: null,
        to: null,
        data: { stars: 5 },
      });
    });

    it('comes in pages that end early where rows are large', async () => {
      const { queries, script, project } = await setting();
      await started(script);
      const stream = journeyStream('default', sessionId);
      const text = 'x'.repeat(60_000);
      for (let i = 0; i < 130; i += 1) await script.append(stream, 'JourneyPraised', { i, text }, at(1));
      await project();
      const page = await queries.timeline({ sight: wholeTenant('default'), sessionId, limit: 1_000 });
      expect(page?.nextCursor).toBeDefined();
      expect(page?.rows.length).toBeLessThanOrEqual(100);
      const entries = await wholeTimeline(queries, 'default', sessionId);
      expect(entries?.slice(1).map(({ data }) => (data as { i?: number }).i)).toEqual([...Array(130).keys()]);
      const { nextCursor: cursor } = page ?? {};
      await expect(queries.timeline({ sight: wholeTenant('other'), sessionId, cursor, limit: 1 })).rejects.toThrow(
        InvalidCursorError,
      );
    });

    it('keeps journeys of the same session id in two tenants apart', async () => {
      const { queries, script, project } = await setting();
      for (const tenant of ['acme', 'default']) {
        await script.publish(paymentCall, at(0), tenant);
        await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(0), channel: tenant }, { tenant });
      }
      await project();
      for (const tenant of ['acme', 'default']) {
        const entries = await wholeTimeline(queries, tenant, sessionId);
        expect(entries?.map(({ channel }) => channel)).toEqual([tenant]);
      }
    });
  });
}
