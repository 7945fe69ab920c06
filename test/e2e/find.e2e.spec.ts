import { RunningLedger } from '../support/running-ledger';

describe('Finding journeys', () => {
  let ledger: RunningLedger;
  let position: string;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
    for (let n = 0; n < 5; n += 1) {
      await ledger.post('/v1/journeys', {
        ...{ sessionId: `find-${n}`, definitionId: 'CustomerJourneyState', channel: 'voice' },
        ...{ customerId: n < 3 ? 'customer-7' : 'customer-8', aliases: [`genesys:conv-${n}`], commandId: `start-${n}` },
      });
    }
    await ledger.move('find-0', { targetStateId: 'NO_SUCH_STATE' });
    await ledger.move('find-0', { targetStateId: 'NO_SUCH_STATE_EITHER' });
    await ledger.move('find-1', { targetStateId: 'NO_SUCH_STATE' });
    const last = await ledger.move('find-2', { targetStateId: 'IDENTIFY', commandId: 'to-identify' });
    position = String(last.json()['position']);
    await ledger.timelineWith('find-0', 3);
    await ledger.timelineWith('find-1', 2);
  });
  afterAll(() => ledger.remove());

  const search = async (query: string): Promise<{ readonly ids: readonly string[]; readonly total: unknown }> => {
    const page = (await ledger.get(`/v1/journeys?atLeast=${position}&fields=sessionId&${query}`)).json();
    const rows = page['journeys'] as readonly { readonly sessionId: string }[];
    return { ids: rows.map(({ sessionId }) => sessionId), total: page['total'] };
  };

  it('by the code of a refused command, each once', async () => {
    expect(await search('refusalCode=TRANSITION_NOT_ALLOWED&total=true')).toEqual({
      ids: ['find-1', 'find-0'],
      total: 2,
    });
    expect(await search('refusalCode=GUARD_FAILED&total=true')).toEqual({ ids: [], total: 0 });
  });

  it('by the time of a refusal, of the start, and by the outcome', async () => {
    const [hourAgo, soon] = [-1, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    expect(await search(`refusedAfter=${hourAgo}&total=true`)).toEqual({ ids: ['find-1', 'find-0'], total: 2 });
    expect(await search(`refusedAfter=${soon}&total=true`)).toEqual({ ids: [], total: 0 });
    expect(await search(`refusedAfter=${hourAgo}&refusalCode=GUARD_FAILED`)).toMatchObject({ ids: [] });
    expect(await search(`startedFrom=${hourAgo}&startedBefore=${soon}&total=true`)).toMatchObject({ total: 5 });
    expect(await search(`startedFrom=${soon}&total=true`)).toMatchObject({ total: 0 });
    expect(await search(`startedBefore=${hourAgo}&total=true`)).toMatchObject({ total: 0 });
    expect(await search('outcome=open&total=true')).toMatchObject({ total: 5 });
    expect(await search('outcome=success&total=true')).toMatchObject({ total: 0 });
    expect((await ledger.get('/v1/journeys?outcome=lost')).json()).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('counts those of all pages', async () => {
    expect(await search('limit=2&total=true')).toEqual({ ids: ['find-4', 'find-3'], total: 5 });
    expect(await search('customerId=customer-7&total=true')).toMatchObject({ total: 3 });
    expect(await search('state=IDENTIFY&definitionVersion=2&total=true')).toEqual({ ids: ['find-2'], total: 1 });
    expect(await search('definitionVersion=1&total=true')).toEqual({ ids: [], total: 0 });
    expect(await search('limit=2')).toMatchObject({ total: undefined });
  });

  const lookup = async (text: string) => (await ledger.get(`/v1/lookup?q=${encodeURIComponent(text)}`)).json();

  it.each([
    ['find-3', 'sessionId', ['find-3']],
    ['genesys:conv-4', 'alias', ['find-4']],
    ['conv-4', 'conversationId', ['find-4']],
    ['customer-8', 'customerId', ['find-4', 'find-3']],
  ])('by the pasted text %s', async (text, by, sessions) => {
    expect((await lookup(text))['journeys']).toEqual(sessions.map((sessionId) => ({ by, sessionId })));
  });

  it('by the position, id, command id or hash of an event', async () => {
    const { entries } = (await ledger.get('/v1/journeys/find-2/timeline')).json() as {
      entries: readonly { readonly hash: string; readonly position: string; readonly type: string }[];
    };
    const moved = entries.find(({ type }) => type === 'JourneyTransitioned');
    const expected = { position, type: 'JourneyTransitioned', category: 'journey', id: 'find-2', revision: 1 };
    expect((await lookup(position))['events']).toEqual([{ by: 'position', ...expected }]);
    expect((await lookup('to-identify'))['events']).toEqual([{ by: 'commandId', ...expected }]);
    expect((await lookup(String(moved?.hash)))['events']).toEqual([{ by: 'hash', ...expected }]);
    const [event] = await ledger.events(`/v1/events?after=${String(Number(position) - 1)}&sessionId=find-2`, 1);
    expect((await lookup(String(event?.data['eventId'])))['events']).toEqual([{ by: 'eventId', ...expected }]);
  });

  it('finds a definition, and says so where nothing is found', async () => {
    expect(await lookup('CustomerJourneyState')).toMatchObject({ definitionId: 'CustomerJourneyState', journeys: [] });
    expect(await lookup('nothing like that')).toEqual({
      ...{ journeys: [], events: [], escalationId: null, definitionId: null, searched: 'all', searchedFrom: null },
    });
    // Too short to be an id of an event: not looked for, and the answer says so.
    expect(await lookup('nothing')).toMatchObject({ events: [], searched: 'none' });
    expect((await ledger.get('/v1/lookup?q=find-0:1')).json()).toMatchObject({ escalationId: null });
    expect((await ledger.get('/v1/lookup')).status).toBe(400);
  });
});
