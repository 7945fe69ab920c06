import { RunningLedger, StandingClock } from '../support/running-ledger';
import { until } from '../support/until';

const WAIT = {
  id: 'Wait',
  version: 1,
  initial: 'WAITING',
  states: { WAITING: { timeout: { after: 'PT1H' }, transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
};

describe('timeouts of a running ledger', () => {
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await RunningLedger.start({ TIMEOUT_MAX_PER_SECOND: '100' }, { clock });
    await ledger.post('/v1/definitions', WAIT);
  });
  afterAll(() => ledger.remove());

  const metrics = async (): Promise<string> => (await ledger.get('/metrics')).text;

  it('are told by figures: open, due, fired, and how late', async () => {
    const body = { sessionId: 's1', definitionId: 'Wait' };
    const { position } = (await ledger.post('/v1/journeys', body)).json();
    await ledger.get(`/v1/deadlines?atLeast=${String(position)}`);
    expect(await metrics()).toContain('timeouts_open 1\n');
    clock.forward(3_602_000);
    let told = await until(metrics, (text) => text.includes('timeouts_total{outcome="fired"} 1'));
    expect(told).toContain('timeout_lateness_seconds_bucket{le="1"} 0');
    expect(told).toContain('timeout_lateness_seconds_bucket{le="2.5"} 1');
    expect(told).toContain('timeouts_total{outcome="stale"} 0');
    const journey = (await ledger.get('/v1/journeys/s1')).json();
    expect(journey).toMatchObject({ stateId: 'ABORT_TIMEOUT', status: 'TIMED_OUT' });
    const { position: last } = journey;
    await ledger.get(`/v1/deadlines?atLeast=${String(last)}`);
    clock.forward(60_000);
    told = await metrics();
    expect(told).toContain('timeouts_open 0\n');
    expect(told).toContain('timeouts_due 0\n');
    expect(told).toContain('timeouts_due_oldest_seconds 0\n');
  });
});
