import { RunningLedger, StandingClock } from '../support/running-ledger';

interface Row {
  readonly revision: number;
  readonly recordedAt: string;
  readonly stateId: string;
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset: readonly string[];
}

describe('GET /v1/journeys/{sessionId}/revisions', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' }, { clock: new StandingClock('2026-11-02T09:30:00Z') });
    await ledger.post('/v1/journeys', {
      ...{ sessionId: 'slide-1', definitionId: 'CustomerJourneyState', definitionVersion: 1, channel: 'voice' },
    });
    await ledger.move('slide-1', { targetStateId: 'IDENTIFY', context: { cardLast4: '4242' } });
    await ledger.send('PATCH', '/v1/journeys/slide-1/context', { body: { verified: true, fraudScore: 3 } });
    await ledger.send('PATCH', '/v1/journeys/slide-1/context', { body: { cardLast4: null } });
    await ledger.move('slide-1', { targetStateId: 'PAYMENT_COLLECTOR' });
    await ledger.post('/v1/journeys/slide-1/channel', { channel: 'chat' });
    await ledger.move('slide-1', { targetStateId: 'COMPLETED' });
  });
  afterAll(() => ledger.remove());

  const read = async (query = '') => (await ledger.get(`/v1/journeys/slide-1/revisions${query}`)).json();

  it('gives at each revision what reading the journey as of it gives', async () => {
    const { revisions, last, nextFrom } = await read();
    expect([last, nextFrom]).toEqual([6, undefined]);
    let context: Record<string, unknown> = {};
    for (const { revision, set, unset, ...row } of revisions as readonly Row[]) {
      context = { ...context, ...set };
      for (const key of unset) delete context[key];
      const journey = (await ledger.get(`/v1/journeys/slide-1?asOfRevision=${revision}`)).json();
      const { stateId, status, deadline, channel, allowedTargets, definitionVersion, enteredAt } = journey;
      expect(row).toMatchObject({ stateId, status, deadline, channel, allowedTargets, definitionVersion, enteredAt });
      expect(context).toEqual(journey['context']);
    }
    expect((revisions as readonly Row[]).map(({ stateId }) => stateId)).toEqual([
      'INTRO_WELCOME',
      ...['IDENTIFY', 'IDENTIFY', 'IDENTIFY'],
      ...['PAYMENT_COLLECTOR', 'PAYMENT_COLLECTOR'],
      'COMPLETED',
    ]);
  });

  it('gives pages that continue each other, with the context before them and who wrote it', async () => {
    const whole = (await read())['revisions'] as readonly Row[];
    const pages: Row[] = [];
    for (let from: number | undefined = 0; from !== undefined;) {
      const page = await read(`?from=${from}&limit=2`);
      pages.push(...(page['revisions'] as readonly Row[]));
      from = page['nextFrom'] as number | undefined;
    }
    expect(pages).toEqual(whole);
    expect((await read('?from=3'))['before']).toEqual({
      context: expect.objectContaining({ verified: true, fraudScore: 3, cardLast4: '4242' }) as object,
      writtenAt: expect.objectContaining({ verified: 2, fraudScore: 2, cardLast4: 1 }) as object,
    });
  });

  it('shows what was known at a time', async () => {
    const rows = (await read())['revisions'] as readonly Row[];
    const at = String(rows[2]?.recordedAt);
    const known = (await read(`?knownAt=${at}`))['revisions'] as readonly Row[];
    expect(known).toEqual(rows.filter(({ recordedAt }) => recordedAt <= at));
    expect((await ledger.get('/v1/journeys/slide-1/revisions?knownAt=2001-01-01T00:00:00Z')).status).toBe(404);
  });

  it.each([
    ['/v1/journeys/none/revisions', 404],
    ['/v1/journeys/slide-1/revisions?limit=5001', 400],
    ['/v1/journeys/slide-1/revisions?from=-1', 400],
  ])('answers %s with %i', async (path, status) => {
    expect((await ledger.get(path)).status).toBe(status);
  });
});
