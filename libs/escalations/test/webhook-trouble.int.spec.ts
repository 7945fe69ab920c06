import { TargetLimiter } from '@ledger/escalations';
import { deliveriesWithDesk, eventually, type DeliveriesFixture } from './deliveries.test-support';
import { Desk } from './desk.test-support';

describe('a webhook to a target in trouble', () => {
  const setting = deliveriesWithDesk();
  let fixture: DeliveriesFixture;
  let desk: Desk;

  beforeEach(() => ({ fixture, desk } = setting()));

  it('is one of a few at once, and does not hold up another target’s', async () => {
    const other = await Desk.listen();
    desk.behaviours = ['hang'];
    for (let call = 0; call < 6; call++) await fixture.request(`slow-${call}:1`);
    for (let call = 0; call < 6; call++) await fixture.request(`fast-${call}:1`, 'other');
    const dispatcher = fixture.dispatcher([
      desk.target({ concurrency: 2 }),
      other.target({ name: 'other', concurrency: 2 }),
    ]);
    dispatcher.start();
    for (let poll = 0; poll < 5; poll++) {
      await fixture.time.advance(1_000);
      await eventually(() => dispatcher.status().inFlight === 2 && desk.pending === 2);
    }
    expect(other.acted.size).toBe(6);
    expect([desk.mostPending, other.mostPending]).toEqual([2, expect.any(Number)]);
    expect(other.mostPending).toBeLessThanOrEqual(2);
    expect(desk.received).toHaveLength(2);
    await other.close();
  });

  it('is held back by its circuit breaker, but for a probe, until the target is well', async () => {
    desk.behaviours = [500];
    const limiter = new TargetLimiter(desk.target({ concurrency: 1 }), { failures: 3, openMs: 30_000 });
    for (let call = 0; call < 8; call++) await fixture.request(`call-${call}:1`);
    const dispatcher = fixture.dispatcher([limiter]);
    dispatcher.start();
    for (let poll = 0; poll < 6; poll++) {
      await fixture.time.advance(0);
      await eventually(() => dispatcher.status().inFlight === 0);
    }
    expect(limiter.breaker).toBe('open');
    expect(desk.received).toHaveLength(3);
    await fixture.time.advance(29_000);
    await eventually(() => dispatcher.status().inFlight === 0);
    expect(desk.received).toHaveLength(3);
    await fixture.time.advance(2_000);
    await eventually(() => desk.received.length === 4 && dispatcher.status().inFlight === 0);
    expect(limiter.breaker).toBe('open');
    desk.behaviours = [200];
    for (let poll = 0; poll < 90 && desk.acted.size < 8; poll++) {
      await fixture.time.advance(1_000);
      await eventually(() => dispatcher.status().inFlight === 0);
    }
    expect(limiter.breaker).toBe('closed');
    expect(desk.acted.size).toBe(8);
  });

  it('is a dead letter at its age also where the circuit was open all the time', async () => {
    fixture.retry = { firstPauseMs: 5_000, longestPauseMs: 5_000, deadLetterAfterMs: 20_000 };
    desk.behaviours = [500];
    const limiter = new TargetLimiter(desk.target({ concurrency: 1 }), { failures: 1, openMs: 3_600_000 });
    await fixture.request('call-1:1');
    await fixture.request('call-2:1');
    const dispatcher = fixture.dispatcher([limiter]);
    dispatcher.start();
    for (let poll = 0; poll < 25; poll++) {
      await fixture.time.advance(1_000);
      await eventually(() => dispatcher.status().inFlight === 0);
    }
    expect(desk.received).toHaveLength(1);
    for (const id of ['call-1:1', 'call-2:1']) expect((await fixture.state(id)).status).toBe('dead-lettered');
  });
});
