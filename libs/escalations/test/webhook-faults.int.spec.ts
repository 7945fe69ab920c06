import { StoreUnavailableError } from '@ledger/event-store';
import type { EscalationExecutor } from '@ledger/escalations';
import { deliveriesWithDesk, eventually, type DeliveriesFixture } from './deliveries.test-support';
import { Desk, NEXT_SECRET, SECRET, type Behaviour } from './desk.test-support';

const ID = 'call-1:1';

describe('a webhook', () => {
  const setting = deliveriesWithDesk();
  let fixture: DeliveriesFixture;
  let desk: Desk;

  beforeEach(() => ({ fixture, desk } = setting()));

  const failures = async (id = ID): Promise<readonly string[]> =>
    (await fixture.executor.read('default', id))?.events.flatMap(({ type, data }) =>
      type === 'EscalationFailed' ? [data['code'] as string] : [],
    ) ?? [];

  it('arrives signed, under the id of its escalation, with everything that a desk needs', async () => {
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    expect(desk.unverified).toBe(0);
    expect(desk.received).toHaveLength(1);
    expect(desk.received[0]).toMatchObject({
      id: ID,
      path: '/hooks',
      headers: { 'content-type': 'application/json', 'webhook-timestamp': expect.stringMatching(/^\d+$/) as string },
    });
    expect(JSON.parse(desk.received[0]?.body ?? '')).toMatchObject({
      type: 'escalation.requested',
      timestamp: '2026-01-31T12:00:00.000Z',
      data: { escalationId: ID, tenant: 'default', sessionId: 'call-1', stateId: 'AGENT', escalation: 'desk' },
    });
    expect(await fixture.state(ID)).toMatchObject({
      status: 'delivered',
      delivery: { attempts: 1, nextAttemptAt: null },
    });
  });

  it.each<[string, Behaviour, string, number]>([
    ['answers 500', 500, 'HTTP_500', 1],
    ['answers 404', 404, 'HTTP_404', 1],
    ['hangs', 'hang', 'TIMEOUT', 1],
    ['takes it and answers 200 after the timeout', 'late', 'TIMEOUT', 1],
    ['drops the connection', 'drop', 'CONNECTION_RESET', 1],
  ])('to a target that %s is delivered in the end, and acted upon once', async (_, fault, code, acts) => {
    desk.behaviours = [fault, fault, fault, 200];
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    for (let attempt = 1; attempt <= 4; attempt++) {
      await fixture.attemptNext(ID, dispatcher, () => desk.received.length === attempt && desk.isStuck);
      desk.release();
    }
    expect(await fixture.state(ID)).toMatchObject({ status: 'delivered', delivery: { attempts: 4 } });
    expect(await failures()).toEqual([code, code, code]);
    expect(desk.received.map(({ id }) => id)).toEqual([ID, ID, ID, ID]);
    expect(new Set(desk.received.map(({ body }) => body)).size).toBe(1);
    expect([...desk.acted]).toEqual([[ID, acts]]);
    expect(desk.unverified).toBe(0);
  });

  it('is taken by its status, whatever body follows, of which no more than a bound is read', async () => {
    desk.behaviours = ['endless'];
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    expect((await fixture.state(ID)).status).toBe('delivered');
    await eventually(() => desk.pending === 0);
  });

  it('follows no redirect', async () => {
    desk.behaviours = [{ redirect: `http://127.0.0.1:${desk.port}/stolen` }, 200];
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    expect(await failures()).toEqual(['HTTP_302']);
    expect(desk.received.map(({ path }) => path)).toEqual(['/hooks']);
  });

  it('is not sent to an address that the target may not lead to', async () => {
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target({ allowPrivate: false })]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    expect(await failures()).toEqual(['ADDRESS_REFUSED']);
    expect(desk.received).toEqual([]);
  });

  it('is signed with both secrets while they are changed', async () => {
    const other = await Desk.listen(NEXT_SECRET);
    await fixture.request(ID);
    await fixture.request('call-2:1', 'other');
    const secrets = [SECRET, NEXT_SECRET];
    const dispatcher = fixture.dispatcher([desk.target({ secrets }), other.target({ name: 'other', secrets })]);
    dispatcher.start();
    await fixture.time.advance(1_000);
    await eventually(() => desk.received.length + other.received.length === 2);
    await eventually(() => dispatcher.status().inFlight === 0);
    expect([desk.unverified, other.unverified]).toEqual([0, 0]);
    expect(desk.received[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    await other.close();
  });

  it('is tried later and later, by up to half a pause earlier', async () => {
    desk.behaviours = [500];
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()], { random: () => 1 });
    dispatcher.start();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const delivery = await fixture.attemptNext(ID, dispatcher);
      pauses.push(Date.parse(delivery?.nextAttemptAt ?? '') - fixture.time.now().getTime());
    }
    // Each attempt is made a second after it was due, and pauses are counted from there.
    expect(pauses).toEqual([2_500, 5_000, 10_000, 20_000, 40_000]);
  });

  it('leaves a target alone for as long as it asks to be', async () => {
    desk.behaviours = [503];
    desk.retryAfter = '120';
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    const delivery = await fixture.attemptNext(ID, dispatcher);
    expect(Date.parse(delivery?.nextAttemptAt ?? '') - fixture.time.now().getTime()).toBe(120_000);
  });

  it('is given up at once where the target is gone, and at its age where it is not', async () => {
    fixture.retry = { firstPauseMs: 5_000, longestPauseMs: 20_000, deadLetterAfterMs: 60_000 };
    desk.behaviours = [410, 500];
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    expect(await fixture.state(ID)).toMatchObject({ status: 'dead-lettered', delivery: { attempts: 1 } });
    await fixture.request('call-2:1');
    let last: number | undefined;
    while ((await fixture.state('call-2:1')).status === 'delivering') {
      await fixture.attemptNext('call-2:1', dispatcher);
      last = fixture.time.now().getTime();
    }
    const { status, delivery } = await fixture.state('call-2:1');
    expect(status).toBe('dead-lettered');
    // The last attempt is made when the age is reached.
    expect((last ?? 0) - Date.parse(delivery?.since ?? '')).toBeGreaterThanOrEqual(60_000);
    expect((last ?? 0) - Date.parse(delivery?.since ?? '')).toBeLessThanOrEqual(62_000);
    expect(dispatcher.status().targets).toEqual([
      expect.objectContaining({ target: 'desk', delivered: 0, deadLettered: 2 }),
    ]);
    expect(fixture.commands.log.errors.filter((line) => line.includes('dead letter'))).toHaveLength(2);
  });

  it('is delivered when it is replayed, for as long as a new one would be', async () => {
    desk.behaviours = [410, 200];
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    const actor = { subject: 'ops', kind: 'operator' } as const;
    await fixture.executor.execute({
      tenant: 'default',
      escalationId: ID,
      command: { type: 'ReplayEscalation' },
      actor,
    });
    await fixture.attemptNext(ID, dispatcher);
    expect(await fixture.history(ID)).toEqual([
      'EscalationRequested',
      'EscalationFailed',
      'EscalationDeadLettered',
      'EscalationReplayed',
      'EscalationDelivered',
    ]);
    expect(desk.received.map(({ id }) => id)).toEqual([ID, ID]);
  });

  it('waits for a target that is not configured, and is a dead letter where it never is', async () => {
    fixture.retry = { firstPauseMs: 5_000, longestPauseMs: 20_000, deadLetterAfterMs: 60_000 };
    await fixture.request(ID);
    const dispatcher = fixture.dispatcher([]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    expect(await failures()).toEqual(['TARGET_UNKNOWN']);
    await dispatcher.stop();
    const second = fixture.dispatcher([desk.target()]);
    second.start();
    await fixture.attemptNext(ID, second);
    expect((await fixture.state(ID)).status).toBe('delivered');
    await second.stop();
    await fixture.request('call-2:1', 'unknown');
    const third = fixture.dispatcher([desk.target()]);
    third.start();
    while ((await fixture.state('call-2:1')).status === 'delivering') await fixture.attemptNext('call-2:1', third);
    expect((await fixture.state('call-2:1')).status).toBe('dead-lettered');
  });

  it('keeps its schedule through a restart', async () => {
    desk.behaviours = [500, 200];
    await fixture.request(ID);
    const first = fixture.dispatcher([desk.target()]);
    first.start();
    const delivery = await fixture.attemptNext(ID, first);
    await first.stop();
    const second = fixture.dispatcher([desk.target()]);
    second.start();
    const wait = Date.parse(delivery?.nextAttemptAt ?? '') - fixture.time.now().getTime();
    await fixture.time.advance(wait - 1);
    await eventually(() => second.status().inFlight === 0);
    expect(desk.received).toHaveLength(1);
    await fixture.attemptNext(ID, second);
    expect(desk.received).toHaveLength(2);
    expect((await fixture.state(ID)).status).toBe('delivered');
  });

  it('is not sent again where only its record failed', async () => {
    await fixture.request(ID);
    let refusals = 2;
    const executor = {
      read: fixture.executor.read.bind(fixture.executor),
      execute: (request: Parameters<EscalationExecutor['execute']>[0]) => {
        refusals -= 1;
        if (refusals >= 0) return Promise.reject(new StoreUnavailableError('The store is away.'));
        return fixture.executor.execute(request);
      },
    };
    const dispatcher = fixture.dispatcher([desk.target()], { executor });
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    expect((await fixture.state(ID)).status).toBe('delivering');
    await fixture.time.advance(3_000);
    await eventually(() => dispatcher.status().inFlight === 0);
    expect((await fixture.state(ID)).status).toBe('delivered');
    expect(desk.received).toHaveLength(1);
  });

  it('is asked for once a second where its stream cannot be read, and sent when it can', async () => {
    await fixture.request(ID);
    let reads = 0;
    const read = (...of: Parameters<EscalationExecutor['read']>) => {
      reads += 1;
      return reads <= 3
        ? Promise.reject(new StoreUnavailableError('The store is away.'))
        : fixture.executor.read(...of);
    };
    const executor = { read, execute: fixture.executor.execute.bind(fixture.executor) };
    const dispatcher = fixture.dispatcher([desk.target()], { executor });
    dispatcher.start();
    for (let poll = 1; poll <= 3; poll++) {
      await fixture.time.advance(poll === 1 ? 0 : 1_000);
      await eventually(() => dispatcher.status().inFlight === 0);
      await fixture.time.advance(0);
      await eventually(() => dispatcher.status().inFlight === 0);
      expect(reads).toBe(poll);
    }
    await fixture.time.advance(1_000);
    await eventually(() => desk.received.length === 1 && dispatcher.status().inFlight === 0);
    expect((await fixture.state(ID)).status).toBe('delivered');
  });

  it('is sent once while the read model lags behind', async () => {
    await fixture.request(ID);
    fixture.frozenAt = 1;
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.attemptNext(ID, dispatcher);
    const reads = jest.spyOn(fixture.executor, 'read');
    await fixture.time.advance(30_000);
    await eventually(() => dispatcher.status().inFlight === 0);
    expect(desk.received).toHaveLength(1);
    expect(reads).not.toHaveBeenCalled();
  });

  it('is sent at once where it is told of, before the read model has it', async () => {
    fixture.frozenAt = 0;
    const dispatcher = fixture.dispatcher([desk.target()]);
    dispatcher.start();
    await fixture.time.advance(0);
    await fixture.request(ID);
    dispatcher.hint({ tenant: 'default', escalationId: ID, target: 'desk', nextAttemptAt: '2026-01-31T12:00:00.000Z' });
    dispatcher.hint({
      tenant: 'default',
      escalationId: 'x:1',
      target: 'unknown',
      nextAttemptAt: '2026-01-31T12:00:00.000Z',
    });
    await fixture.time.advance(0);
    await eventually(() => desk.received.length === 1 && dispatcher.status().inFlight === 0);
    expect((await fixture.state(ID)).status).toBe('delivered');
  });

  it('is acted upon once and recorded once where two processes deliver', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `call-${index}:1`);
    for (const id of ids) await fixture.request(id);
    const dispatchers = [fixture.dispatcher([desk.target()]), fixture.dispatcher([desk.target()])];
    for (const dispatcher of dispatchers) dispatcher.start();
    for (let poll = 0; poll < 10; poll++) {
      await fixture.time.advance(1_000);
      await eventually(() => dispatchers.every((dispatcher) => dispatcher.status().inFlight === 0));
    }
    expect([...desk.acted.keys()].sort()).toEqual([...ids].sort());
    const delivered = fixture.escalationEvents().filter(({ type }) => type === 'EscalationDelivered');
    expect(delivered).toHaveLength(20);
    expect(desk.unverified).toBe(0);
  });

  it('is aborted when its process stops, and sent again by the next', async () => {
    desk.behaviours = ['hang', 200];
    await fixture.request(ID);
    const first = fixture.dispatcher([desk.target()]);
    first.start();
    await fixture.time.advance(1_000);
    await eventually(() => desk.pending === 1);
    const stopping = first.stop();
    await eventually(() => fixture.time.waiting.length > 0);
    await fixture.time.advance(2_000);
    await stopping;
    expect(await fixture.history(ID)).toEqual(['EscalationRequested']);
    const second = fixture.dispatcher([desk.target()]);
    second.start();
    await fixture.attemptNext(ID, second);
    expect(await fixture.history(ID)).toEqual(['EscalationRequested', 'EscalationDelivered']);
  });
});
