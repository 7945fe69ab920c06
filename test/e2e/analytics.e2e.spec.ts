import { runCli } from '../support/cli';
import { RunningLedger, StandingClock } from '../support/running-ledger';
import { until } from '../support/until';

const START = '2026-11-02T09:00:00.000Z';

describe('the analytics', () => {
  const clock = new StandingClock(START);
  let ledger: RunningLedger;
  let last: string;

  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' }, { clock });
    await ledger.begin('call-1', { channel: 'voice', definitionVersion: 1 });
    await ledger.begin('call-2', { channel: 'chat', definitionVersion: 1 });
    await ledger.begin('call-3', { channel: 'voice', definitionVersion: 1 });
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
    await until(async () => (await ask('states')).status !== 503);
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
        { state: 'INTRO_WELCOME', reached: 3, open: 0, completedElsewhere: 0, failed: 0, abandoned: 1 },
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
      'state,reached,conversion,stepConversion,open,completedElsewhere,failed,abandoned,medianMs,p95Ms',
      'INTRO_WELCOME,3,1,1,1,0,0,1,,',
      `COMPLETED,1,${1 / 3},${1 / 3},0,0,0,0,90000,90000`,
    ]);
    expect(await csv('variants?channel=chat')).toEqual([
      'states,count,share',
      '"[""INTRO_WELCOME"",""PAYMENT_COLLECTOR""]",1,1',
    ]);
    expect(await csv('series?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z')).toEqual([
      'start,end,started,ended,success,failure,abandoned,completed,transitions,timeouts,refused',
      '2026-11-02T00:00:00.000Z,2026-11-03T00:00:00.000Z,3,2,0,0,1,1,4,1,0',
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

  it('measures whole journeys, and counts by day in a time zone', async () => {
    expect(await figures(`cases?definitionId=${definitionId}`)).toMatchObject({
      journeys: 3,
      outcomes: { open: 1, success: 0, failure: 0, abandoned: 1, completed: 1 },
      duration: { minMs: 60_000, p50Ms: 90_000, maxMs: 150_000 },
      rework: { journeys: 0, visits: 0, states: [] },
      starts: [{ state: 'INTRO_WELCOME', journeys: 3 }],
    });
    expect(await figures('series?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z&timeZone=Asia/Kolkata')).toEqual({
      ...{ interval: 'day', timeZone: 'Asia/Kolkata' },
      series: [
        {
          ...{ start: '2026-11-02T00:00:00.000+05:30', end: '2026-11-03T00:00:00.000+05:30' },
          ...{ started: 3, ended: 2, success: 0, failure: 0, abandoned: 1, completed: 1 },
          ...{ transitions: 4, timeouts: 1, refused: 0 },
        },
        {
          ...{ start: '2026-11-03T00:00:00.000+05:30', end: '2026-11-04T00:00:00.000+05:30' },
          ...{
            started: 0,
            ended: 0,
            success: 0,
            failure: 0,
            abandoned: 0,
            completed: 0,
            transitions: 0,
            timeouts: 0,
            refused: 0,
          },
        },
      ],
    });
  });

  it('filters and groups by what journeys have in common', async () => {
    const reached = 'funnel?states=INTRO_WELCOME';
    const counts: [string, number][] = [
      ['endState=COMPLETED,ABORT_TIMEOUT', 2],
      ['outcome=abandoned', 1],
      ['customerId=unknown', 0],
      ['resource=timeout-saga', 0],
      ['context=verified=false', 3],
      ['context=verified=true', 0],
    ];
    for (const [filter, journeys] of counts) {
      expect([filter, await figures(`${reached}&${filter}`)]).toEqual([filter, expect.objectContaining({ journeys })]);
    }
    expect(await figures(`${reached}&groupBy=outcome&groupLimit=2`)).toMatchObject({
      journeys: 3,
      groups: [
        { value: 'completed', journeys: 1, steps: [{ reached: 1 }] },
        { value: 'open', journeys: 1 },
      ],
      groupsTotal: 3,
    });
    expect(await figures('states?groupBy=context.verified')).toMatchObject({ groups: [{ value: false }] });
    const csv = await ask('cases?groupBy=outcome&format=csv');
    expect(csv.text.split('\r\n').slice(0, -1)).toEqual([
      'group,definitionId,state,journeys,outcome',
      `completed,${definitionId},COMPLETED,1,completed`,
      `open,${definitionId},PAYMENT_COLLECTOR,1,open`,
      `abandoned,${definitionId},ABORT_TIMEOUT,1,abandoned`,
    ]);
  });

  const period = 'from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z';
  it.each<[string, string, number, string]>([
    ['states?definitionId=CustomerJourney', 'DEFINITION_NOT_FOUND', 404, 'CustomerJourney'],
    ['states?definitionId=CustomerJourneyState&version=9', 'DEFINITION_NOT_FOUND', 404, 'version 9'],
    [
      'states?definitionId=CustomerJourneyState&version=1&compareVersion=9',
      ...(['DEFINITION_NOT_FOUND', 404, 'version 9'] as const),
    ],
    ['funnel?states=INTRO_WELCOM', 'VALIDATION_FAILED', 400, 'did you mean "INTRO_WELCOME"'],
    ['cases?endState=DONE', 'VALIDATION_FAILED', 400, 'endState: "DONE" is not a state'],
    ['cases?outcome=won', 'VALIDATION_FAILED', 400, 'outcome must be open, success'],
    ['cases?context=verified', 'VALIDATION_FAILED', 400, 'tier=gold'],
    ['cases?context=items.0=1', 'VALIDATION_FAILED', 400, 'must name a property of the context'],
    ['cases?groupBy=context.nothing', 'VALIDATION_FAILED', 400, '"nothing" is not a context property'],
    ['cases?groupBy=context.cardLast4', 'VALIDATION_FAILED', 400, 'personal data'],
    ['cases?context=cardLast4=1234', 'VALIDATION_FAILED', 400, 'personal data'],
    ['cases?groupBy=weekday', 'VALIDATION_FAILED', 400, 'groupBy must be endState'],
    ['cases?groupBy=outcome&groupLimit=101', 'VALIDATION_FAILED', 400, 'groupLimit'],
    [
      'cases?definitionId=CustomerJourneyState&version=1&compareVersion=1&groupBy=outcome',
      ...(['VALIDATION_FAILED', 400, 'either compareVersion or groupBy'] as const),
    ],
    ['cases?from=2026-11-03T00:00:00Z&to=2026-11-02T00:00:00Z', 'VALIDATION_FAILED', 400, 'from must be before to'],
    ['series?from=2026-11-03T00:00:00Z&to=2026-11-02T00:00:00Z', 'VALIDATION_FAILED', 400, 'from must be before to'],
    ['series', 'VALIDATION_FAILED', 400, 'from is missing'],
    [`series?${period}&timeZone=Mars`, 'VALIDATION_FAILED', 400, 'timeZone must be an IANA time zone'],
    [`series?${period}&interval=month`, 'VALIDATION_FAILED', 400, 'interval'],
    ['series?from=2016-11-03T00:00:00Z&to=2026-11-02T00:00:00Z&interval=hour', 'VALIDATION_FAILED', 400, '8,784'],
  ])('refuses %s rather than to answer zero', async (question, code, status, detail) => {
    const reply = await ask(question);
    expect([reply.status, reply.json()]).toEqual([
      status,
      expect.objectContaining({ code, detail: expect.stringContaining(detail) as string }),
    ]);
  });

  const day = ['--from', '2026-11-02', '--to', '2026-11-03'];
  it.each<[string, readonly string[], RegExp]>([
    ['transitions', [], /^CustomerJourneyState +INTRO_WELCOME +PAYMENT_COLLECTOR +2 +66\.7 % +45 s +45 s +58 s$/m],
    ['states', ['--channel', 'voice'], /^CustomerJourneyState +INTRO_WELCOME +2 +2 +0 +0 .*1 min 30 s/m],
    ['funnel', ['INTRO_WELCOME', 'COMPLETED'], /^journeys 3\nstate .*\nINTRO_WELCOME +3 +100\.0 % +100\.0 % +1 +0/m],
    ['variants', ['--limit', '1', '--channel', 'chat'], /^ +1 +100\.0 % +INTRO_WELCOME > PAYMENT_COLLECTOR$/m],
    ['timeouts', [], /^timeouts 1, escalated 0.*\n.*\nCustomerJourneyState +INTRO_WELCOME +voice +9 +1 +0 +0$/m],
    ['cases', ['--group-by', 'outcome', '--group-limit', '1'], /^outcome: completed\n(.|\n)*and 2 more groups: raise/m],
    ['cases', ['--outcome', 'open', 'abandoned'], /^journeys +2\noutcomes +open 1, .*abandoned 1/m],
    ['series', day, /^start \(UTC\) .*\n2026-11-02 00:00 +3 +2 /m],
    ['series', [...day, '--interval', 'week', '--time-zone', 'Asia/Tokyo'], /^2026-11-02 00:00 /m],
  ])('are tables on the command line: %s %j', async (name, args, says) => {
    const at = { url: ledger.url, dataDir: ledger.dataDir };
    const asked = ['analytics', name, ...args, '--at-least', last];
    const shown = await runCli(at, asked);
    expect(shown).toMatchObject({ exitCode: 0, err: '', out: expect.stringMatching(says) as string });
    expect(JSON.parse((await runCli(at, [...asked, '--json'])).out)).toEqual(expect.any(Object));
  });

  it('compare versions on the command line, and refuse there what they refuse', async () => {
    const at = { url: ledger.url, dataDir: ledger.dataDir };
    const both = ['-d', definitionId, '--definition-version', '1', '--compare-version', '2'];
    const compared = await runCli(at, ['analytics', 'transitions', ...both, '--at-least', last]);
    expect(compared.out).toMatch(/\n\nversion 2\nNo transition matches\.\n$/);
    const unknown = await runCli(at, ['analytics', 'funnel', 'INTRO_WELCOM']);
    expect([unknown.exitCode, unknown.err]).toEqual([2, expect.stringContaining('did you mean "INTRO_WELCOME"')]);
    expect((await runCli(at, ['analytics', 'series', '--from', '2026-11-02'])).err).toContain('--to');
  });

  it('takes names for nothing but names', async () => {
    const name = encodeURIComponent("' or '1'='1");
    expect((await ask(`transitions?definitionId=${name}`)).status).toBe(404);
    expect((await ask(`funnel?states=${name}`)).status).toBe(400);
    expect(await figures(`transitions?channel=${name}`)).toEqual({ transitions: [] });
    expect(await figures(`transitions?customerId=${name}&resource=${name}`)).toEqual({ transitions: [] });
    expect(await figures(`variants?context=${encodeURIComponent(`verified=${name}`)}`)).toMatchObject({ journeys: 0 });
  });
});
