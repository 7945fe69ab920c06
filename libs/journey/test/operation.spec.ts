import * as fc from 'fast-check';
import { decideOperation, foldOperation, hasEnded, operationCommandId } from '../src';
import type {
  FoldableEvent,
  JourneyResult,
  OperationCommand,
  OperationEvent,
  OperationRequested,
  OperationState,
} from '../src';

const NOW = '2026-03-01T10:00:00.000Z';

const request: OperationRequested = {
  operationId: 'op-1',
  kind: 'move',
  filter: { state: 'A' },
  target: { stateId: 'B' },
  reason: 'Line 3 is down.',
  ratePerSecond: 10,
  requestedBy: { subject: 'maria' },
  position: '7',
  at: NOW,
};
const requested: OperationEvent = { type: 'OperationRequested', data: request };

const selected = (first: number, count: number, isLast: boolean): OperationEvent => ({
  type: 'OperationSelected',
  data: { first, journeys: Array.from({ length: count }, (_, n) => [`s${first + n}`, 1] as const), isLast },
});
const changed = (...sessions: string[]): JourneyResult[] =>
  sessions.map((sessionId) => ({ sessionId, outcome: 'changed', revision: 2 }));
const progressed = (from: number, results: readonly JourneyResult[]): OperationEvent => ({
  type: 'OperationProgressed',
  data: { from, results },
});
const paused: OperationEvent = { type: 'OperationPaused', data: {} };
const cancelling: OperationEvent = { type: 'OperationCancelRequested', data: { reason: 'Wrong list.' } };
const counts = { changed: 0, unchanged: 0, expired: 0, refused: 0, moved: 0, failed: 0 };
const completed: OperationEvent = { type: 'OperationCompleted', data: { counts } };
const cancelled: OperationEvent = { type: 'OperationCancelled', data: { left: 0 } };

const stored = (events: readonly OperationEvent[], first = 0): readonly FoldableEvent[] =>
  events.map((event, index) => ({
    ...(JSON.parse(JSON.stringify(event)) as OperationEvent),
    revision: BigInt(first + index),
    occurredAt: NOW,
  }));

/** Given these events, when this command, then that; and the command again changes nothing. */
function given(...history: readonly OperationEvent[]) {
  const state = foldOperation(stored(history));
  return {
    when: (command: OperationCommand) => {
      const decision = decideOperation(command, state);
      return {
        then: (event: OperationEvent): void => {
          expect(decision).toEqual({ kind: 'accepted', event });
          const after = foldOperation(stored([event], history.length), state);
          const second = decideOperation(command, after);
          expect(['nothing', 'refused']).toContain(second.kind);
        },
        thenNothing: () => expect(decision).toEqual({ kind: 'nothing' }),
        thenRefused: (reason: RegExp) =>
          expect(decision).toMatchObject({
            kind: 'refused',
            code: 'OPERATION_ENDED',
            reason: expect.stringMatching(reason),
          }),
        thenNotFound: () => expect(decision).toEqual({ kind: 'not-found' }),
      };
    },
  };
}

