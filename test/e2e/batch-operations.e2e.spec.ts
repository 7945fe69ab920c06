import { RunningLedger, StandingClock, type Reply } from '../support/running-ledger';
import { until } from '../support/until';

const START = '2026-11-02T09:00:00.000Z';
const DEFINITION = {
  id: 'Batch',
  version: 1,
  initial: 'OPEN',
  states: {
    OPEN: { timeout: { after: 'PT1H' }, transitions: [{ target: 'WAIT' }, { target: 'DONE' }] },
    WAIT: { timeout: { after: 'PT2H' }, transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
};

type Json = Record<string, unknown>;

describe('batch operations', () => {
  const clock = new StandingClock(START);
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({}, { clock });
    expect((await ledger.post('/v1/definitions', DEFINITION)).status).toBe(201);
  });
  afterAll(() => ledger.remove());

  const reason = 'The payment provider is down';
  const operate = (body: object): Promise<Reply> => ledger.post('/v1/operations', { reason, ...body });

  /** Starts journeys of one customer, so that a filter finds these and no others; gives the position of the last. */
  async function begin(customerId: string, count: number, state = 'OPEN'): Promise<string> {
    let position = '';
    for (let n = 0; n < count; n++) {
      const sessionId = `${customerId}-${String(n).padStart(3, '0')}`;
      const start = await ledger.post('/v1/journeys', {
        sessionId,
        definitionId: 'Batch',
        definitionVersion: 1,
        customerId,
      });
      const last = state === 'OPEN' ? start : await ledger.move(sessionId, { targetStateId: state });
      position = last.json()['position'] as string;
    }
    await ledger.get(`/v1/journeys?limit=1&atLeast=${position}`);
    return position;
  }

  function operationOnce(operationId: unknown, ...statuses: readonly string[]): Promise<Json> {
    return until(
      async () => (await ledger.get(`/v1/operations/${String(operationId)}`)).json(),
      ({ status }) => statuses.includes(String(status)),
    );
  }

  const journeyOf = async (sessionId: string): Promise<Json> => (await ledger.get(`/v1/journeys/${sessionId}`)).json();

  it('shows its result first, stores nothing, and then does what it showed', async () => {
    await begin('shown', 5);
    await ledger.move('shown-003', { targetStateId: 'DONE' });
    const moved = await ledger.move('shown-004', { targetStateId: 'WAIT' });
    await ledger.get(`/v1/journeys?limit=1&atLeast=${moved.json()['position'] as string}`);
    const asked = { kind: 'move', filter: { customerId: 'shown' }, target: { stateId: 'WAIT' } };
    const dry = await operate(asked);
    expect(dry.status).toBe(200);
    expect(dry.json()).toMatchObject({
      dryRun: true,
      journeys: 5,
      byState: [
        { definitionId: 'Batch', stateId: 'OPEN', journeys: 3 },
        { definitionId: 'Batch', stateId: 'DONE', journeys: 1 },
        { definitionId: 'Batch', stateId: 'WAIT', journeys: 1 },
      ],
      outcomes: { changed: 3, refused: 1, unchanged: 1 },
      refusals: [{ code: 'JOURNEY_ENDED', journeys: 1, example: expect.stringContaining('has ended') }],
      target: { stateId: 'WAIT' },
    });
    expect((await ledger.get('/v1/operations')).json()).toEqual({ operations: [] });
    expect(await journeyOf('shown-000')).toMatchObject({ stateId: 'OPEN', revision: 0 });

    // One more that the filter would find, and one that moves on: neither is what was shown.
    await begin('shown', 6);
    await ledger.post('/v1/journeys/shown-002/channel', { channel: 'chat' });
    const token = dry.json()['token'];
    const applied = await operate({ ...asked, dryRun: false, token, ratePerSecond: 1000 });
    expect(applied.status).toBe(202);
    const { operationId } = applied.json();
    expect(applied.headers['location']).toBe(`/v1/operations/${String(operationId)}`);
    const done = await operationOnce(operationId, 'COMPLETED');
    expect(done).toMatchObject({
      ...{ kind: 'move', reason, shown: 5, progress: 1, codes: expect.objectContaining({ JOURNEY_ENDED: 1 }) },
      ...{ requestedBy: { subject: 'anonymous' }, eta: null },
    });
    // The one that moved was not selected, or was found moved when its turn came.
    const { selected, counts } = done as { selected: number; counts: Json };
    expect(counts).toEqual({ changed: 2, unchanged: 1, refused: 1, moved: selected - 4, expired: 0, failed: 0 });
    expect(await journeyOf('shown-000')).toMatchObject({ stateId: 'WAIT', revision: 1 });
    expect(await journeyOf('shown-002')).toMatchObject({ stateId: 'OPEN', revision: 1 });
    expect(await journeyOf('shown-005')).toMatchObject({ stateId: 'OPEN', revision: 0 });
    const [, event] = await ledger.timelineWith('shown-001', 2);
    expect(event).toMatchObject({
      ...{ type: 'JourneyMoved', commandId: `operation:${String(operationId)}`, data: { reason } },
      actor: { subject: 'anonymous', kind: 'operator' },
    });
  });

  it('says of each journey what came of it, page by page', async () => {
    await begin('paged', 5, 'WAIT');
    const asked = { kind: 'restart', filter: { customerId: 'paged' }, dryRun: false, ratePerSecond: 1000 };
    const { operationId } = (await operate(asked)).json();
    await operationOnce(operationId, 'COMPLETED');
    const at = `/v1/operations/${String(operationId)}/journeys`;
    const first = (await ledger.get(`${at}?limit=3`)).json() as { journeys: Json[]; nextCursor: string };
    const second = (await ledger.get(`${at}?limit=3&cursor=${first.nextCursor}`)).json() as typeof first;
    expect([...first.journeys, ...second.journeys]).toEqual(
      Array.from({ length: 5 }, (_, n) => ({ sessionId: `paged-00${n}`, outcome: 'changed', revision: 2 })),
    );
    expect(second.nextCursor).toBeUndefined();
    expect((await ledger.get(`${at}?outcome=refused`)).json()).toEqual({ journeys: [] });
    expect(await journeyOf('paged-000')).toMatchObject({ stateId: 'OPEN', previousStateId: 'WAIT' });
  });

  it('aborts, which no timeout counts', async () => {
    await begin('aborted', 2);
    const asked = { kind: 'abort', filter: { customerId: 'aborted', state: 'OPEN' }, dryRun: false };
    await operationOnce((await operate(asked)).json()['operationId'], 'COMPLETED');
    expect(await journeyOf('aborted-001')).toMatchObject({ stateId: 'ABORT_TIMEOUT', status: 'TIMED_OUT' });
  });

  it('is one operation however often it is asked for under one key', async () => {
    await begin('once', 1);
    const asked = { kind: 'abort', filter: { customerId: 'once' }, dryRun: false, commandId: 'abort-once' };
    const first = await operate(asked);
    const again = await operate(asked);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()['operationId']).toBe(first.json()['operationId']);
    expect(await operationOnce(first.json()['operationId'], 'COMPLETED')).toMatchObject({ counts: { changed: 1 } });
  });

  it('pauses, resumes and is cancelled, and keeps what is done', async () => {
    await begin('slowly', 40);
    // One journey a second: there is time enough to be in the midst of it.
    const asked = { kind: 'move', filter: { customerId: 'slowly' }, target: { stateId: 'WAIT' }, ratePerSecond: 1 };
    const { operationId } = (await operate({ ...asked, dryRun: false })).json();
    const at = `/v1/operations/${String(operationId)}`;
    await operationOnce(operationId, 'RUNNING');
    expect((await ledger.post(`${at}/pause`, { reason: 'Peak hour' })).json()).toMatchObject({ status: 'PAUSED' });
    expect((await ledger.post(`${at}/pause`, {})).status).toBe(200);
    expect((await ledger.get('/v1/operations?status=PAUSED')).status).toBe(200);
    const resumed = (await ledger.post(`${at}/resume`, { reason: 'The peak is over' })).json();
    expect(resumed).toMatchObject({ status: 'RUNNING' });
    expect(await ledger.event(String(resumed['position']))).toMatchObject({
      ...{ type: 'OperationResumed', data: { reason: 'The peak is over' }, actor: { kind: 'operator' } },
    });
    const cancelled = await ledger.post(`${at}/cancel`, { reason: 'Wrong list' });
    expect(cancelled.json()).toMatchObject({ status: 'CANCELLING' });
    const ended = await operationOnce(operationId, 'CANCELLED');
    expect((ended['counts'] as Json)['changed']).toBe(ended['done']);
    expect(ended['done']).toBeLessThan(40);
    for (const step of ['pause', 'resume']) {
      const refused = await ledger.send('POST', `${at}/${step}`);
      expect(refused.json()).toMatchObject({ status: 409, code: 'OPERATION_ENDED' });
    }
    expect(await journeyOf('slowly-039')).toMatchObject({ stateId: 'OPEN' });
  });

  it('does a step that is sent twice once, also if others undid it meanwhile', async () => {
    await begin('twice', 3);
    const asked = { kind: 'abort', filter: { customerId: 'twice' }, ratePerSecond: 1, dryRun: false };
    const { operationId } = (await operate(asked)).json();
    const tell = (step: string, body: object, headers: Record<string, string> = {}): Promise<Reply> =>
      ledger.post(`/v1/operations/${String(operationId)}/${step}`, body, headers);
    const pause = { reason: 'Peak hour', commandId: 'pause-1' };
    expect((await tell('pause', pause)).json()).toMatchObject({ status: 'PAUSED' });
    const { position, status } = (await tell('resume', {}, { 'idempotency-key': 'resume-1' })).json();
    expect(status).not.toBe('PAUSED');
    const again = (await tell('pause', pause)).json();
    expect([again['status'], BigInt(String(again['position'])) >= BigInt(String(position))]).toEqual([
      expect.not.stringMatching('PAUSED'),
      true,
    ]);
    const reused = await tell('cancel', { commandId: 'pause-1' });
    expect([reused.status, reused.json()['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    await tell('cancel', {});
  });

  it('finds what is stuck, and moves it to where it can continue', async () => {
    await begin('stuck', 1, 'WAIT');
    const { WAIT: _, ...states } = DEFINITION.states;
    const second = {
      ...DEFINITION,
      version: 2,
      states: { ...states, OPEN: { ...states.OPEN, transitions: [{ target: 'DONE' }] } },
    };
    const published = await ledger.post('/v1/definitions', second);
    expect(published.status).toBe(201);
    let found: Json[] = [];
    while (found.length === 0) {
      found = (await ledger.get('/v1/operations/stuck?reason=orphaned&limit=1000')).json()['journeys'] as Json[];
    }
    const orphan = found.find(({ sessionId }) => sessionId === 'stuck-000');
    expect(orphan).toMatchObject({ stateId: 'WAIT', stuck: [{ kind: 'orphaned', newestVersion: 2 }] });
    const asked = {
      ...{ kind: 'migrate', filter: { definitionId: 'Batch', customerId: 'stuck', stuck: 'orphaned' } },
      target: { stateMap: { WAIT: 'OPEN' } },
    };
    const dry = (await operate(asked)).json();
    expect(dry).toMatchObject({ journeys: 1, outcomes: { changed: 1 }, target: { version: 2 } });
    const { operationId } = (await operate({ ...asked, token: dry['token'], dryRun: false })).json();
    expect(await operationOnce(operationId, 'COMPLETED')).toMatchObject({
      counts: { changed: 1 },
      target: { version: 2 },
    });
    expect(await journeyOf('stuck-000')).toMatchObject({ stateId: 'OPEN', definitionVersion: 2 });
  });

  it('lists operations newest first, and only those that there are', async () => {
    const { operations } = (await ledger.get('/v1/operations?limit=2')).json() as { operations: Json[] };
    expect(operations).toHaveLength(2);
    expect((await ledger.get('/v1/operations/unknown')).json()).toMatchObject({
      status: 404,
      code: 'OPERATION_NOT_FOUND',
    });
    expect((await ledger.post('/v1/operations/unknown/cancel', {})).json()).toMatchObject({
      code: 'OPERATION_NOT_FOUND',
    });
  });

  /** Of everything that was stored by now: what the ledger holds before the journey that is started here is listed. */
  async function onRecord(): Promise<readonly unknown[]> {
    const marked = await ledger.post('/v1/journeys', { definitionId: 'Batch' });
    const at = `/v1/operations?limit=1000&atLeast=${String(marked.json()['position'])}`;
    return ((await ledger.get(at)).json()['operations'] as Json[]).map(({ operationId }) => operationId);
  }

  it.each<[string, object, RegExp]>([
    ['no kind', { filter: { state: 'OPEN' } }, /kind is missing/],
    ['an unknown kind', { kind: 'delete', filter: { state: 'OPEN' } }, /kind must be one of/],
    ['no filter', { kind: 'abort' }, /filter is missing/],
    ['an empty filter', { kind: 'abort', filter: {} }, /at least one of its fields/],
    ['a filter of nulls', { kind: 'abort', filter: { state: null } }, /at least one of its fields/],
    ['an unknown filter', { kind: 'abort', filter: { colour: 'red' } }, /"colour" in filter; the fields are/],
    ['a filter with a prototype', { kind: 'abort', filter: JSON.parse('{"__proto__":{}}') as object }, /__proto__/],
    ['an invalid time', { kind: 'abort', filter: { enteredBefore: 'x' } }, /filter\.enteredBefore must be/],
    ['a factor below 1', { kind: 'abort', filter: { stuck: 'slow', slowerThan: 0 } }, /slowerThan must be/],
    ['a factor without stuck', { kind: 'abort', filter: { slowerThan: 2 } }, /filter\.slowerThan needs filter\.stuck/],
    ['a move to nowhere', { kind: 'move', filter: { state: 'OPEN' } }, /target\.stateId is missing/],
    ['an abort to somewhere', { kind: 'abort', filter: { state: 'OPEN' }, target: { stateId: 'A' } }, /is for move/],
    ['a restart by version', { kind: 'restart', filter: { state: 'OPEN' }, target: { version: 2 } }, /are for migrate/],
    ['a migration of anything', { kind: 'migrate', filter: { state: 'OPEN' } }, /filter\.definitionId/],
    [
      'a state map to a number',
      { kind: 'migrate', filter: { definitionId: 'Batch' }, target: { stateMap: { A: 1 } } },
      /stateMap/,
    ],
    ['no reason', { kind: 'abort', filter: { state: 'OPEN' }, reason: '' }, /reason must be/],
    ['a rate of none', { kind: 'abort', filter: { state: 'OPEN' }, ratePerSecond: 0 }, /ratePerSecond must be/],
    ['a token of its own', { kind: 'abort', filter: { state: 'OPEN' }, token: 'x' }, /belongs to another operation/],
    ['a token other than a text', { kind: 'abort', filter: { state: 'OPEN' }, token: 7 }, /token must be/],
  ])('refuses %s, and stores nothing', async (_name, body, says) => {
    const before = await onRecord();
    const reply = await operate({ dryRun: false, ...body });
    expect(reply.json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED', detail: expect.stringMatching(says) });
    expect(await onRecord()).toEqual(before);
  });

  it('refuses a token of another operation, and a version that is not there', async () => {
    const asked = { kind: 'abort', filter: { state: 'OPEN' } };
    const { token } = (await operate(asked)).json();
    const other = await operate({ ...asked, filter: { state: 'WAIT' }, dryRun: false, token });
    expect(other.json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    const migration = { kind: 'migrate', filter: { definitionId: 'Batch' }, target: { version: 9 } };
    expect((await operate(migration)).json()).toMatchObject({ status: 404, code: 'DEFINITION_NOT_FOUND' });
  });

  it.each([
    ['/v1/operations/stuck?reason=bored', /reason must be one of/],
    ['/v1/operations/stuck?slowerThan=0.5', /slowerThan must be/],
    ['/v1/operations/stuck?slowerThan=x', /slowerThan must be/],
    ['/v1/operations/stuck?cursor=x', /cursor/i],
    ['/v1/operations?status=ASLEEP', /status must be one of/],
    ['/v1/operations?cursor=x', /cursor/i],
    ['/v1/operations/a%2Fb', /operation id in the path/],
    ['/v1/operations/x/journeys?cursor=x', /cursor must be/],
    ['/v1/operations/x/journeys?outcome=x', /outcome must be/],
  ])('refuses GET %s', async (path, says) => {
    const reply = await ledger.get(path);
    expect(reply.json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED', detail: expect.stringMatching(says) });
  });
});
