import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay, verifyLedger } from '@ledger/audit';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { RunningLedger, StandingClock, type Reply } from '../support/running-ledger';

const START = '2026-11-02T09:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();
const TIMEOUTS = '/v1/definitions/CustomerJourneyState/timeouts';
const reason = 'The payment provider is slow today';

interface Deadline {
  readonly sessionId: string;
  readonly deadline: string;
}

describe('timeouts that operations change', () => {
  let folder: string;
  let clock: StandingClock;
  let ledger: RunningLedger;

  const start = (): Promise<RunningLedger> =>
    RunningLedger.start({ ROLES: 'api,projector', DATA_DIR: folder }, { clock });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-timeouts-'));
    clock = new StandingClock(START);
    ledger = await start();
  });
  afterEach(async () => {
    await ledger.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (stateId: string, body: object, query = ''): Promise<Reply> =>
    ledger.send('PUT', `${TIMEOUTS}/${stateId}${query}`, { body: { reason, ...body } });
  const undo = (stateId: string, query = `?reason=over`): Promise<Reply> =>
    ledger.send('DELETE', `${TIMEOUTS}/${stateId}${query}`);
  const journey = async (sessionId: string): Promise<Record<string, unknown>> =>
    (await ledger.get(`/v1/journeys/${sessionId}`)).json();

  async function deadlines(position: unknown): Promise<readonly (readonly [string, string])[]> {
    const { deadlines: rows } = (await ledger.get(`/v1/deadlines?atLeast=${String(position)}`)).json();
    return (rows as readonly Deadline[]).map(({ sessionId, deadline }) => [sessionId, deadline] as const);
  }

  it('hold for waiting journeys, as the preview said, and leave none of them changed when removed', async () => {
    await ledger.begin('a');
    clock.forward(20_000);
    const { position } = (await ledger.begin('b')).json();
    clock.forward(20_000);
    const before = await deadlines(position);
    expect(before).toEqual([
      ['a', at(120)],
      ['b', at(140)],
    ]);
    const change = { after: 'PT30S', applyTo: 'waiting' };
    const preview = (await put('INTRO_WELCOME', change, '?preview=true')).json();
    const [a, b] = [
      { sessionId: 'a', enteredAt: at(0), deadline: at(120), newDeadline: at(30) },
      { sessionId: 'b', enteredAt: at(20), deadline: at(140), newDeadline: at(50) },
    ];
    expect(preview).toEqual({
      ...{ preview: true, at: at(40), position, waiting: 2, moved: 2, abortingAtOnce: 1 },
      ...{ earliest: at(30), latest: at(50), sample: [a, b] },
    });
    expect(await deadlines(position)).toEqual(before);

    const applied = await put('INTRO_WELCOME', { ...change, confirmAborting: 1 });
    expect(applied.status).toBe(200);
    expect(applied.json()).toMatchObject({
      outcome: 'CHANGED',
      change: { type: 'TimeoutOverridden', revision: 2, reason, actor: { kind: 'operator' }, occurredAt: at(40) },
    });
    expect(await deadlines(applied.json()['position'])).toEqual([
      ['a', at(30)],
      ['b', at(50)],
    ]);
    expect(await journey('b')).toMatchObject({ deadline: at(50), overdue: false });
    expect(await journey('a')).toMatchObject({ deadline: at(30), overdue: true });

    const undone = await undo('INTRO_WELCOME');
    expect(undone.json()).toMatchObject({ change: { type: 'TimeoutOverrideRemoved', overrideRevision: 2 } });
    expect(await deadlines(undone.json()['position'])).toEqual(before);
    expect((await put('INTRO_WELCOME', change, '?preview=true')).json()).toMatchObject({ moved: 2, sample: [a, b] });
  });

  it('abort who is past them, and say by which rule', async () => {
    await ledger.begin('late');
    clock.forward(40_000);
    await put('INTRO_WELCOME', { after: 'PT30S', applyTo: 'waiting', confirmAborting: 1 });
    const reply = await ledger.move('late', { targetStateId: 'IDENTIFY' });
    expect(reply.json()).toMatchObject({ status: 409, code: 'JOURNEY_EXPIRED', journey: { status: 'TIMED_OUT' } });
    const [, entry] = await ledger.timelineWith('late', 2);
    expect(entry).toMatchObject({
      type: 'ABORT_TIMEOUT',
      data: { deadline: at(30), policy: 'override', overrideRevision: 2 },
    });
    await ledger.stop();
    const store = await SqliteEventStore.open({ path: join(folder, 'ledger.db') });
    expect(await replay(store, 'default', 'late')).toMatchObject({ events: 2, findings: 0 });
    await store.close();
    ledger = await start();
  });

  it('abort no waiting journey that the operator has not confirmed, neither by a change nor by its undo', async () => {
    await ledger.begin('a');
    await ledger.begin('b');
    clock.forward(40_000);
    const change = { after: 'PT30S', applyTo: 'waiting', commandId: 'close-1' };
    for (const confirmAborting of [undefined, null, 0, 1]) {
      const refused = await put('INTRO_WELCOME', { ...change, confirmAborting });
      const detail = expect.stringMatching(
        /^2 waiting journeys would time out at once.* confirmAborting: 2\.$/,
      ) as string;
      expect(refused.json()).toMatchObject({ status: 409, code: 'ABORTS_NOT_CONFIRMED', abortingAtOnce: 2, detail });
    }
    expect((await ledger.get(`${TIMEOUTS}/INTRO_WELCOME`)).json()).toMatchObject({ inForce: null, history: [] });
    expect(await journey('a')).toMatchObject({ status: 'ACTIVE', overdue: false });
    expect((await put('INTRO_WELCOME', { after: 'PT30S', applyTo: 'new' })).status).toBe(200);

    const longer = await put('INTRO_WELCOME', { after: 'PT10M', applyTo: 'waiting', commandId: 'longer' });
    expect(longer.status).toBe(200);
    clock.forward(200_000);
    const undone = await undo('INTRO_WELCOME');
    expect(undone.json()).toMatchObject({ code: 'ABORTS_NOT_CONFIRMED', abortingAtOnce: 2 });
    expect((await undo('INTRO_WELCOME', '?reason=over&confirmAborting=1')).status).toBe(409);
    const confirmed = await undo('INTRO_WELCOME', '?reason=over&confirmAborting=2&commandId=undo-1');
    expect(confirmed.json()).toMatchObject({ outcome: 'CHANGED' });
    expect(await journey('a')).toMatchObject({ overdue: true });
    // A repeat is answered by what was done, whichever journeys would time out now.
    expect((await undo('INTRO_WELCOME', '?reason=over&confirmAborting=2&commandId=undo-1')).status).toBe(200);
  });

  it('leave waiting journeys as they are, where they are for new entrants', async () => {
    await ledger.begin('before');
    clock.forward(10_000);
    await put('INTRO_WELCOME', { after: 'PT30S', applyTo: 'new' });
    const started = (await ledger.begin('after')).json();
    expect(started).toMatchObject({ deadline: at(40) });
    expect(await deadlines(started['position'])).toEqual([
      ['after', at(40)],
      ['before', at(120)],
    ]);
  });

  it('leave a grace to those who would abort at once', async () => {
    const { position } = (await ledger.begin('a')).json();
    clock.forward(60_000);
    const change = { after: 'PT30S', applyTo: 'waiting', grace: 'PT5M' };
    const asked = `?preview=true&atLeast=${String(position)}`;
    const preview = (await put('INTRO_WELCOME', change, asked)).json();
    expect(preview).toMatchObject({ moved: 1, abortingAtOnce: 0, earliest: at(360) });
    const applied = (await put('INTRO_WELCOME', change)).json();
    expect(await deadlines(applied['position'])).toEqual([['a', at(360)]]);
    expect(await journey('a')).toMatchObject({ deadline: at(360) });
  });

  it('pause while the tenant is paused, and move on by as long', async () => {
    await ledger.begin('a');
    clock.forward(60_000);
    const paused = await ledger.post('/v1/timeouts/pause', { reason: 'Maintenance' });
    expect(paused.json()).toMatchObject({ outcome: 'CHANGED', change: { type: 'TimeoutsPaused' } });
    expect(await journey('a')).toMatchObject({ deadline: null, overdue: false });
    expect(await deadlines(paused.json()['position'])).toEqual([]);
    clock.forward(600_000);
    expect((await ledger.get('/v1/timeouts')).json()).toMatchObject({ paused: true, pausedSince: at(60) });
    const again = await ledger.post('/v1/timeouts/pause', { reason: 'Maintenance' });
    expect(again.json()).toMatchObject({ status: 409, code: 'TIMEOUTS_PAUSED' });
    const resumed = await ledger.post('/v1/timeouts/resume', { reason: 'Done' });
    expect(await deadlines(resumed.json()['position'])).toEqual([['a', at(720)]]);
    expect(await journey('a')).toMatchObject({ deadline: at(720) });
    expect((await ledger.move('a', { targetStateId: 'IDENTIFY' })).status).toBe(200);
    expect((await ledger.post('/v1/timeouts/resume', { reason: 'Done' })).json()).toMatchObject({
      code: 'TIMEOUTS_NOT_PAUSED',
    });
  });

  it('are changed once, however often the same is sent', async () => {
    const body = { after: 'PT30M', applyTo: 'waiting', commandId: 'slow-1' };
    const first = await put('PAYMENT_COLLECTOR', body);
    const repeat = await put('PAYMENT_COLLECTOR', body);
    expect(repeat.json()).toEqual(first.json());
    expect(repeat.headers['idempotency-replayed']).toBe('true');
    const same = await put('PAYMENT_COLLECTOR', { after: 'PT30M', applyTo: 'waiting' });
    expect(same.json()).toMatchObject({ outcome: 'UNCHANGED', change: { commandId: 'slow-1' } });
    const stale = await put('PAYMENT_COLLECTOR', { after: 'PT20M', applyTo: 'waiting', expectedRevision: 0 });
    expect(stale.json()).toMatchObject({ status: 409, code: 'REVISION_CONFLICT' });
    const racing = await Promise.all(
      ['PT21M', 'PT22M', 'PT23M', 'PT24M'].map((after) =>
        put('PAYMENT_COLLECTOR', { after, applyTo: 'new', expectedRevision: 2 }),
      ),
    );
    expect(racing.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const { history, states } = (await ledger.get(TIMEOUTS)).json();
    expect(history).toHaveLength(2);
    expect(states).toContainEqual(
      expect.objectContaining({
        stateId: 'PAYMENT_COLLECTOR',
        ofDefinition: 'PT10M',
        inForce: expect.any(Object) as object,
      }),
    );
  });

  const REFUSED: readonly (readonly [string, string, string, object | undefined, number, string])[] = [
    [
      'an unknown definition',
      'PUT',
      '/v1/definitions/Nothing/timeouts/A',
      { after: 'PT1M' },
      404,
      'DEFINITION_NOT_FOUND',
    ],
    ['an unknown state', 'PUT', `${TIMEOUTS}/NOWHERE`, { after: 'PT1M' }, 404, 'STATE_NOT_FOUND'],
    ['a final state', 'PUT', `${TIMEOUTS}/COMPLETED`, { after: 'PT1M' }, 422, 'TIMEOUT_INVALID'],
    ['the state of those who timed out', 'PUT', `${TIMEOUTS}/ABORT_TIMEOUT`, { after: 'PT1M' }, 422, 'TIMEOUT_INVALID'],
    ['a month', 'PUT', `${TIMEOUTS}/IDENTIFY`, { after: 'P1M' }, 422, 'TIMEOUT_INVALID'],
    ['no time at all', 'PUT', `${TIMEOUTS}/IDENTIFY`, { after: 'PT0S' }, 422, 'TIMEOUT_INVALID'],
    ['a thousand years', 'PUT', `${TIMEOUTS}/IDENTIFY`, { after: 'P99999W' }, 422, 'TIMEOUT_INVALID'],
    ['no duration', 'PUT', `${TIMEOUTS}/IDENTIFY`, { after: 'soon' }, 422, 'TIMEOUT_INVALID'],
    ['an invalid grace', 'PUT', `${TIMEOUTS}/IDENTIFY`, { after: 'PT1M', grace: '-PT1M' }, 422, 'TIMEOUT_INVALID'],
    ['whom it is for', 'PUT', `${TIMEOUTS}/IDENTIFY`, { after: 'PT1M', applyTo: 'all' }, 400, 'VALIDATION_FAILED'],
    ['no reason', 'PUT', `${TIMEOUTS}/IDENTIFY`, { after: 'PT1M', reason: null }, 400, 'VALIDATION_FAILED'],
    ['an undo of nothing', 'DELETE', `${TIMEOUTS}/IDENTIFY?reason=x`, undefined, 404, 'OVERRIDE_NOT_FOUND'],
    ['an undo without a reason', 'DELETE', `${TIMEOUTS}/IDENTIFY`, undefined, 400, 'VALIDATION_FAILED'],
    ['a preview of that', 'DELETE', `${TIMEOUTS}/IDENTIFY?preview=true`, undefined, 404, 'OVERRIDE_NOT_FOUND'],
    [
      'an invalid position',
      'PUT',
      `${TIMEOUTS}/IDENTIFY?preview=true&atLeast=now`,
      { after: 'PT1M' },
      400,
      'VALIDATION_FAILED',
    ],
    ['a pause without a reason', 'POST', '/v1/timeouts/pause', {}, 400, 'VALIDATION_FAILED'],
  ];

  it('refuse what cannot be, and change nothing', async () => {
    for (const [name, method, path, body, status, code] of REFUSED) {
      const sent = body && method === 'PUT' ? { applyTo: 'waiting', reason, ...body } : body;
      const reply = await ledger.send(method, path, sent === undefined ? {} : { body: sent });
      expect({ name, ...reply.json() }).toMatchObject({ name, status, code });
    }
    expect((await ledger.get(TIMEOUTS)).json()['history']).toEqual([]);
    expect((await ledger.get('/v1/timeouts')).json()['history']).toEqual([]);
  });

  it('outlast a restart, in streams whose chains are unbroken', async () => {
    await ledger.begin('a');
    await put('INTRO_WELCOME', { after: 'PT30S', applyTo: 'waiting' });
    await ledger.post('/v1/timeouts/pause', { reason: 'Maintenance' });
    clock.forward(10_000);
    await ledger.post('/v1/timeouts/resume', { reason: 'Done' });
    await ledger.stop();
    const store = await SqliteEventStore.open({ path: join(folder, 'ledger.db') });
    expect(await verifyLedger(store)).toMatchObject({ breaks: [] });
    await store.close();
    ledger = await start();
    expect(await journey('a')).toMatchObject({ deadline: at(40) });
    expect((await ledger.get(`${TIMEOUTS}/INTRO_WELCOME`)).json()).toMatchObject({
      inForce: { after: 'PT30S', applyTo: 'waiting' },
      ofDefinition: 'PT2M',
    });
  });
});
