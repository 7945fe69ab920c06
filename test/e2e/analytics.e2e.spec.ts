import { RunningLedger, StandingClock } from '../support/running-ledger';

const START = '2026-11-02T09:00:00.000Z';

describe('the analytics', () => {
  const clock = new StandingClock(START);
  let ledger: RunningLedger;
  let last: string;

  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' }, { clock });
    await ledger.begin('call-1', { channel: 'voice' });
    await ledger.begin('call-2', { channel: 'chat' });
    await ledger.begin('call-3', { channel: 'voice' });
    clock.forward(30_000);
    await ledger.move('call-1', { targetStateId: 'PAYMENT_COLLECTOR' });
    clock.forward(30_000);
    await ledger.move('call-2', { targetStateId: 'PAYMENT_COLLECTOR' });
    clock.forward(30_000);
    const done = (await ledger.move('call-1', { targetStateId: 'COMPLETED' })).json();
    // Past the deadline of the third: the command finds that out.
    clock.forward(60_000);
    await ledger.move('call-3', { targetStateId: 'IDENTIFY' });
    const journey = (await ledger.get('/v1/journeys/call-3')).json();
    expect([done['outcome'], journey['status']]).toEqual(['ADVANCED', 'TIMED_OUT']);
    last = String(journey['position']);
    // On a machine that is busy the read models may take longer than the ledger lets one question wait.
    while ((await ask('states')).status === 503);
  });
  afterAll(() => ledger.remove());

  const ask = (question: string) =>
    ledger.get(`/v1/analytics/${question}${question.includes('?') ? '&' : '?'}atLeast=${last}`);
  const figures = async (question: string) => {
    const reply = await ask(question);
    expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
    return reply.json();
  };
  const definitionId = 'CustomerJourneyState';

  it('counts moves, with the time between', async () => {
    const edge = { definitionId, count: 1, share: 1 };
    expect(await figures(`transitions?definitionId=${definitionId}`)).toEqual({
      transitions: [
        {
          ...{ definitionId, from: 'INTRO_WELCOME', to: 'PAYMENT_COLLECTOR', count: 2, share: 2 / 3 },
          ...{ meanMs: 45_000, medianMs: 45_000, p95Ms: 58_500 },
        },
        {
          ...{ ...edge, from: 'INTRO_WELCOME', to: 'ABORT_TIMEOUT', share: 1 / 3 },
          ...{ meanMs: 150_000, medianMs: 150_000, p95Ms: 150_000 },
        },
        { ...edge, from: 'PAYMENT_COLLECTOR', to: 'COMPLETED', meanMs: 60_000, medianMs: 60_000, p95Ms: 60_000 },
      ],
    });
  });

  it('counts visits by state, and who stands there', async () => {
    const { states } = (await figures('states?channel=voice')) as { states: Record<string, unknown>[] };
    expect(states.map(({ state, visits, left, open, ended }) => [state, visits, left, open, ended])).toEqual([
      ['INTRO_WELCOME', 2, 2, 0, 0],
      ['ABORT_TIMEOUT', 1, 0, 0, 1],
      ['COMPLETED', 1, 0, 0, 1],
      ['PAYMENT_COLLECTOR', 1, 1, 0, 0],
    ]);
    expect(states[0]).toMatchObject({ dwell: { p50Ms: 90_000, totalMs: 180_000 } });
  });

  it('follows a funnel', async () => {
    expect(await figures('funnel?states=INTRO_WELCOME,PAYMENT_COLLECTOR,COMPLETED')).toMatchObject({
      journeys: 3,
      steps: [
        { state: 'INTRO_WELCOME', reached: 3, open: 0, abandoned: 1 },
        { state: 'PAYMENT_COLLECTOR', reached: 2, open: 1, abandoned: 0, medianMs: 45_000 },
        { state: 'COMPLETED', reached: 1, open: 0, abandoned: 0, conversion: 1 / 3 },
      ],
    });
  });

  it('counts variants, and leaves the first state out where asked', async () => {
    const way = ['INTRO_WELCOME', 'PAYMENT_COLLECTOR'];
    expect(await figures('variants')).toMatchObject({ journeys: 3, total: 3, variants: [{}, {}, {}] });
    expect(await figures('variants?limit=1&channel=chat')).toEqual({
      journeys: 1,
      total: 1,
      variants: [{ states: way, count: 1, share: 1 }],
    });
    const { variants } = (await figures('variants?excludeInitial=true')) as { variants: { states: string[] }[] };
    expect(variants.map(({ states }) => states.join(' ')).sort()).toEqual([
      'ABORT_TIMEOUT',
      'PAYMENT_COLLECTOR',
      'PAYMENT_COLLECTOR COMPLETED',
    ]);
  });

  it('counts timeouts by the hour of their deadlines', async () => {
    expect(await figures('timeouts')).toEqual({
      count: 1,
      ...{ escalated: 0, answered: 0 },
      timeouts: [
        { definitionId, state: 'INTRO_WELCOME', channel: 'voice', hour: 9, count: 1, escalated: 0, answered: 0 },
      ],
    });
  });

  it('keeps to a time range, and sets another version beside', async () => {
    const range = `from=2026-11-02T09:01:00Z&to=2026-11-02T10:02:00%2B01:00`;
    expect(await figures(`transitions?definitionId=${definitionId}&version=1&compareVersion=2&${range}`)).toMatchObject(
      {
        transitions: [
          { from: 'INTRO_WELCOME', to: 'PAYMENT_COLLECTOR', count: 1 },
          { from: 'PAYMENT_COLLECTOR', to: 'COMPLETED' },
        ],
        comparison: { version: 2, transitions: [] },
      },
    );
  });

  it('gives the same figures as CSV, with the version that they are compared with behind', async () => {
    const csv = async (question: string): Promise<string[]> => {
      const reply = await ask(`${question}${question.includes('?') ? '&' : '?'}format=csv`);
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
      return reply.text.split('\r\n').slice(0, -1);
    };
    const [head, first, ...more] = await csv(`transitions?definitionId=${definitionId}&version=1&compareVersion=1`);
    expect(head).toBe('version,definitionId,from,to,count,share,meanMs,medianMs,p95Ms');
    expect(first).toBe(`1,${definitionId},INTRO_WELCOME,PAYMENT_COLLECTOR,2,${2 / 3},45000,45000,58500`);
    expect(more).toHaveLength(5);
    expect(await csv('states?channel=chat')).toEqual([
      'definitionId,state,visits,left,open,ended,dwell.totalMs,dwell.meanMs,dwell.p50Ms,dwell.p90Ms,dwell.p95Ms,dwell.p99Ms',
      `${definitionId},INTRO_WELCOME,1,1,0,0,60000,60000,60000,60000,60000,60000`,
      `${definitionId},PAYMENT_COLLECTOR,1,0,1,0,,,,,,`,
    ]);
    expect(await csv('funnel?states=INTRO_WELCOME,COMPLETED')).toEqual([
      'state,reached,conversion,stepConversion,open,abandoned,medianMs,p95Ms',
      'INTRO_WELCOME,3,1,1,1,1,,',
      `COMPLETED,1,${1 / 3},${1 / 3},0,0,90000,90000`,
    ]);
    expect(await csv('variants?channel=chat')).toEqual([
      'states,count,share',
      '"[""INTRO_WELCOME"",""PAYMENT_COLLECTOR""]",1,1',
    ]);
    expect(await csv('timeouts')).toEqual([
      'definitionId,state,channel,hour,count,escalated,answered',
      `${definitionId},INTRO_WELCOME,voice,9,1,0,0`,
    ]);
  });

  it.each([
    ['states?nothing=1', 'nothing'],
    ['transitions?from=yesterday', 'from'],
    ['transitions?version=0', 'version'],
    ['transitions?version=x', 'version'],
    ['transitions?compareVersion=2', 'compareVersion'],
    ['states?excludeInitial=perhaps', 'excludeInitial'],
    ['states?limit=5', 'limit'],
    ['variants?limit=0', 'limit'],
    ['funnel', 'states'],
    ['funnel?states=A,,B', 'states'],
    [`funnel?states=${Array(21).fill('A').join(',')}`, 'states'],
  ])('refuses %s', async (question, field) => {
    const reply = await ask(question);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'VALIDATION_FAILED', detail: expect.stringContaining(field) as string });
  });

  it('takes names for nothing but names', async () => {
    const name = encodeURIComponent("' or '1'='1");
    expect(await figures(`transitions?definitionId=${name}`)).toEqual({ transitions: [] });
    expect(await figures(`funnel?states=${name}`)).toMatchObject({ steps: [{ reached: 0 }] });
  });
});