describe('a batch operation', () => {
  it('is requested once', () => {
    given().when({ type: 'RequestOperation', request }).then(requested);
    given(requested).when({ type: 'RequestOperation', request }).thenNothing();
  });

  it('is not there before', () => {
    given().when({ type: 'ConcludeOperation' }).thenNotFound();
    given(paused).when({ type: 'CancelOperation' }).thenNotFound();
  });

  it('takes its journeys part by part, each part once', () => {
    const { data } = selected(0, 2, false) as Extract<OperationEvent, { type: 'OperationSelected' }>;
    given(requested)
      .when({ type: 'AddSelection', ...data })
      .then(selected(0, 2, false));
    given(requested, selected(0, 2, false))
      .when({ type: 'AddSelection', ...data })
      .thenNothing();
    given(requested, selected(0, 2, false))
      .when({ type: 'AddSelection', first: 2, journeys: [], isLast: true })
      .then(selected(2, 0, true));
    given(requested, selected(0, 2, true))
      .when({ type: 'AddSelection', first: 2, journeys: [['s2', 1]], isLast: true })
      .thenNothing();
  });

  it('records what came of the next journeys, and of no others', () => {
    const history = [requested, selected(0, 3, true)];
    given(...history)
      .when({ type: 'RecordProgress', from: 0, results: changed('s0', 's1') })
      .then(progressed(0, changed('s0', 's1')));
    given(...history, progressed(0, changed('s0')))
      .when({ type: 'RecordProgress', from: 0, results: changed('s0') })
      .thenNothing();
    given(...history)
      .when({ type: 'RecordProgress', from: 1, results: changed('s1') })
      .thenNothing();
    given(...history)
      .when({ type: 'RecordProgress', from: 0, results: changed('s0', 's1', 's2', 's3') })
      .thenNothing();
    given(...history)
      .when({ type: 'RecordProgress', from: 0, results: [] })
      .thenNothing();
    given(requested, selected(0, 3, false))
      .when({ type: 'RecordProgress', from: 0, results: changed('s0') })
      .thenNothing();
  });

  it('records what was under way when it was paused or cancelled', () => {
    for (const event of [paused, cancelling]) {
      given(requested, selected(0, 3, true), event)
        .when({ type: 'RecordProgress', from: 0, results: changed('s0') })
        .then(progressed(0, changed('s0')));
    }
  });

  it('is completed when every journey has been dealt with, with the counts', () => {
    const all: JourneyResult[] = [
      ...changed('s0'),
      { sessionId: 's1', outcome: 'refused', code: 'JOURNEY_ENDED', reason: 'It has ended.' },
    ];
    given(requested, selected(0, 2, true), progressed(0, all))
      .when({ type: 'ConcludeOperation' })
      .then({ type: 'OperationCompleted', data: { counts: { ...counts, changed: 1, refused: 1 } } });
    given(requested, selected(0, 0, true))
      .when({ type: 'ConcludeOperation' })
      .then(completed);
    given(requested, selected(0, 2, true), progressed(0, changed('s0')))
      .when({ type: 'ConcludeOperation' })
      .thenNothing();
    given(requested, selected(0, 0, false))
      .when({ type: 'ConcludeOperation' })
      .thenNothing();
    given(requested, selected(0, 0, true), paused)
      .when({ type: 'ConcludeOperation' })
      .thenNothing();
  });

  it('pauses and resumes, in each phase', () => {
    const resumed: OperationEvent = { type: 'OperationResumed', data: {} };
    given(requested)
      .when({ type: 'PauseOperation', reason: 'Peak hour.' })
      .then({ type: 'OperationPaused', data: { reason: 'Peak hour.' } });
    given(requested, paused).when({ type: 'PauseOperation' }).thenNothing();
    given(requested, paused).when({ type: 'ResumeOperation' }).then(resumed);
    given(requested, paused)
      .when({ type: 'ResumeOperation', reason: 'The peak is over.' })
      .then({ type: 'OperationResumed', data: { reason: 'The peak is over.' } });
    given(requested).when({ type: 'ResumeOperation' }).thenNothing();
    given(requested, paused).when({ type: 'AddSelection', first: 0, journeys: [], isLast: true }).thenNothing();
    expect(foldOperation(stored([requested, paused, resumed]))).toMatchObject({ status: 'SELECTING' });
    expect(foldOperation(stored([requested, selected(0, 1, true), paused, resumed]))).toMatchObject({
      status: 'RUNNING',
    });
  });

  it('does a step once under its id, whatever others changed meanwhile, and another one not under it', () => {
    const commandId = '__proto__';
    const history = stored([requested, selected(0, 1, true)]);
    const pause = { ...stored([paused], 2)[0], commandId } as FoldableEvent;
    const resumed = stored([{ type: 'OperationResumed', data: {} }], 3);
    const state = foldOperation([...history, pause, ...resumed]);
    expect(state?.status).toBe('RUNNING');
    expect(decideOperation({ type: 'PauseOperation', commandId }, state)).toEqual({ kind: 'nothing' });
    expect(decideOperation({ type: 'CancelOperation', commandId }, state)).toMatchObject({
      kind: 'refused',
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(decideOperation({ type: 'PauseOperation', commandId: 'other' }, state).kind).toBe('accepted');
    expect(decideOperation({ type: 'PauseOperation' }, state).kind).toBe('accepted');
  });

  it('remembers the newest hundred ids of steps', () => {
    const steps = Array.from({ length: 150 }, (_, n) => ({ ...stored([paused], n + 1)[0], commandId: `${n}` }));
    const state = foldOperation([...stored([requested]), ...(steps as FoldableEvent[])]);
    expect(state?.steps?.map(([id]) => id)).toEqual(Array.from({ length: 100 }, (_, n) => `${n + 50}`));
  });

  it('is cancelled in two steps: asked for, and once what was under way is known', () => {
    given(requested, selected(0, 3, true), progressed(0, changed('s0')))
      .when({ type: 'CancelOperation', reason: 'Wrong list.' })
      .then(cancelling);
    given(requested, cancelling).when({ type: 'CancelOperation' }).thenNothing();
    given(requested, selected(0, 3, true), progressed(0, changed('s0')), cancelling)
      .when({ type: 'ConcludeOperation' })
      .then({ type: 'OperationCancelled', data: { left: 2 } });
    given(requested, cancelling).when({ type: 'ConcludeOperation' }).then(cancelled);
    given(requested, cancelling)
      .when({ type: 'PauseOperation' })
      .thenRefused(/is cancelled, so it cannot be paused/);
    given(requested, paused, cancelling)
      .when({ type: 'ResumeOperation' })
      .thenRefused(/cannot be resumed/);
  });

  it('is refused everything after its end', () => {
    const done = [requested, selected(0, 0, true), completed];
    given(...done)
      .when({ type: 'CancelOperation' })
      .thenRefused(/is completed, so it cannot be cancelled/);
    given(...done)
      .when({ type: 'PauseOperation' })
      .thenRefused(/is completed, so it cannot be paused/);
    given(...done)
      .when({ type: 'ResumeOperation' })
      .thenRefused(/is completed/);
    given(...done)
      .when({ type: 'ConcludeOperation' })
      .thenNothing();
    given(requested, cancelling, cancelled).when({ type: 'CancelOperation' }).thenNothing();
    given(requested, cancelling, cancelled)
      .when({ type: 'ResumeOperation' })
      .thenRefused(/is cancelled/);
  });

  it('counts codes, and survives payloads of any type and types that it does not know', () => {
    const results = [
      { sessionId: 'a', outcome: 'refused', code: 'JOURNEY_ENDED' },
      { sessionId: 'b', outcome: 'refused', code: '__proto__' },
      { sessionId: 'c', outcome: 'painted' },
      7,
    ];
    const events = [
      ...stored([requested, selected(0, 4, true)]),
      { type: 'OperationProgressed', data: { results }, revision: 2n, occurredAt: NOW },
      { type: 'OperationPainted', data: { to: 'RED' }, revision: 3n, occurredAt: NOW },
      { type: 'OperationSelected', data: null, revision: 4n, occurredAt: NOW },
      { type: 'OperationProgressed', data: { results: 'x' }, revision: 5n, occurredAt: NOW },
    ];
    const state = foldOperation(events);
    expect(state).toMatchObject({ done: 4, counts: { ...counts, refused: 2 }, revision: 5n, status: 'RUNNING' });
    expect(Object.entries(state?.codes ?? {})).toEqual([
      ['JOURNEY_ENDED', 1],
      ['__proto__', 1],
    ]);
    for (const data of [null, [], 'x', {}, { kind: 'move' }]) {
      expect(foldOperation([{ type: 'OperationRequested', data, revision: 0n, occurredAt: NOW }])).toBeUndefined();
    }
  });

  it('gives one command id for all that it does to a journey', () => {
    expect(operationCommandId('op-1')).toBe('operation:op-1');
  });
});

describe('whatever is asked of a batch operation', () => {
  const at = fc.nat({ max: 6 });
  const command: fc.Arbitrary<OperationCommand> = fc.oneof(
    fc.constant<OperationCommand>({ type: 'RequestOperation', request }),
    fc
      .record({ first: at, count: fc.nat({ max: 3 }), isLast: fc.boolean() })
      .map(({ first, count, isLast }): OperationCommand => ({
        ...{ type: 'AddSelection', first, isLast },
        journeys: Array.from({ length: count }, (_, n) => [`s${first + n}`, 0] as const),
      })),
    fc.record({ from: at, count: fc.nat({ max: 3 }) }).map(({ from, count }): OperationCommand => ({
      ...{ type: 'RecordProgress', from },
      results: changed(...Array.from({ length: count }, (_, n) => `s${from + n}`)),
    })),
    fc.constantFrom<OperationCommand>(
      { type: 'ConcludeOperation' },
      { type: 'PauseOperation' },
      { type: 'ResumeOperation' },
      { type: 'CancelOperation' },
    ),
  );

  it('it deals with each selected journey at most once, in order, and ends for good', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state: OperationState | undefined;
        const dealtWith: string[] = [];
        const chosen: string[] = [];
        for (const asked of commands) {
          const decision = decideOperation(asked, state);
          if (decision.kind !== 'accepted') continue;
          expect(state === undefined || !hasEnded(state)).toBe(true);
          const { event } = decision;
          if (event.type === 'OperationSelected') chosen.push(...event.data.journeys.map(([sessionId]) => sessionId));
          if (event.type === 'OperationProgressed')
            dealtWith.push(...event.data.results.map(({ sessionId }) => sessionId));
          const before = state;
          state = foldOperation(stored([event], before === undefined ? 0 : Number(before.revision) + 1), before);
          if (event.type === 'OperationCompleted') expect(dealtWith).toEqual(chosen);
        }
        expect(dealtWith).toEqual(chosen.slice(0, dealtWith.length));
        expect(state?.done ?? 0).toBe(dealtWith.length);
        expect(state?.selected ?? 0).toBe(chosen.length);
        expect(Object.values(state?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(dealtWith.length);
      }),
    );
  });
});
