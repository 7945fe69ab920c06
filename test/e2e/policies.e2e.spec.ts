import { runCli } from '../support/cli';
import { RunningLedger, StandingClock } from '../support/running-ledger';
import { until } from '../support/until';

const CLAIM = {
  id: 'Claim',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'IDENTIFIED' }, { target: 'PAID' }] },
    IDENTIFIED: { transitions: [{ target: 'PAID' }] },
    PAID: { final: true },
  },
  escalations: { audit: { kind: 'queue', queue: 'audit' } },
  policies: {
    identified: { kind: 'precedence', first: 'IDENTIFIED', then: 'PAID', escalation: 'audit' },
    served: { kind: 'existence', state: 'PAID', within: 'PT1H' },
  },
};

describe('policies over HTTP', () => {
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({}, { clock });
    const published = await ledger.post('/v1/definitions', CLAIM);
    expect(published.json()['policies']).toMatchObject([
      { name: 'identified', verdict: 'watched', example: ['WELCOME', 'PAID'] },
      { name: 'served', verdict: 'watched' },
    ]);
  });
  afterAll(() => ledger.remove());

  const violations = async (query = ''): Promise<readonly Record<string, unknown>[]> =>
    (await ledger.get(`/v1/policies/violations${query}`)).json()['violations'] as never;

  it('are recorded when a live journey breaks them, once, with a metric and an escalation', async () => {
    for (const sessionId of ['kept', 'broken']) {
      await ledger.post('/v1/journeys', { sessionId, definitionId: 'Claim', customerId: 'ann' });
    }
    await ledger.post('/v1/journeys/kept/transitions', { targetStateId: 'IDENTIFIED' });
    await ledger.post('/v1/journeys/kept/transitions', { targetStateId: 'PAID' });
    await ledger.post('/v1/journeys/broken/transitions', { targetStateId: 'PAID' });
    await until(async () => (await violations()).length > 0);
    const [found, ...others] = await violations();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      sessionId: 'broken',
      policy: 'identified',
      stateId: 'PAID',
      journeyRevision: 1,
      deadline: null,
      customerId: 'ann',
    });
    const escalation = await ledger.get(`/v1/escalations/${String(found?.['escalationId'])}`);
    expect(escalation.json()).toMatchObject({
      reason: 'policy',
      escalation: 'audit',
      status: 'open',
      sessionId: 'broken',
    });
    const metrics = (await ledger.get('/metrics')).text;
    expect(metrics).toContain('# TYPE policy_violations_total counter\n');
    expect(metrics).toMatch(/^policy_violations_total\{kind="precedence"\} 1$/m);
  });

  it('are recorded when the time of what is owed is over, counted from the first start', async () => {
    await ledger.post('/v1/journeys', { sessionId: 'waiting', definitionId: 'Claim' });
    clock.forward(50 * 60_000);
    await ledger.post('/v1/journeys/waiting/restart', { reason: 'The customer began again' });
    clock.forward(10 * 60_000 + 6_000);
    await until(async () => (await violations('?policy=served')).length > 0);
    expect(await violations('?policy=served')).toMatchObject([
      { sessionId: 'waiting', journeyRevision: 0, deadline: '2026-11-02T10:30:00.000Z', stateId: null },
    ]);
  });

  it('are events that can be followed, by their definition', async () => {
    const [event] = await ledger.events('/v1/events?after=start&category=policy&definitionId=Claim', 1);
    expect(event).toMatchObject({ event: 'PolicyViolated', data: { data: { sessionId: 'broken' } } });
  });

  it('are listed on the command line', async () => {
    const list = (...args: readonly string[]) => runCli(ledger, ['policies', 'violations', ...args]);
    expect((await list('-d', 'Claim', '--customer', 'ann')).out).toMatch(
      /^session +definition +policy +revision +broken +by +customer +escalation\nbroken +Claim 1 +identified +1 .+precedence: entered PAID +ann +broken:1:\S+\n$/,
    );
    expect((await list('--policy', 'served')).out).toContain('existence: its time was over');
    expect((await list('--session', 'kept')).out).toBe('none\n');
    const first = await list('--limit', '1');
    const [, cursor = ''] = /next page: --cursor (\S+)/.exec(first.out) ?? [];
    expect((await list('--limit', '1', '--cursor', cursor)).out).toMatch(/^broken /m);
    const json = JSON.parse((await list('--to', '2026-11-02T10:00:00Z', '--json')).out) as { violations: unknown };
    expect(json.violations).toMatchObject([{ sessionId: 'broken' }]);
  });

  it('are searched by what they are about', async () => {
    expect(await violations('?definitionId=Claim&customerId=ann&sessionId=broken')).toHaveLength(1);
    expect(await violations('?definitionId=Other')).toEqual([]);
    expect((await ledger.get('/v1/policies/violations?from=2026-01-02&to=2026-01-01')).status).toBe(400);
  });
});
